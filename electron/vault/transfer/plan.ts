/** What an import would do to the entries that are here: finding the same ones, and joining them without losing either side. */
import type { DuplicateChoice, EntryDraft, ImportPreview } from "#contract/views.ts";
import { entryTypes } from "#contract/views.ts";
import type { BatchChange } from "#vault/entries.port.ts";
import { subtitleOf } from "#vault/entry-codec.ts";
import { fold } from "#vault/search.ts";
import type {
  ExistingEntry,
  ImportedEntry,
  ImportedFile,
  ImportPlan,
  ParsedImport,
} from "./transfer.port.ts";

type Field = EntryDraft["fields"][number];

const maxFields = 200;
const maxTags = 100;
const sampleLength = 100;

const hostOf = (url: string): string => {
  try {
    return new URL(url).host.replace(/^www\./, "");
  } catch {
    return url;
  }
};

const firstOf = (fields: readonly Field[], kind: Field["kind"]): string =>
  fields.find((field) => field.kind === kind && (field.value ?? "") !== "")?.value ?? "";

/** Entries with the same type, title, user name and site are the same one. */
const sameness = ({ type, title, fields }: EntryDraft): string =>
  JSON.stringify([
    type,
    fold(title).trim(),
    fold(firstOf(fields, "username")),
    hostOf(firstOf(fields, "url")).toLowerCase(),
  ]);

const freeId = (taken: ReadonlySet<string>): string => {
  let number = 1;
  while (taken.has(`merged-${String(number)}`)) number++;
  return `merged-${String(number)}`;
};

/** Kinds whose meaning does not hang on their label. */
const wellKnown: readonly Field["kind"][] = ["username", "password", "url", "totp"];

const isSameField = (a: Field, b: Field): boolean =>
  a.value === b.value && (a.label === b.label || (a.kind === b.kind && wellKnown.includes(a.kind)));

/** The fields of both: an empty one is filled, a different one is added beside it. Null when nothing is new or it would not fit. */
const joinFields = (mine: readonly Field[], theirs: readonly Field[]): Field[] | null => {
  const joined = mine.map((field) => ({ ...field }));
  let isChanged = false;
  for (const field of theirs) {
    if ((field.value ?? "") === "") continue;
    const isHere = joined.some((one) => isSameField(one, field));
    if (isHere) continue;
    isChanged = true;
    const empty = joined.find(({ fieldId, value }) => fieldId === field.fieldId && (value ?? "") === "");
    if (empty !== undefined) empty.value = field.value;
    else {
      const ids = new Set(joined.map(({ fieldId }) => fieldId));
      joined.push({ ...field, fieldId: ids.has(field.fieldId) ? freeId(ids) : field.fieldId });
    }
  }
  return isChanged && joined.length <= maxFields ? joined : null;
};

/** Mine with what theirs adds; null when that is nothing. */
const merge = (mine: EntryDraft, theirs: EntryDraft): EntryDraft | null => {
  const fields = joinFields(mine.fields, theirs.fields);
  const tags = [...new Set([...mine.tags, ...theirs.tags])].slice(0, maxTags);
  const isFavourite = mine.isFavourite || theirs.isFavourite;
  const isSame = fields === null && tags.length === mine.tags.length && isFavourite === mine.isFavourite;
  return isSame ? null : { ...mine, fields: fields ?? mine.fields, tags, isFavourite };
};

const addition = ({ draft, createdAt, modifiedAt, isDeleted, former }: ImportedEntry): BatchChange => ({
  entryId: null,
  draft,
  createdAt,
  modifiedAt,
  isDeleted,
  former,
});

interface Steps {
  readonly changes: BatchChange[];
  readonly attachments: (readonly ImportedFile[])[];
  /** What is to be there after the changes so far, by entry, since two of a file may meet the same one here. */
  readonly drafts: Map<string, { readonly draft: EntryDraft; readonly at: number | null }>;
  added: number;
  merged: number;
  skipped: number;
}

const mergeInto = (steps: Steps, entryId: string, entry: ImportedEntry): void => {
  const present = steps.drafts.get(entryId);
  const joined = present === undefined ? null : merge(present.draft, entry.draft);
  if (present === undefined || (joined === null && entry.attachments.length === 0)) {
    steps.skipped++;
    return;
  }
  const draft = joined ?? present.draft;
  const at = present.at ?? steps.changes.length;
  steps.changes[at] = { entryId, draft };
  steps.attachments[at] = [...(steps.attachments[at] ?? []), ...entry.attachments];
  steps.drafts.set(entryId, { draft, at });
  steps.merged++;
};

/** Plans an import. */
export const planImport = (
  parsed: ParsedImport,
  existing: Iterable<ExistingEntry>,
  choice: DuplicateChoice,
): ImportPlan => {
  const byKey = new Map<string, string>();
  const steps: Steps = { changes: [], attachments: [], drafts: new Map(), added: 0, merged: 0, skipped: 0 };
  for (const { entryId, draft } of existing) {
    byKey.set(sameness(draft), entryId);
    steps.drafts.set(entryId, { draft, at: null });
  }
  const duplicateOf = parsed.entries.map((entry) =>
    entry.isDeleted ? null : (byKey.get(sameness(entry.draft)) ?? null),
  );
  parsed.entries.forEach((entry, at) => {
    const same = duplicateOf[at] ?? null;
    if (same !== null && choice === "skip") steps.skipped++;
    else if (same !== null && choice === "merge") mergeInto(steps, same, entry);
    else {
      steps.changes.push(addition(entry));
      steps.attachments.push(entry.attachments);
      steps.added++;
    }
  });
  const { changes, attachments, added, merged, skipped } = steps;
  return { changes, attachments, duplicateOf, added, merged, skipped };
};

const countTypes = (parsed: ParsedImport): ImportPreview["byType"] =>
  entryTypes.flatMap((type) => {
    const count = parsed.entries.filter(({ draft }) => draft.type === type).length;
    return count === 0 ? [] : [{ type, count }];
  });

/** What the window shows of a plan. */
export const previewOf = (
  heading: Pick<ImportPreview, "importId" | "fileName">,
  parsed: ParsedImport,
  plan: ImportPlan,
): ImportPreview => ({
  ...heading,
  format: parsed.format,
  needsPassword: false,
  total: parsed.entries.length,
  byType: countTypes(parsed),
  duplicates: plan.duplicateOf.filter((id) => id !== null).length,
  unmapped: parsed.unmapped.map((one) => ({ ...one })),
  problems: parsed.problems.map((one) => ({ ...one })),
  problemCount: parsed.problemCount,
  attachments: parsed.entries.reduce((sum, { attachments }) => sum + attachments.length, 0),
  sample: parsed.entries.slice(0, sampleLength).map(({ draft }, at) => ({
    type: draft.type,
    title: draft.title.slice(0, 300),
    subtitle: subtitleOf(draft.fields.map((field) => ({ ...field, value: field.value ?? "" }))).slice(0, 300),
    duplicateOf: plan.duplicateOf[at] ?? null,
  })),
  error: null,
});

/** What the window shows of a file that asks for its password. */
export const emptyPreview = (
  heading: Pick<ImportPreview, "importId" | "fileName">,
  format: ParsedImport["format"],
): ImportPreview => ({
  ...heading,
  format,
  needsPassword: true,
  total: 0,
  byType: [],
  duplicates: 0,
  unmapped: [],
  problems: [],
  problemCount: 0,
  attachments: 0,
  sample: [],
  error: null,
});
