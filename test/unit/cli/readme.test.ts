import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, it } from "vitest";
import { exitCodes } from "#cli/exit-codes.ts";
import { createProgram } from "#cli/program.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "..", "..", "README.md"), "utf8");

const verbsOf = (command: Command, prefix = ""): string[] =>
  command.commands.flatMap((verb) => [
    `${prefix}${verb.name()}`,
    ...verbsOf(verb, `${prefix}${verb.name()} `),
  ]);

it("the README has every verb and no other", () => {
  // `kit` alone only shows help; `agent` and `describe` are not for people.
  const notThere = ["kit", "agent", "describe"];
  const verbs = verbsOf(createProgram(() => Promise.resolve())).filter((verb) => !notThere.includes(verb));
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
  const suspect = options(createProgram(() => Promise.resolve())).filter((name) =>
    /pass|secret$|seed|pin|key/.test(name),
  );
  expect(suspect).toEqual(harmless);
});
