/** Verbs by which the command line tells about itself: completions for shells, and itself as JSON. */
import type { Command } from "commander";
import { bashCompletion } from "#cli/completion/bash.ts";
import { fishCompletion } from "#cli/completion/fish.ts";
import { zshCompletion } from "#cli/completion/zsh.ts";
import type { VerbContext } from "#cli/context.ts";
import type { CommandDescription } from "#cli/describe.ts";
import { describeCommand } from "#cli/describe.ts";
import { exitCodes } from "#cli/exit-codes.ts";

/** The shells that are known. */
export type Shell = "bash" | "zsh" | "fish";

const makers: Readonly<Record<Shell, (program: CommandDescription) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints the completion script of a shell. */
export const completion = (
  { output }: Pick<VerbContext, "output">,
  program: Command,
  shell: Shell,
): Promise<number> => {
  const script = makers[shell](describeCommand(program));
  output.answer({ shell, script }, script.trimEnd());
  return Promise.resolve(exitCodes.ok);
};

/** Prints the whole command line as JSON. */
export const describe = ({ output }: Pick<VerbContext, "output">, program: Command): Promise<number> => {
  const described = describeCommand(program);
  output.answer(described, JSON.stringify(described, null, 2));
  return Promise.resolve(exitCodes.ok);
};
