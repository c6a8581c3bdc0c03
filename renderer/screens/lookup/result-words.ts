/** The answers of a lookup in plain words. Pure. */
import type { LookupResult } from "#contract/views.ts";
import type { Formats } from "#renderer/language/formats.ts";
import type { Text, Translate } from "#renderer/language/texts.ts";

type Fact = LookupResult["facts"][number]["fact"];

/** A fact: "Under 13", "18 or over". */
export const factText = (t: Translate, fact: Fact): string => {
  const age = /\d+/u.exec(fact)?.[0] ?? "";
  return fact.startsWith("is_under_") ? t("Under {{age}}", { age }) : t("{{age}} or over", { age });
};

/** What was answered to a fact. */
export const answerText = (value: boolean | null): Text =>
  value === null ? "Not known" : value ? "Yes" : "No";

/** A status: in a word, with its colour, and what it does and does not mean. */
export const statusWords = {
  found: { label: "Found", color: "teal", meaning: null },
  "not-found": {
    label: "Not registered",
    color: null,
    meaning: "PRIVO does not know it. That says nothing about age: it may belong to a child or to an adult.",
  },
  "bad-data": {
    label: "Not understood",
    color: "orange",
    meaning:
      "PRIVO could not use what was sent: it did not take it for a hash. That says nothing about age. Ask again; if it stays so, check the settings of PRIVO Protect.",
  },
  unknown: {
    label: "No clear answer",
    color: "orange",
    meaning:
      "PRIVO left this one out, or answered with a word that Tapvault does not know. That says nothing about age.",
  },
} as const satisfies Record<
  LookupResult["status"],
  { readonly label: Text; readonly color: string | null; readonly meaning: Text | null }
>;

const ageOf = (fact: Fact): number => Number(/\d+/u.exec(fact)?.[0] ?? 0);

/** The two narrowest facts that hold, for one line: "18 or over, under 21". Empty where nothing is known. */
export const shortFacts = (t: Translate, facts: LookupResult["facts"]): string => {
  const holds = facts.filter(({ value }) => value === true).map(({ fact }) => fact);
  const over = holds.filter((fact) => !fact.startsWith("is_under_")).sort((a, b) => ageOf(b) - ageOf(a))[0];
  const under = holds.filter((fact) => fact.startsWith("is_under_")).sort((a, b) => ageOf(a) - ageOf(b))[0];
  if (over !== undefined && under !== undefined)
    return t("{{over}} or over, under {{under}}", { over: ageOf(over), under: ageOf(under) });
  const only = over ?? under;
  return only === undefined ? "" : factText(t, only);
};

const precisions: Readonly<Record<string, Text>> = {
  yyyymmdd: "exact to the day",
  yyyymm: "exact to the month",
  yyyy: "exact to the year",
};

/** How exact a birth date is, in words; as it was written where the pattern is not known. */
export const precisionText = (t: Translate, precision: string | null): string => {
  if (precision === null || precision === "") return t("how exact is not said");
  const known = precisions[precision.toLowerCase().replace(/[^a-z]/gu, "")];
  return known === undefined ? t("exactness: {{precision}}", { precision }) : t(known);
};

/** Until when an answer is good; null where nothing was said. */
export const goodUntilText = (
  t: Translate,
  formats: Pick<Formats, "date">,
  { expiresAt, expiresText }: Pick<LookupResult, "expiresAt" | "expiresText">,
  now: number,
): string | null => {
  if (expiresAt === null)
    return expiresText === null ? null : t("Good until {{date}}", { date: expiresText });
  const date = formats.date(expiresAt);
  return expiresAt < now
    ? t("Was good until {{date}}; ask again", { date })
    : t("Good until {{date}}", { date });
};

/** "3f2a91c0…77be" for a hash. */
export const shortHash = (hash: string): string => `${hash.slice(0, 12)}…${hash.slice(-6)}`;
