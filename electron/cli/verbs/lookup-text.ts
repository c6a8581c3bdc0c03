/** What a lookup found, for people. Pure. */
import type { LookupResult } from "#contract/views-lookup.ts";
import { columns, timeText } from "#cli/output.ts";

const statusTexts: Readonly<Record<LookupResult["status"], string>> = {
  found: "registered",
  "not-found": "not registered, which says nothing about age",
  "bad-data": "not understood by the registry",
  unknown: "no answer",
};

const factText = (fact: string): string => fact.replace(/^is_/, "").replaceAll("_", " ");

const untilOf = ({ expiresAt, expiresText }: LookupResult): string | null =>
  expiresAt === null ? expiresText : timeText(expiresAt);

const line = (label: string, value: string | null): readonly string[] =>
  value === null ? [] : [`  ${columns(`${label}:`, value)}`];

/** One result: its status, each fact that was said, and what was not. */
const resultText = (result: LookupResult): readonly string[] => {
  const { asked, variant, status, facts, birthdate, birthdatePrecision } = result;
  const said = facts.filter(({ value }) => value !== null);
  const unsaid = facts.filter(({ value }) => value === null).map(({ fact }) => factText(fact));
  const heading = columns(asked, variant === "as-typed" ? "as typed" : "", statusTexts[status]);
  if (status !== "found") return [heading];
  return [
    heading,
    ...said.flatMap(({ fact, value }) => line(factText(fact), value === true ? "yes" : "no")),
    ...line("unknown", unsaid.length === 0 ? null : unsaid.join(", ")),
    ...line("date of birth", birthdate),
    ...line("how exact", birthdatePrecision),
    ...line("good until", untilOf(result)),
  ];
};

/** All results. */
export const resultsText = (results: readonly LookupResult[]): string =>
  results.flatMap(resultText).join("\n");
