/** The results of a lookup as a note to be kept, sealed like every other entry: a text field for each fact. */
import type { EntryDraft } from "#contract/views-entries.ts";
import type { LookupResult } from "#contract/views-lookup.ts";

/** A lookup as it was done. `host` saw the question; `isUnreal`: of the testing environment or the sandbox. */
export interface DoneLookup {
  readonly results: readonly LookupResult[];
  readonly askedAt: number;
  readonly mode: "hash" | "plain";
  readonly host: string;
  readonly isUnreal: boolean;
}

type Field = EntryDraft["fields"][number];
type Line = readonly [label: string, value: string];

/** What an entry may have (views-entries.ts). */
const maxFields = 200;
const maxLabelChars = 200;

const typeNames = { email: "E-mail address", phone: "Phone number" } as const;

const statusTexts: Readonly<Record<LookupResult["status"], string>> = {
  found: "registered",
  "not-found": "not registered, which says nothing about age",
  "bad-data": "not understood by the registry",
  unknown: "no answer",
};

const answers = { true: "yes", false: "no", null: "unknown" } as const;

/** A fact in words, such as “under 13” or “18 or over”. */
export const factText = (fact: string): string => fact.replace(/^is_/, "").replaceAll("_", " ");

/** A moment in words, by UTC. */
const timeText = (epochMs: number): string =>
  `${new Date(epochMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;

const optional = (label: string, value: string | null): readonly Line[] =>
  value === null ? [] : [[label, value]];

const untilText = ({ expiresAt, expiresText }: LookupResult): string | null =>
  expiresAt === null ? expiresText : timeText(expiresAt);

const linesOf = (result: LookupResult): readonly Line[] => {
  const { type, asked, status, facts, birthdate, birthdatePrecision } = result;
  const said = facts.map(({ fact, value }): Line => [factText(fact), answers[`${value}`]]);
  return [
    [typeNames[type], asked],
    ["Status", statusTexts[status]],
    ...(status === "found" ? said : []),
    ...optional("Date of birth", birthdate),
    ...optional("How exact", birthdatePrecision),
    ...optional("Good until", untilText(result)),
  ];
};

const head = ({ askedAt, mode, host, isUnreal }: DoneLookup): readonly Line[] => [
  ["Source", `PRIVO Protect, ${host}${isUnreal ? " (for testing: this is about nobody)" : ""}`],
  ["Asked", `${timeText(askedAt)}, ${mode === "hash" ? "by hash" : "in plain"}`],
];

const fieldOf = ([label, value]: Line, at: number, kind: "text" | "multiline"): Field => ({
  fieldId: `lookup-${at}`,
  label: label.slice(0, maxLabelChars),
  kind,
  value,
});

/** Every result as one text, for when there are more facts than an entry has fields. */
const condensed = (result: LookupResult): Line => [
  result.asked,
  linesOf(result)
    .map(([label, value]) => `${label}: ${value}`)
    .join("\n"),
];

/** The note. With several results each label begins with the number of its result. */
export const noteOf = (lookup: DoneLookup, title: string): EntryDraft => {
  const { results } = lookup;
  const numbered = results.flatMap((result, at) =>
    linesOf(result).map(([label, value]): Line => [results.length > 1 ? `${at + 1} ${label}` : label, value]),
  );
  const heading = head(lookup);
  const isTooMuch = heading.length + numbered.length > maxFields;
  const lines = isTooMuch ? results.map(condensed) : numbered;
  const fields = [
    ...heading.map((line, at) => fieldOf(line, at, "text")),
    ...lines.map((line, at) => fieldOf(line, heading.length + at, isTooMuch ? "multiline" : "text")),
  ];
  return { type: "note", title, tags: [], isFavourite: false, fields };
};
