/** How hard a password is to guess, as a kept estimator sees it, in our own words. Its word lists are loaded when first asked for. */
import type { CommandOutput } from "#contract/ipc.ts";

type Strength = CommandOutput<"generator.strength">;

/** The estimator does not look further; what is longer is not easier. */
const maxChars = 256;

const advice = [
  "Guessed at once.",
  "Guessed in minutes.",
  "Guessed in hours or days by somebody who tries.",
  "",
  "",
] as const;

const warnings: readonly (readonly [pattern: string, text: string])[] = [
  ["dictionary", "It is a well-known password, name or word."],
  ["spatial", "It follows the keys of a keyboard."],
  ["repeat", "It repeats itself."],
  ["sequence", "It is a sequence such as abc or 123."],
  ["regex", "It looks like a year."],
  ["date", "It looks like a date."],
];

const load = async () => {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
};

/** Estimates `value`; `hints` are texts that a guesser would know, such as the title and the user name. */
export const estimateStrength = async (value: string, hints: readonly string[]): Promise<Strength> => {
  if (value === "") return { score: 0, guessesLog10: 0, warning: "" };
  const estimator = await load();
  const result = estimator.check(value.slice(0, maxChars), [...hints]);
  const [longest] = [...result.sequence].sort((a, b) => b.token.length - a.token.length);
  const found = warnings.find(([pattern]) => pattern === longest?.pattern);
  const warning = result.score > 2 ? "" : [advice[result.score], found?.[1] ?? ""].join(" ").trim();
  return { score: result.score, guessesLog10: result.guessesLog10, warning };
};
