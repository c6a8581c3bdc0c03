/** `tapvault`: the command line over the same core as the window. Parses arguments, runs one verb, ends with its exit code. */
import type { Command } from "commander";
import type { ErrorCode } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import { refuseBlindTrust } from "#main/refused-switches.ts";
import { openAgentBridge } from "./bridge.ts";
import type { GlobalOptions, Run, VerbContext } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";
import { createInput } from "./input.ts";
import { createOutput } from "./output.ts";
import { splitArguments } from "./own-arguments.ts";
import { createProgram } from "./program.ts";
import { watchAnswers } from "./streams.ts";
import { version } from "./version.ts";

const contextOf = (program: Command, own: readonly string[]): VerbContext => {
  const options = program.opts<GlobalOptions>();
  return {
    options,
    input: createInput(),
    output: createOutput(options.json),
    version,
    own,
    openBridge: async () => {
      const agent = await openAgentBridge(options.profile);
      if (agent !== null) return { ok: true, value: agent };
      // Loaded only when needed: a call that an agent answers stays quick.
      const { openLocalCore, bridgeToLocalCore } = await import("./local-core.ts");
      const local = openLocalCore(options.profile, version);
      return local.ok ? { ok: true, value: bridgeToLocalCore(local.value) } : local;
    },
    onInterrupt: (stop) => {
      process.on("SIGINT", stop);
      return () => void process.off("SIGINT", stop);
    },
  };
};

const bug: ErrorCode = "internal";

const main = async (): Promise<void> => {
  // Stays when the wait for an answer can never end, such as after an agent was killed.
  process.exitCode = exitCodes.bug;
  refuseBlindTrust(process.env);
  const answers = watchAnswers(process.stdout, process.stderr);
  const { own, typed } = splitArguments(process.argv, "electron" in process.versions);
  const run: Run = async (verb) => {
    const context = contextOf(program, own);
    try {
      process.exitCode = await verb(context);
    } catch (cause) {
      process.exitCode = context.output.failure(appError(bug));
      if (process.env["TAPVAULT_DEBUG"] === "1") process.stderr.write(`${String(cause)}\n`);
    }
  };
  const program = createProgram(run);
  try {
    await program.parseAsync(typed, { from: "user" });
  } catch (cause) {
    const code = cause instanceof Error && "exitCode" in cause ? cause.exitCode : exitCodes.bug;
    process.exitCode = code === 0 ? exitCodes.ok : exitCodes.usage;
  }
  const lost = await answers.lost();
  if (lost !== null) {
    process.exitCode = exitCodes.file;
    process.stderr.write(`The answer could not be written (${lost}).\n`);
  }
  // Readers and sockets that are still open must not keep the program alive; Electron's exit takes no
  // code from process.exitCode.
  process.exit(process.exitCode);
};

void main();
