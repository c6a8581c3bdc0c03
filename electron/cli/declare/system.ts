/** Declares what is about this computer: services, checks, and the agent that `unlock` leaves behind. */
import type { Command } from "commander";
import { positive } from "#cli/arguments.ts";
import type { Run } from "#cli/context.ts";
import type { ConnectOptions } from "#cli/verbs/connect.ts";
import type { DoctorOptions } from "#cli/verbs/doctor.ts";

/** Adds connect, doctor and the hidden agent. */
export const addSystemVerbs = (program: Command, run: Run): void => {
  program
    .command("connect")
    .argument("<kind>", "vivokey, or sandbox where this copy has one")
    .option("--verify", "use the Verify API instead of Scan and KVS")
    .option("--scan-url <url>", "address of the Scan and KVS API")
    .option("--verify-url <url>", "address of the Verify API")
    .description("choose the services; the API key is read from stdin or a hidden prompt")
    .action((kind: string, options: ConnectOptions) =>
      run(async (c) => {
        if (kind !== "sandbox" && kind !== "vivokey") return c.output.usage(`unknown services: ${kind}`);
        return (await import("#cli/verbs/connect.ts")).connect(c, kind, options);
      }),
    );
  program
    .command("doctor")
    .option("--report [file]", "make a report with secrets, names and numbers taken out; to a file if named")
    .option("--force", "overwrite the report's file", false)
    .option("--trace", "show what goes to and from the chip, in outline, until Ctrl-C")
    .description("check readers, drivers, keychain, service, clock, vault and disk")
    .action((options: DoctorOptions) =>
      run(async (c) => (await import("#cli/verbs/doctor.ts")).doctor(c, options)),
    );
  program
    .command("agent", { hidden: true })
    .option("--minutes <n>", "end after so many minutes without a call", positive, 5)
    .action((options: { minutes: number }) =>
      run(async (c) => (await import("#cli/verbs/agent.ts")).agent(c, options.minutes)),
    );
};
