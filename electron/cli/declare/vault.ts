/** Declares the verbs about the vault as a whole: opening, ways in, recovery kit, checks and backups. */
import type { Command } from "commander";
import { Option } from "commander";
import { positive } from "#cli/arguments.ts";
import type { Run } from "#cli/context.ts";
import type { KitOptions } from "#cli/verbs/kit.ts";
import type { UnlockOptions } from "#cli/verbs/vault.ts";

const kit = () => import("#cli/verbs/kit.ts");
const ways = () => import("#cli/verbs/slots.ts");
const health = () => import("#cli/verbs/health.ts");

const withPdf = (command: Command): Command =>
  command
    .option("--pdf <file>", "save the kit as a PDF to print")
    .option("--force", "replace a file that is there");

const addOpening = (program: Command, run: Run): void => {
  const vault = () => import("#cli/verbs/vault.ts");
  program
    .command("scan")
    .description("prove that a chip is on the reader")
    .action(() => run(async (c) => (await vault()).scan(c)));
  withPdf(program.command("create"))
    .description("make a vault by a tap; shows the 24 recovery words and asks three of them back on stdin")
    .action((options: KitOptions) => run(async (c) => (await kit()).create(c, options)));
  program
    .command("unlock")
    .description("open the vault by a tap and keep it open for the next calls")
    .option("--minutes <n>", "lock after so many minutes without a call", positive, 5)
    .option("--words", "open with the 24 recovery words, read from stdin or a hidden prompt")
    .addOption(
      new Option("--passphrase", "open with the passphrase, read from stdin or a hidden prompt").conflicts(
        "words",
      ),
    )
    .action((options: UnlockOptions) => run(async (c) => (await vault()).unlock(c, options)));
  program
    .command("lock")
    .description("lock the vault")
    .action(() => run(async (c) => (await vault()).lock(c)));
};

const addSlots = (program: Command, run: Run): void => {
  const slots = program
    .command("slots")
    .description("list the ways into the vault")
    .action(() => run(async (c) => (await ways()).slots(c)));
  slots
    .command("rename")
    .argument("<id>", "id, its beginning, or the name it has")
    .argument("<name>")
    .description("name a way in")
    .action((id: string, name: string) => run(async (c) => (await ways()).renameSlot(c, id, name)));
  slots
    .command("rm")
    .argument("<id>", "id, its beginning, or its name")
    .option("--rotate", "change the vault key too, as for a lost chip")
    .description("take a way in away")
    .action((id: string, options: { rotate?: boolean }) =>
      run(async (c) => (await ways()).removeSlot(c, id, options)),
    );
  slots
    .command("add-chip")
    .option("--label <name>")
    .description("let another chip open the vault, by a tap")
    .action((options: { label?: string }) => run(async (c) => (await ways()).addChip(c, options)));
};

const addKeys = (program: Command, run: Run): void => {
  program
    .command("passphrase")
    .option("--test", "only try one")
    .addOption(new Option("--remove", "take it away").conflicts("test"))
    .description("set or replace the passphrase, read from stdin or a hidden prompt")
    .action((options: { test?: boolean; remove?: boolean }) =>
      run(async (c) => (await import("#cli/verbs/passphrase.ts")).passphrase(c, options)),
    );
  const kits = program.command("kit").description("the recovery kit");
  withPdf(kits.command("renew"))
    .description("make 24 new words; the former ones count until three new ones were given back")
    .action((options: KitOptions) => run(async (c) => (await kit()).renewKit(c, options)));
  kits
    .command("test")
    .description("try the 24 words, read from stdin or a hidden prompt; changes nothing")
    .action(() => run(async (c) => (await kit()).testKit(c)));
  program
    .command("rotate")
    .description("make a new vault key and re-encrypt everything")
    .action(() => run(async (c) => (await ways()).rotate(c)));
};

const addHealth = (program: Command, run: Run): void => {
  program
    .command("verify")
    .description("open every entry, revision and file; exit code 9 when something is damaged")
    .action(() => run(async (c) => (await health()).verify(c)));
  const backup = program
    .command("backup")
    .description("make a backup of the vault's file now")
    .action(() => run(async (c) => (await health()).backup(c)));
  backup
    .command("list")
    .description("list the backups, latest first")
    .action(() => run(async (c) => (await health()).listBackups(c)));
  backup
    .command("restore")
    .argument("<name>", "as `backup list` shows it")
    .description("put a backup in the place of the vault's file, which is kept aside; locks the vault")
    .action((name: string) => run(async (c) => (await health()).restoreBackup(c, name)));
};

/** Adds all verbs about the vault. */
export const addVaultVerbs = (program: Command, run: Run): void => {
  addOpening(program, run);
  addSlots(program, run);
  addKeys(program, run);
  addHealth(program, run);
};
