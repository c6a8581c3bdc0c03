/**
 * The command line as plain data: what completions and the manual page are made from. Read from the
 * declarations themselves; what is hidden there is left out here.
 */
import type { Argument, Command, Option } from "commander";

/** What a value is, as far as a shell can help to write it. */
export interface ValueDescription {
  /** As the help calls it, such as `file`. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly isVariadic: boolean;
  readonly choices: readonly string[];
  /** `file` and `folder` are looked for on the disk. */
  readonly kind: "file" | "folder" | "text";
}

/** One option. */
export interface OptionDescription {
  /** As it is typed: `--json`, `-V`. */
  readonly names: readonly string[];
  /** As the help writes it: `--label <name>`. */
  readonly flags: string;
  readonly help: string;
  /** Null for a switch. */
  readonly value: ValueDescription | null;
  readonly isMandatory: boolean;
}

/** One argument. */
export interface ArgumentDescription extends ValueDescription {
  readonly help: string;
}

/** A verb, or the program itself. */
export interface CommandDescription {
  readonly name: string;
  readonly help: string;
  readonly arguments: readonly ArgumentDescription[];
  readonly options: readonly OptionDescription[];
  readonly commands: readonly CommandDescription[];
}

const folders = ["dir", "folder"];

const kindOf = (name: string): ValueDescription["kind"] =>
  name === "file" ? "file" : folders.includes(name) ? "folder" : "text";

const describeArgument = (argument: Argument): ArgumentDescription => ({
  name: argument.name(),
  isRequired: argument.required,
  isVariadic: argument.variadic,
  choices: argument.argChoices ?? [],
  kind: kindOf(argument.name()),
  help: argument.description,
});

const valueOf = (option: Option): ValueDescription | null => {
  if (!option.required && !option.optional) return null;
  const name = /[<[]([^>\].]+)/u.exec(option.flags)?.[1] ?? "value";
  const { required: isRequired, variadic: isVariadic } = option;
  return { name, isRequired, isVariadic, choices: option.argChoices ?? [], kind: kindOf(name) };
};

const describeOption = (option: Option): OptionDescription => ({
  names: [option.long, option.short].filter((name) => name !== undefined),
  flags: option.flags,
  help: option.description,
  value: valueOf(option),
  isMandatory: option.mandatory,
});

/** A command with the words that lead to it, such as `backup list`; none for the program. */
export interface PlacedCommand {
  readonly path: readonly string[];
  readonly command: CommandDescription;
}

/** The command and everything below it, in the order of the help. */
export const everyCommand = (
  command: CommandDescription,
  path: readonly string[] = [],
): readonly PlacedCommand[] => [
  { path, command },
  ...command.commands.flatMap((one) => everyCommand(one, [...path, one.name])),
];

/** Describes a command and all below it. */
export const describeCommand = (command: Command): CommandDescription => {
  const help = command.createHelp();
  return {
    name: command.name(),
    help: command.description(),
    arguments: command.registeredArguments.map(describeArgument),
    options: help.visibleOptions(command).map(describeOption),
    commands: help
      .visibleCommands(command)
      .filter((one) => one.name() !== "help")
      .map(describeCommand),
  };
};
