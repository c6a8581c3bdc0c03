/**
 * What the command line knows: every verb with its arguments and options, declared without running
 * anything, so that completions and the manual page are made from the very same declarations.
 */
import { Command, Option } from "commander";
import { appError } from "#contract/errors.ts";
import { hasSandbox } from "#main/has-sandbox.ts";
import { defaultProfileDir } from "#main/profile-dir.ts";
import { folder, seconds } from "./arguments.ts";
import type { Run, VerbContext } from "./context.ts";
import { addActivityVerbs } from "./declare/activity.ts";
import { addCompletionVerbs } from "./declare/completion.ts";
import { addEntryVerbs } from "./declare/entries.ts";
import { addLookupVerbs } from "./declare/lookup.ts";
import { addStoreVerbs } from "./declare/stores.ts";
import { addSystemVerbs } from "./declare/system.ts";
import { addTransferVerbs } from "./declare/transfer.ts";
import { addVaultVerbs } from "./declare/vault.ts";
import { version } from "./version.ts";

const withGlobalOptions = (): Command =>
  new Command("tapvault")
    .version(version)
    .option("--profile <dir>", "folder of the profile", folder, defaultProfileDir())
    .option("--json", "answer with one JSON value", false)
    .option("--timeout <seconds>", "how long to wait for a chip", seconds, 60)
    .addOption(
      new Option("--simulate <chip>", "sandbox only: lay a software chip on the simulated reader")
        .choices(["spark2", "apex"])
        // Known all the same, so that it is told why there is none.
        .hideHelp(!hasSandbox()),
    )
    .exitOverride();

/** Nothing is begun with a chip that cannot be laid on. */
const canSimulate = ({ options }: VerbContext): boolean => options.simulate === undefined || hasSandbox();

/** The program with every verb; the one that is asked for is handed to `start`. */
export const createProgram = (start: Run): Command => {
  const run: Run = (verb) =>
    start((context) =>
      canSimulate(context)
        ? verb(context)
        : Promise.resolve(context.output.failure(appError("sandbox.absent"))),
    );
  const program = withGlobalOptions();
  addVaultVerbs(program, run);
  addEntryVerbs(program, run);
  addTransferVerbs(program, run);
  addStoreVerbs(program, run);
  addLookupVerbs(program, run);
  addSystemVerbs(program, run);
  addActivityVerbs(program, run);
  addCompletionVerbs(program, run);
  return program;
};
