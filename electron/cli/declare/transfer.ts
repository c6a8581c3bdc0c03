/** Declares import, export and the generator. */
import type { Command } from "commander";
import { Option } from "commander";
import { duplicateChoices, exportFormats, importFormats } from "#contract/views.ts";
import { whole } from "#cli/arguments.ts";
import type { Run } from "#cli/context.ts";
import type { GenerateOptions } from "#cli/verbs/generator-input.ts";
import type { ExportOptions, ImportOptions } from "#cli/verbs/transfer.ts";

const addFiles = (program: Command, run: Run): void => {
  const transfer = () => import("#cli/verbs/transfer.ts");
  program
    .command("import")
    .argument("[file]")
    .addOption(
      new Option("--format <format>", "found out from the file when left out").choices([...importFormats]),
    )
    .addOption(
      new Option("--duplicates <choice>", "what to do with entries that are here already")
        .choices([...duplicateChoices])
        .default("skip"),
    )
    .option("--dry-run", "only say what would be done")
    .addOption(new Option("--undo", "take the last import back").conflicts(["dryRun", "format"]))
    .description("take entries in; the file's password is read from stdin or a hidden prompt if it has one")
    .action((file: string | undefined, options: ImportOptions) =>
      run(async (c) => (await transfer()).importVerb(c, file, options)),
    );
  program
    .command("export")
    .argument("<file>")
    .addOption(
      new Option("--format <format>", "tapvault is encrypted, the others are in plain")
        .choices([...exportFormats])
        .makeOptionMandatory(),
    )
    .option("--force", "replace a file that is there")
    .description(
      "write everything to a file; the password for tapvault is read from stdin or a hidden prompt",
    )
    .action((file: string, options: ExportOptions) =>
      run(async (c) => (await transfer()).exportVerb(c, file, options)),
    );
};

const addGenerator = (program: Command, run: Run): void => {
  const maker = () => import("#cli/verbs/generate.ts");
  program
    .command("generate")
    .option("--length <n>", "characters of a password, 20 unless said", whole(4, 256))
    .addOption(
      new Option("--words <n>", "a passphrase of so many words").argParser(whole(3, 24)).conflicts("length"),
    )
    .option("--separator <text>", "between words, - unless said")
    .option("--capitalise", "words begin with a capital")
    .option("--number", "one word gets a digit")
    .option("--no-lower", "leave a-z out")
    .option("--no-upper", "leave A-Z out")
    .option("--no-digits", "leave 0-9 out")
    .option("--no-symbols", "leave symbols out")
    .option("--unambiguous", "leave out what looks alike")
    .description("print a new password or passphrase")
    .action((options: GenerateOptions) => run(async (c) => (await maker()).generate(c, options)));
  program
    .command("strength")
    .description("tell how hard the password on stdin is to guess")
    .action(() => run(async (c) => (await maker()).strength(c)));
};

/** Adds import, export, generate and strength. */
export const addTransferVerbs = (program: Command, run: Run): void => {
  addFiles(program, run);
  addGenerator(program, run);
};
