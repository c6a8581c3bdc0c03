/**
 * What the command line knows: every verb with its arguments and options, declared without running
 * anything, so that completions and the manual page are made from the very same declarations.
 */
import { Command, Option } from "commander";
import { defaultProfileDir } from "#main/profile-dir.ts";
import { positive } from "./arguments.ts";
import type { Run } from "./context.ts";
import { addActivityVerbs } from "./declare/activity.ts";
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

/** The program with every verb; the one that is asked for is handed to `run`. */
export const createProgram = (run: Run): Command => {
  const program = withGlobalOptions();
  addVaultVerbs(program, run);
  addEntryVerbs(program, run);
  addTransferVerbs(program, run);
  addStoreVerbs(program, run);
  addLookupVerbs(program, run);
  addSystemVerbs(program, run);
  addActivityVerbs(program, run);
  return program;
};
