/** The completion scripts in the real shells: what is offered after some words is what the verbs declare. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onPath } from "#build/processes.mjs";
import { bashCompletion } from "#cli/completion/bash.ts";
import { fishCompletion } from "#cli/completion/fish.ts";
import { zshCompletion } from "#cli/completion/zsh.ts";
import { describeCommand, everyCommand } from "#cli/describe.ts";
import { createProgram } from "#cli/program.ts";

const program = describeCommand(createProgram(() => Promise.resolve()));
let folder = "";

const run = (shell: string, ...args: readonly string[]): string[] =>
  execFileSync(shell, args, {
    cwd: join(folder, "files"),
    encoding: "utf8",
    timeout: 60_000,
    env: { PATH: process.env["PATH"], HOME: folder },
  })
    .split("\n")
    .filter((line) => line !== "");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-completion-"));
  execFileSync("mkdir", ["-p", join(folder, "files", "backups")]);
  writeFileSync(join(folder, "files", "kit.pdf"), "");
  writeFileSync(join(folder, "tapvault.bash"), bashCompletion(program));
  writeFileSync(join(folder, "tapvault.fish"), fishCompletion(program));
  writeFileSync(join(folder, "_tapvault"), zshCompletion(program));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The words that bash offers at the end of a line; it has split the line at `=` itself. */
const inBash = (...words: readonly string[]): string[] =>
  run(
    "bash",
    "--norc",
    "-c",
    'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tapvault; printf "%s\\n" "${COMPREPLY[@]}"',
    "bash",
    join(folder, "tapvault.bash"),
    "tapvault",
    ...words,
  );

const inFish = (line: string): string[] =>
  run(
    "fish",
    "--no-config",
    "-c",
    `source ${join(folder, "tapvault.fish")}; complete -C ${JSON.stringify(line)}`,
  ).map((one) => one.split("\t")[0] ?? "");

describe("bash", () => {
  it("reads the script without a complaint", () => {
    expect(run("bash", "-n", join(folder, "tapvault.bash"))).toEqual([]);
  });

  it("offers verbs, and the verbs below one", () => {
    expect(inBash("")).toEqual(program.commands.map(({ name }) => name));
    expect(inBash("backup", "")).toEqual(["list", "restore"]);
    expect(inBash("un")).toEqual(["unlock"]);
  });

  it("offers the verb's options and the program's", () => {
    expect(inBash("get", "--m")).toEqual(["--masked"]);
    expect(inBash("get", "--")).toEqual(expect.arrayContaining(["--field", "--totp", "--json", "--profile"]));
    expect(inBash("--js")).toEqual(["--json"]);
  });

  it("offers the choices of an option and of an argument", () => {
    const formats = ["tapvault", "csv", "bitwarden-json"];
    expect(inBash("export", "--format", "")).toEqual(expect.arrayContaining(formats.slice(0, 1)));
    expect(inBash("export", "--format", "=", "tap")).toEqual(["tapvault"]);
    expect(inBash("export", "--format", "=")).toEqual(inBash("export", "--format", ""));
    expect(inBash("completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(inBash("--simulate", "s")).toEqual(["spark2"]);
  });

  it("offers files where a file is wanted, and folders for a profile", () => {
    expect(inBash("create", "--pdf", "").sort()).toEqual(["backups", "kit.pdf"]);
    expect(inBash("attach", "An entry", "").sort()).toEqual(["backups", "kit.pdf"]);
    expect(inBash("--profile", "")).toEqual(["backups"]);
  });

  it("takes an option's value for no verb", () => {
    expect(inBash("--profile", "list", "ge")).toEqual(["get", "generate"]);
    expect(inBash("stores", "connect", "--username", "ada", "")).toEqual(expect.arrayContaining(["hyperid"]));
  });

  it("offers nothing where a name or a number of one's own belongs", () => {
    expect(inBash("get", "")).toEqual([]);
    expect(inBash("unlock", "--minutes", "")).toEqual([]);
  });
});

describe("the script for fish", () => {
  it("has every choice of every argument, also where the argument may be left out", () => {
    const script = fishCompletion(program);
    for (const { path, command } of everyCommand(program))
      for (const { choices } of command.arguments.filter(({ choices: some }) => some.length > 0))
        expect(script).toContain(`-n '__tapvault_at ${path.join(" ")}' -f -a '${choices.join(" ")}'\n`);
  });
});

describe.skipIf(!onPath("fish"))("fish", () => {
  it("offers verbs, choices and options", () => {
    expect(inFish("tapvault ").sort()).toEqual(program.commands.map(({ name }) => name).sort());
    expect(inFish("tapvault backup ").sort()).toEqual(["list", "restore"]);
    expect(inFish("tapvault export --format ")).toContain("tapvault");
    expect(inFish("tapvault --profile list get --m")).toEqual(["--masked"]);
    expect(inFish("tapvault create --pdf ")).toEqual(["backups/", "kit.pdf"]);
    expect(inFish("tapvault completion ").sort()).toEqual(["bash", "fish", "zsh"]);
  });
});

describe.skipIf(!onPath("zsh"))("zsh", () => {
  it("reads the script, finds it by its first line, and has a function for every verb", () => {
    expect(run("zsh", "-n", join(folder, "_tapvault"))).toEqual([]);
    const load = `fpath=(${folder} $fpath); autoload -Uz compinit; compinit -D -u; print $_comps[tapvault]
      autoload +X _tapvault; eval $functions[_tapvault] 2>/dev/null; print -l \${(k)functions} | grep --color=never '^_tapvault'`;
    const [handler, ...functions] = run("zsh", "--no-rcs", "-c", load);
    expect(handler).toBe("_tapvault");
    expect(functions).toEqual(expect.arrayContaining(["_tapvault_get", "_tapvault_slots_add_chip"]));
  });
});
