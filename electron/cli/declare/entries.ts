/** Declares the verbs about entries, their history, the trash and their files. Each verb's code is loaded when it runs. */
import type { Command } from "commander";
import { Option } from "commander";
import { copyPlaces, copyTroubles, entryTypes } from "#contract/views.ts";
import { fieldSpecs, revision, whole } from "#cli/arguments.ts";
import type { Run } from "#cli/context.ts";
import type { SetOptions } from "#cli/verbs/draft.ts";
import type { GetOptions, ListOptions } from "#cli/verbs/entries.ts";

const nameHelp = "title, id, or a text that only one entry matches";
const typeOption = (help: string): Option => new Option("--type <type>", help).choices([...entryTypes]);

const addReading = (program: Command, run: Run): void => {
  const look = () => import("#cli/verbs/entries.ts");
  program
    .command("list")
    .argument("[text]", "show only what matches", "")
    .option("--trash", "show what is in the trash")
    .addOption(new Option("--favourites", "show favourites only").conflicts("trash"))
    .option("--tag <tag>", "show what has this tag")
    .addOption(typeOption("show one kind of entry"))
    .addOption(new Option("--place <place>", "show what has a copy at this place").choices([...copyPlaces]))
    .addOption(new Option("--state <state>", "show what has a copy in this state").choices([...copyTroubles]))
    .description("list entries")
    .action((text: string, options: ListOptions) => run(async (c) => (await look()).list(c, text, options)));
  program
    .command("get")
    .argument("<name>", nameHelp)
    .option("--field <field>", "print the value of one field only, by its label or id")
    .option("--masked", "leave hidden values out")
    .option("--revision <number>", "the entry as it was in this revision", revision)
    .addOption(new Option("--totp", "print the one-time code of now").conflicts(["masked", "revision"]))
    .description("print an entry with its hidden values")
    .action((name: string, options: GetOptions) => run(async (c) => (await look()).get(c, name, options)));
  program
    .command("history")
    .argument("<name>", nameHelp)
    .description("list every revision of an entry")
    .action((name: string) => run(async (c) => (await look()).history(c, name)));
};

const addSet = (program: Command, run: Run): void => {
  program
    .command("set")
    .argument("<title>", "exact title or id; a new title makes an entry")
    .addOption(typeOption("kind of entry"))
    .option("--title <title>", "new title")
    .option("--username <name>")
    .option("--url <url>")
    .option("--note <text>")
    .option("--tag <tag...>", "add tags")
    .option("--untag <tag...>", "take tags off")
    .option("--favourite", "make it a favourite")
    .option("--no-favourite", "make it no favourite")
    .option("--field <label=kind[:value]>", "a field of your own; without a value it is read", fieldSpecs)
    .option("--secret-field <field>", "the field that the secret from stdin goes into")
    .option("--totp", "read the seed of one-time codes, or its otpauth address")
    .option("--generate [length]", "make a password in place of reading one", whole(4, 256))
    .option("--no-stdin", "read no secret")
    .description(
      "make or change an entry; secrets are read from stdin, one line each when several are asked for, or from hidden prompts",
    )
    .action((title: string, options: SetOptions) =>
      run(async (c) => (await import("#cli/verbs/edit.ts")).set(c, title, options)),
    );
};

const addEditing = (program: Command, run: Run): void => {
  const edit = () => import("#cli/verbs/edit.ts");
  program
    .command("rm")
    .argument("<name>", nameHelp)
    .option("--purge", "remove it for good, with its history and files")
    .description("move an entry into the trash, where it stays for 30 days")
    .action((name: string, options: { purge?: boolean }) =>
      run(async (c) => (await edit()).rm(c, name, options)),
    );
  program
    .command("restore")
    .argument("<name>", nameHelp)
    .option("--revision <number>", "make this former revision the current one", revision)
    .description("take an entry out of the trash, or back to a former revision")
    .action((name: string, options: { revision?: number }) =>
      run(async (c) => (await edit()).restore(c, name, options)),
    );
  const trash = program
    .command("trash")
    .description("list what is in the trash")
    .action(() => run(async (c) => (await import("#cli/verbs/entries.ts")).list(c, "", { trash: true })));
  trash
    .command("empty")
    .description("remove everything in the trash for good")
    .action(() => run(async (c) => (await edit()).emptyTrash(c)));
};

const addFiles = (program: Command, run: Run): void => {
  const files = () => import("#cli/verbs/attachments.ts");
  program
    .command("attach")
    .argument("<name>", nameHelp)
    .argument("<file>")
    .description("keep a file of at most 50 MB with an entry")
    .action((name: string, file: string) => run(async (c) => (await files()).attach(c, name, file)));
  program
    .command("attachments")
    .argument("<name>", nameHelp)
    .description("list the files of an entry")
    .action((name: string) => run(async (c) => (await files()).attachments(c, name)));
  program
    .command("save")
    .argument("<name>", nameHelp)
    .argument("<attachment>", "name or id of the file")
    .option("--to <file>", "where to write it, a file or a folder")
    .option("--force", "replace a file that is there")
    .description("write a file of an entry to the disk")
    .action((name: string, file: string, options: { to?: string; force?: boolean }) =>
      run(async (c) => (await files()).save(c, name, file, options)),
    );
  program
    .command("detach")
    .argument("<name>", nameHelp)
    .argument("<attachment>", "name or id of the file")
    .description("take a file off an entry; former revisions keep it")
    .action((name: string, file: string) => run(async (c) => (await files()).detach(c, name, file)));
};

/** Adds all verbs about entries. */
export const addEntryVerbs = (program: Command, run: Run): void => {
  addReading(program, run);
  addSet(program, run);
  addEditing(program, run);
  addFiles(program, run);
};
