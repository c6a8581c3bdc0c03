/** The completion of fish as a script: one `complete` line for each verb, option and argument. */
import type { CommandDescription, OptionDescription, ValueDescription } from "#cli/describe.ts";
import { everyCommand } from "#cli/describe.ts";

const quoted = (text: string): string => `'${text.replace(/['\\]/gu, "\\$&")}'`;

/** The words after which a line counts; fish joins the rest with `string match`. */
const at = (path: readonly string[]): string => quoted(`__tapvault_at ${path.join(" ")}`.trim());

/** `needs` is fish's letter for an option that takes its value as the next word; an argument has none. */
const valueFlags = (value: ValueDescription, needs: "r" | "" = ""): string => {
  if (value.kind === "file") return `-F${needs}`;
  if (value.kind === "folder") return `-f${needs} -a '(__fish_complete_directories)'`;
  const words = value.choices.length > 0 ? ` -a ${quoted(value.choices.join(" "))}` : "";
  return `-f${needs}${words}`;
};

const nameFlags = (names: readonly string[]): string =>
  names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(" ");

const optionLine = (condition: string, { names, help, value }: OptionDescription): string =>
  [
    "complete -c tapvault",
    condition,
    nameFlags(names),
    ...(value === null ? [] : [valueFlags(value, value.isRequired ? "r" : "")]),
    `-d ${quoted(help)}`,
  ]
    .filter(Boolean)
    .join(" ");

const linesOf = (path: readonly string[], command: CommandDescription): readonly string[] => [
  ...command.commands.map(
    ({ name, help }) => `complete -c tapvault -n ${at(path)} -a ${name} -d ${quoted(help)}`,
  ),
  ...command.arguments
    .filter(({ kind, choices }) => kind !== "text" || choices.length > 0)
    .map((argument) => `complete -c tapvault -n ${at(path)} ${valueFlags(argument)}`),
  // The program's own options hold after every verb.
  ...command.options.map((option) => optionLine(path.length === 0 ? "" : `-n ${at(path)}`, option)),
];

const helper = (program: CommandDescription): string => {
  const all = everyCommand(program);
  const taking = new Set(
    all.flatMap(({ command }) =>
      command.options.filter(({ value }) => value?.isRequired === true).flatMap(({ names }) => names),
    ),
  );
  const paths = all.filter(({ path }) => path.length > 0).map(({ path }) => quoted(path.join(" ")));
  return `# Whether the verbs typed so far are exactly these.
function __tapvault_at
    set -l path
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if contains -- $word ${[...taking].join(" ")}
            set skip 1
        else if not string match -q -- '-*' $word
            contains -- (string join ' ' $path $word) ${paths.join(" ")}
            and set -a path $word
        end
    end
    test "$path" = "$argv"
end`;
};

/** The script for fish. */
export const fishCompletion = (program: CommandDescription): string =>
  [
    "# Completion of tapvault for fish, made by `tapvault completion fish`.",
    helper(program),
    "complete -c tapvault -f",
    ...everyCommand(program).map(({ path, command }) => linesOf(path, command).join("\n")),
    "",
  ].join("\n\n");
