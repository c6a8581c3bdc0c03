import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { expect, it } from "vitest";
import { addEntryVerbs } from "#cli/declare/entries.ts";
import { addLookupVerbs } from "#cli/declare/lookup.ts";
import { addSystemVerbs } from "#cli/declare/system.ts";
import { addTransferVerbs } from "#cli/declare/transfer.ts";
import { addVaultVerbs } from "#cli/declare/vault.ts";
import { exitCodes } from "#cli/exit-codes.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "..", "..", "README.md"), "utf8");

const verbsOf = (command: Command, prefix = ""): string[] =>
  command.commands.flatMap((verb) => [
    `${prefix}${verb.name()}`,
    ...verbsOf(verb, `${prefix}${verb.name()} `),
  ]);

const createProgram = (): Command => {
  const program = new Command();
  for (const add of [addVaultVerbs, addEntryVerbs, addTransferVerbs, addLookupVerbs, addSystemVerbs])
    add(program, () => Promise.resolve());
  return program;
};

it("the README has every verb and no other", () => {
  // `kit` alone only shows help; `agent` is not for people.
  const verbs = verbsOf(createProgram()).filter((verb) => verb !== "kit" && verb !== "agent");
  const table = readme.split("| verb ")[1]?.split("\n\n")[0] ?? "";
  const firstCells = table.split("\n").map((line) => line.split("|")[1] ?? "");
  const named = firstCells.flatMap((cell) => [...cell.matchAll(/`([a-z -]+)`/g)].map((match) => match[1]));
  expect(named.sort()).toEqual(verbs.sort());
});

it("the README has every exit code", () => {
  const table = readme.split("| exit code ")[1]?.split("\n\n")[0] ?? "";
  const codes = [...table.matchAll(/^\| (\d+) /gm)].map((match) => Number(match[1]));
  expect(codes).toEqual(Object.values(exitCodes).sort((a, b) => a - b));
});

it("no option takes a secret as its value", () => {
  const options = (command: Command): string[] => [
    ...command.options.filter((option) => option.required || option.optional).map(({ long }) => long ?? ""),
    ...command.commands.flatMap(options),
  ];
  expect(options(createProgram()).filter((name) => /pass|secret$|seed|pin|key/.test(name))).toEqual([]);
});
