/** The completion of zsh as a script: one function a verb, each a call of zsh's own `_arguments`. */
import type {
  ArgumentDescription,
  CommandDescription,
  OptionDescription,
  ValueDescription,
} from "#cli/describe.ts";
import { everyCommand } from "#cli/describe.ts";

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Brackets and colons end a text of `_arguments`. */
const escaped = (text: string): string => text.replace(/[[\]:\\]/gu, "\\$&");

const actionOf = (value: ValueDescription): string => {
  if (value.kind === "file") return "_files";
  if (value.kind === "folder") return "_files -/";
  return value.choices.length > 0 ? `(${value.choices.join(" ")})` : " ";
};

const functionOf = (path: readonly string[]): string => ["_tapvault", ...path].join("_").replaceAll("-", "_");

/** Options that mean the same keep each other away; one that may be repeated begins with a star. */
const optionSpecs = ({ names, help, value }: OptionDescription): readonly string[] => {
  const isRepeated = value?.isVariadic === true;
  const before = isRepeated ? "*" : `(${names.join(" ")})`;
  return names.map((name) => {
    if (value === null) return quoted(`${before}${name}[${escaped(help)}]`);
    const sign = name.startsWith("--") ? "=" : "";
    const colon = value.isRequired ? ":" : "::";
    return quoted(
      `${before}${name}${sign}[${escaped(help)}]${colon}${escaped(value.name)}:${actionOf(value)}`,
    );
  });
};

const argumentSpec = (argument: ArgumentDescription, index: number): string => {
  const colon = argument.isRequired ? ":" : "::";
  const place = argument.isVariadic ? "*" : String(index + 1);
  return quoted(`${place}${colon}${escaped(argument.name)}:${actionOf(argument)}`);
};

const calling = (specs: readonly string[]): string => specs.join(" \\\n    ");

const choosing = (path: readonly string[], command: CommandDescription, specs: readonly string[]): string => {
  const verbs = command.commands.map(({ name, help }) => quoted(`${name}:${help.replaceAll(":", "\\:")}`));
  const calls = command.commands.map(({ name }) => `        ${name}) ${functionOf([...path, name])} ;;`);
  return `${functionOf(path)}() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C -s \\
    ${calling([...specs, quoted("1: :->verb"), quoted("*:: :->rest")])} && return
  case $state in
    verb)
      local -a verbs=(
        ${verbs.join("\n        ")}
      )
      _describe verb verbs
      ;;
    rest)
      case $line[1] in
${calls.join("\n")}
      esac
      ;;
  esac
}`;
};

const scriptOf = (
  path: readonly string[],
  command: CommandDescription,
  globals: readonly string[],
): string => {
  const own = command.options.flatMap(optionSpecs);
  const specs = path.length === 0 ? own : [...own, ...globals.filter((spec) => !own.includes(spec))];
  if (command.commands.length > 0) return choosing(path, command, specs);
  const all = [...specs, ...command.arguments.map(argumentSpec)];
  return `${functionOf(path)}() {\n  _arguments -s \\\n    ${calling(all)}\n}`;
};

/** The script for zsh, as a file of its functions' path or to be sourced. */
export const zshCompletion = (program: CommandDescription): string => {
  const globals = program.options.filter(({ names }) => !names.includes("--version")).flatMap(optionSpecs);
  return [
    "#compdef tapvault\n# Completion of tapvault for zsh, made by `tapvault completion zsh`.",
    ...everyCommand(program).map(({ path, command }) => scriptOf(path, command, globals)),
    'if [ "$funcstack[1]" = _tapvault ]; then\n  _tapvault "$@"\nelse\n  compdef _tapvault tapvault\nfi\n',
  ].join("\n\n");
};
