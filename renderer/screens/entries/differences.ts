/** What differs between two versions of an entry, part by part; values only of what is not hidden. Pure. */
import { diffWordsWithSpace } from "diff";
import type { Comparison } from "#contract/ipc-entry-versions.ts";
import type { EntryDetail, FieldView } from "#contract/views.ts";

/** How a part differs from the first version to the second. */
export type Difference = "added" | "removed" | "changed" | "same";

/** One field in both versions; null where a version lacks it. */
export interface FieldDifference {
  readonly fieldId: string;
  readonly label: string;
  readonly difference: Difference;
  readonly one: FieldView | null;
  readonly other: FieldView | null;
}

/** A list of names, such as tags: those of one version only, and those of both. */
export interface NameDifference {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Everything that differs. */
export interface Differences {
  readonly title: boolean;
  readonly type: boolean;
  readonly favourite: boolean;
  readonly tags: NameDifference;
  readonly files: NameDifference;
  readonly fields: readonly FieldDifference[];
  readonly sameFields: readonly FieldDifference[];
}

/** A piece of a text: of both versions, of the first only, or of the second only. */
export interface Piece {
  readonly text: string;
  readonly difference: "same" | "removed" | "added";
}

/** Beyond this, or when it takes long, a text is told as replaced. */
const maxChars = 20_000;
const timeoutMs = 200;

/** Marks word by word what changed. */
export const piecesOf = (one: string, other: string): readonly Piece[] => {
  const whole: readonly Piece[] = [
    { text: one, difference: "removed" },
    { text: other, difference: "added" },
  ];
  if (one.length > maxChars || other.length > maxChars) return whole;
  const found = diffWordsWithSpace(one, other, { timeout: timeoutMs });
  return found === undefined
    ? whole
    : found.map(({ value, added, removed }) => ({
        text: value,
        difference: added ? "added" : removed ? "removed" : "same",
      }));
};

const filled = (detail: EntryDetail): ReadonlyMap<string, FieldView> =>
  new Map(detail.fields.filter(({ isEmpty }) => !isEmpty).map((field) => [field.fieldId, field]));

const namesOf = (one: readonly string[], other: readonly string[]): NameDifference => ({
  removed: one.filter((name) => !other.includes(name)),
  added: other.filter((name) => !one.includes(name)),
});

const differenceOf = (one: FieldView | null, other: FieldView | null, isSame: boolean): Difference => {
  if (one === null) return "added";
  if (other === null) return "removed";
  return isSame && one.label === other.label && one.kind === other.kind ? "same" : "changed";
};

/** Compares two versions. */
export const differencesOf = ({ one, other, sameFields }: Comparison): Differences => {
  const [left, right] = [filled(one), filled(other)];
  const fields = [...new Set([...left.keys(), ...right.keys()])].map((fieldId): FieldDifference => {
    const [mine, theirs] = [left.get(fieldId) ?? null, right.get(fieldId) ?? null];
    const difference = differenceOf(mine, theirs, sameFields.includes(fieldId));
    return { fieldId, label: (theirs ?? mine)?.label ?? "", difference, one: mine, other: theirs };
  });
  const fileNames = ({ attachments }: EntryDetail): readonly string[] => attachments.map(({ name }) => name);
  return {
    title: one.title !== other.title,
    type: one.type !== other.type,
    favourite: one.isFavourite !== other.isFavourite,
    tags: namesOf(one.tags, other.tags),
    files: namesOf(fileNames(one), fileNames(other)),
    fields: fields.filter(({ difference }) => difference !== "same"),
    sameFields: fields.filter(({ difference }) => difference === "same"),
  };
};

/** Whether any name is on one side only. */
export const differs = ({ removed, added }: NameDifference): boolean => removed.length + added.length > 0;

/** Whether nothing differs. */
export const isNoDifference = ({ title, type, favourite, tags, files, fields }: Differences): boolean =>
  !title && !type && !favourite && !differs(tags) && !differs(files) && fields.length === 0;

/** The parts that a conflict can be ended by, as the contract names them. */
export const partsOf = (found: Differences): readonly string[] => [
  ...(found.title ? ["title"] : []),
  ...(found.type ? ["type"] : []),
  ...(differs(found.tags) ? ["tags"] : []),
  ...(found.favourite ? ["favourite"] : []),
  ...found.fields.map(({ fieldId }) => `field/${fieldId}`),
  ...(differs(found.files) ? ["files"] : []),
];
