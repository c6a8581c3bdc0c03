/**
 * The completion of bash as a script: what may follow which words is in tables, made from the
 * declarations; the rest walks over the words typed so far. It needs no other package.
 */
import type { CommandDescription, OptionDescription, ValueDescription } from "#cli/describe.ts";
import { everyCommand } from "#cli/describe.ts";

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const namesOf = (options: readonly OptionDescription[]): string =>
  options.flatMap((option) => option.names.filter((name) => name.startsWith("--"))).join(" ");

/** What a value is completed with: words, or `@file` or `@folder`. */
const wordsOf = (value: ValueDescription): string =>
  value.kind === "text" ? value.choices.join(" ") : `@${value.kind}`;

const cases = (rows: readonly (readonly [pattern: string, words: string])[]): string =>
  rows
    .filter(([, words]) => words !== "")
    .map(([pattern, words]) => `    ${pattern}) REPLY=${quoted(words)} ;;`)
    .join("\n");

const table = (name: string, subject: string, rows: string): string =>
  `_tapvault_${name}() {\n  REPLY=\n  case "${subject}" in\n${rows}\n  esac\n}`;

const optionValues = (program: CommandDescription): string =>
  cases(
    everyCommand(program).flatMap(({ path, command }) =>
      command.options.flatMap(({ names, value }) =>
        value === null
          ? []
          : names.map((name) => [quoted(`${path.join(" ")}|${name}`), wordsOf(value)] as const),
      ),
    ),
  );

/** Options whose value is a word of its own, so that the word is not taken for an argument. */
const takingWords = (program: CommandDescription): string =>
  cases(
    everyCommand(program).map(({ path, command }) => [
      quoted(path.join(" ")),
      command.options
        .filter(({ value }) => value?.isRequired === true)
        .flatMap(({ names }) => names)
        .join(" "),
    ]),
  );

const argumentWords = (program: CommandDescription): string =>
  cases(
    everyCommand(program).flatMap(({ path, command }) =>
      command.arguments.map(
        (argument, index) => [quoted(`${path.join(" ")}|${index}`), wordsOf(argument)] as const,
      ),
    ),
  );

const walk = `_tapvault_complete() {
  case $REPLY in
    @file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$1") ;;
    @folder) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$1") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$REPLY" -- "$1") ;;
  esac
}

_tapvault_takes_word() {
  _tapvault_taking "$1"
  local taking=" $REPLY "
  _tapvault_taking ''
  [[ "$taking $REPLY " == *" $2 "* ]]
}

_tapvault_value() {
  _tapvault_values "$1|$2"
  [[ -n $REPLY ]] || _tapvault_values "|$2"
}

_tapvault() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local path='' word index=1 count=0 REPLY
  COMPREPLY=()
  # Bash makes three words of --option=value.
  [[ $current == '=' ]] && current=''
  [[ $previous == '=' ]] && previous=\${COMP_WORDS[COMP_CWORD - 2]}
  while ((index < COMP_CWORD)); do
    word=\${COMP_WORDS[index]}
    if [[ $word == '=' ]]; then
      ((index += 1))
    elif [[ $word == -* ]]; then
      [[ \${COMP_WORDS[index + 1]} != '=' ]] && _tapvault_takes_word "$path" "$word" && ((index += 1))
    else
      _tapvault_commands "$path"
      if [[ " $REPLY " == *" $word "* ]]; then
        path="\${path:+$path }$word"
      else
        ((count += 1))
      fi
    fi
    ((index += 1))
  done
  if [[ $previous == -* ]] && { _tapvault_takes_word "$path" "$previous" || [[ \${COMP_WORDS[COMP_CWORD - 1]} == '=' || \${COMP_WORDS[COMP_CWORD]} == '=' ]]; }; then
    _tapvault_value "$path" "$previous"
  elif [[ $current == -* ]]; then
    _tapvault_options "$path"
    local options=$REPLY
    [[ -n $path ]] && _tapvault_options '' && REPLY="$options $REPLY"
  else
    _tapvault_commands "$path"
    [[ -n $REPLY ]] || _tapvault_arguments "$path|$count"
  fi
  _tapvault_complete "$current"
}

complete -F _tapvault tapvault
`;

/** The script for bash. */
export const bashCompletion = (program: CommandDescription): string => {
  const all = everyCommand(program);
  const of = (words: (command: CommandDescription) => string): string =>
    cases(all.map(({ path, command }) => [quoted(path.join(" ")), words(command)]));
  return [
    "# Completion of tapvault for bash, made by `tapvault completion bash`.",
    table(
      "commands",
      "$1",
      of((command) => command.commands.map(({ name }) => name).join(" ")),
    ),
    table(
      "options",
      "$1",
      of((command) => namesOf(command.options)),
    ),
    table("values", "$1", optionValues(program)),
    table("taking", "$1", takingWords(program)),
    table("arguments", "$1", argumentWords(program)),
    walk,
  ].join("\n\n");
};
