/** Runs the verbs about stores as a person types them: parsed by the program's own declarations, over a bridge in memory. */
import { Command } from "commander";
import { addStoreVerbs } from "#cli/declare/stores.ts";
import type { BenchStart, VerbBench } from "./verb-bench.ts";
import { createVerbBench } from "./verb-bench.ts";

/** A verb under way. */
export interface Run extends VerbBench {
  readonly ended: Promise<number | null>;
}

/** Begins what a person typed; `ended` has the exit code. */
export const begin = (line: string, start: BenchStart = {}): Run => {
  const bench = createVerbBench(start);
  let exitCode: number | null = null;
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    command.commands.forEach(quiet);
  };
  const program = new Command("tapvault");
  addStoreVerbs(program, async (verb) => {
    exitCode = await verb(bench.context);
  });
  quiet(program);
  const ended = program.parseAsync(line.split(" "), { from: "user" }).then(
    () => exitCode,
    () => 2,
  );
  return { ...bench, ended };
};

/** Runs what a person typed to its end. */
export const run = async (
  line: string,
  start: BenchStart = {},
): Promise<VerbBench & { exitCode: number | null }> => {
  const { ended, ...bench } = begin(line, start);
  return { ...bench, exitCode: await ended };
};

/** Loads what the program loads only when it is asked for, so that no test has to wait for it. */
export const loadVerbs = async (): Promise<void> => {
  await import("#cli/verbs/stores.ts");
  await import("#cli/verbs/stores-connect.ts");
  await import("#cli/verbs/stores-configure.ts");
};
