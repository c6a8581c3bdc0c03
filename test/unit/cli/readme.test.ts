import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { expect, it } from "vitest";
import { addActivityVerbs } from "#cli/declare/activity.ts";
import { addEntryVerbs } from "#cli/declare/entries.ts";
import { addLookupVerbs } from "#cli/declare/lookup.ts";
import { addStoreVerbs } from "#cli/declare/stores.ts";
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
  const adds = [
    addVaultVerbs,
    addEntryVerbs,
    addTransferVerbs,
    addLookupVerbs,
    addStoreVerbs,
    addSystemVerbs,
    addActivityVerbs,
  ];
  for (const add of adds) add(program, () => Promise.resolve());
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
  // What takes one of a few words says which secret is read, not the secret.
  const options = (command: Command): string[] => [
    ...command.options
      .filter(({ required, optional, argChoices }) => (required || optional) && argChoices === undefined)
      .map(({ long }) => long ?? ""),
    ...command.commands.flatMap(options),
  ];
  // How many keys of HyperID's go into a request.
  const harmless = ["--keys"];
  const suspect = options(createProgram()).filter((name) => /pass|secret$|seed|pin|key/.test(name));
  expect(suspect).toEqual(harmless);
});
