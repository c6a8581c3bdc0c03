/** `tapvault`: the command line over the same core as the window. Parses arguments, runs one verb, ends with its exit code. */
import { Command, InvalidArgumentError, Option } from "commander";
import type { ErrorCode } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import { entryTypes } from "#contract/views.ts";
import { defaultProfileDir } from "#main/profile-dir.ts";
import { openAgentBridge } from "./bridge.ts";
import type { GlobalOptions, VerbContext } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";
import { createOutput } from "./output.ts";
import type { SetOptions } from "./verbs/draft.ts";
import { version } from "./version.ts";

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("a number above 0 is wanted");
  return value;
};

const contextOf = (program: Command): VerbContext => {
  const options = program.opts<GlobalOptions>();
  return {
    options,
    output: createOutput(options.json),
    version,
    openBridge: async () => {
      const agent = await openAgentBridge(options.profile);
      if (agent !== null) return { ok: true, value: agent };
      // Loaded only when needed: a call that an agent answers stays quick.
      const { openLocalCore, bridgeToLocalCore } = await import("./local-core.ts");
      const local = openLocalCore(options.profile, version);
      return local.ok ? { ok: true, value: bridgeToLocalCore(local.value) } : local;
    },
  };
};

const addVaultVerbs = (program: Command, run: Run): void => {
  program
    .command("scan")
    .description("prove that a chip is on the reader")
    .action(() => run(async (c) => (await import("./verbs/vault.ts")).scan(c)));
  program
    .command("create")
    .description("make a vault by a tap; shows the 24 recovery words and asks three of them back on stdin")
    .action(() => run(async (c) => (await import("./verbs/vault.ts")).create(c)));
  program
    .command("unlock")
    .description("open the vault by a tap and keep it open for the next calls")
    .option("--minutes <n>", "lock after so many minutes without a call", positive, 5)
    .option("--words", "open with the 24 recovery words, read from stdin or a hidden prompt")
    .action((options: { minutes: number; words?: boolean }) =>
      run(async (c) => (await import("./verbs/vault.ts")).unlock(c, options)),
    );
  program
    .command("lock")
    .description("lock the vault")
    .action(() => run(async (c) => (await import("./verbs/vault.ts")).lock(c)));
};

const addEntryVerbs = (program: Command, run: Run): void => {
  program
    .command("list")
    .argument("[text]", "show only what matches", "")
    .description("list entries")
    .action((text: string) => run(async (c) => (await import("./verbs/entries.ts")).list(c, text)));
  program
    .command("get")
    .argument("<name>", "title, id, or a text that only one entry matches")
    .option("--field <field>", "print the value of one field only")
    .option("--masked", "leave hidden values out")
    .description("print an entry with its hidden values")
    .action((name: string, options: { field?: string; masked?: boolean }) =>
      run(async (c) => (await import("./verbs/entries.ts")).get(c, name, options)),
    );
  program
    .command("set")
    .argument("<title>")
    .addOption(new Option("--type <type>", "kind of entry").choices([...entryTypes]))
    .option("--username <name>")
    .option("--url <url>")
    .option("--note <text>")
    .option("--tag <tag...>")
    .option("--favourite")
    .option("--secret-field <field>", "the field that the secret from stdin goes into")
    .option("--no-stdin", "read no secret")
    .description("make or change an entry; its secret is read from stdin or a hidden prompt")
    .action((title: string, options: SetOptions) =>
      run(async (c) => (await import("./verbs/entries.ts")).set(c, title, options)),
    );
  program
    .command("rm")
    .argument("<name>")
    .description("delete an entry")
    .action((name: string) => run(async (c) => (await import("./verbs/entries.ts")).rm(c, name)));
};

const addSystemVerbs = (program: Command, run: Run): void => {
  program
    .command("connect")
    .argument("<kind>", "sandbox or vivokey")
    .option("--verify", "use the Verify API instead of Scan and KVS")
    .option("--scan-url <url>", "address of the Scan and KVS API")
    .option("--verify-url <url>", "address of the Verify API")
    .description("choose the services; the API key is read from stdin or a hidden prompt")
    .action((kind: string, options: { verify?: boolean; scanUrl?: string; verifyUrl?: string }) =>
      run(async (c) => {
        if (kind !== "sandbox" && kind !== "vivokey") return usage(`unknown services: ${kind}`);
        return (await import("./verbs/connect.ts")).connect(c, kind, options);
      }),
    );
  program
    .command("doctor")
    .description("check readers, keychain, service and vault")
    .action(() => run(async (c) => (await import("./verbs/doctor.ts")).doctor(c)));
  program
    .command("agent", { hidden: true })
    .option("--minutes <n>", "end after so many minutes without a call", positive, 5)
    .action((options: { minutes: number }) =>
      run(async (c) => (await import("./verbs/agent.ts")).agent(c, options.minutes)),
    );
};

const usage = (text: string): number => {
  process.stderr.write(`${text}\n`);
  return exitCodes.usage;
};

type Run = (verb: (context: VerbContext) => Promise<number>) => Promise<void>;

const bug: ErrorCode = "internal";

const main = async (): Promise<void> => {
  const program = new Command("tapvault");
  program
    .version(version)
    .option("--profile <dir>", "folder of the profile", defaultProfileDir())
    .option("--json", "answer with one JSON value", false)
    .option("--timeout <seconds>", "how long to wait for a chip", positive, 60)
    .addOption(
      new Option("--simulate <chip>", "sandbox only: lay a software chip on the simulated reader").choices([
        "spark2",
        "apex",
      ]),
    )
    .exitOverride();
  const run: Run = async (verb) => {
    const context = contextOf(program);
    try {
      process.exitCode = await verb(context);
    } catch (cause) {
      process.exitCode = context.output.failure(appError(bug));
      if (process.env["TAPVAULT_DEBUG"] === "1") process.stderr.write(`${String(cause)}\n`);
    }
  };
  addVaultVerbs(program, run);
  addEntryVerbs(program, run);
  addSystemVerbs(program, run);
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  try {
    await program.parseAsync();
  } catch (cause) {
    const code = cause instanceof Error && "exitCode" in cause ? cause.exitCode : exitCodes.bug;
    process.exitCode = code === 0 ? exitCodes.ok : exitCodes.usage;
  }
  // Readers and sockets that are still open must not keep the program alive.
  process.exit();
};

void main();
