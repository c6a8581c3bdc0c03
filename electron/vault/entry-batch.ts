/**
 * Many changes as one: an import. It is one transaction, and it is remembered, sealed, so that it can
 * be taken back as a whole, also after a restart.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDraft } from "#contract/views.ts";
import { fromHex, toHex } from "./bytes.ts";
import { decodeCbor, encodeCbor } from "./cbor.ts";
import type { CborValue } from "./cbor.ts";
import type { BatchChange, EntryError, LastBatch, SavedEntry } from "./entries.port.ts";
import { asNumber, mergeFields } from "./entry-codec.ts";
import type { PlainEntry } from "./entry-codec.ts";
import type { EntryContext } from "./entry-context.ts";
import { commitRows, readEntry } from "./entry-context.ts";
import { readRevision } from "./entry-history.ts";
import { changeOf, newPlace, wallClock, writeRepeatedly } from "./entry-writes.ts";
import type { Change } from "./entry-writes.ts";
import { kinds, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import type { Operation } from "./local-store.port.ts";
import { openUnder } from "./open-under.ts";

/** The rows in `meta`: what was imported when, and which revisions it made. */
export const batchNames = { heading: "last-batch", rows: "last-batch-rows" } as const;

/** The object ids of these two rows. */
const objectIds = { heading: `${"0".repeat(31)}1`, rows: `${"0".repeat(31)}2` } as const;

type Part = keyof typeof batchNames;

interface BatchRow {
  readonly id: string;
  readonly revision: number;
  /** The revision before; null for an entry that the batch added. */
  readonly before: number | null;
}

const binding = (context: EntryContext, part: Part): Binding => ({
  vaultId: context.keys.vaultId,
  objectId: objectIds[part],
  revision: 1,
  kind: kinds.setting,
});

const sealPart = (context: EntryContext, part: Part, value: CborValue): Operation => ({
  op: "meta",
  name: batchNames[part],
  value: sealObject(
    context.crypto,
    context.keys.purpose("setting"),
    binding(context, part),
    encodeCbor(value),
  ),
});

const openPart = (context: EntryContext, part: Part): readonly unknown[] | null => {
  const sealed = context.store.meta(batchNames[part]);
  if (!sealed.ok || sealed.value === null) return null;
  const opened = openUnder(context.crypto, context.keys, "setting", binding(context, part), sealed.value);
  const value = opened.ok ? decodeCbor(opened.value) : undefined;
  return Array.isArray(value) ? value : null;
};

const plainOf = (
  context: EntryContext,
  draft: EntryDraft,
  times: { readonly createdAt?: number | undefined; readonly modifiedAt?: number | undefined },
  isDeleted: boolean,
): PlainEntry => ({
  type: draft.type,
  title: draft.title,
  tags: draft.tags,
  isFavourite: draft.isFavourite,
  isDeleted,
  createdAt: times.createdAt ?? wallClock(context),
  modifiedAt: times.modifiedAt ?? wallClock(context),
  parent: null,
  merged: null,
  fields: mergeFields(draft.fields, []),
  attachments: [],
});

const addition = (context: EntryContext, change: BatchChange, promised: Map<number, number>): Change => ({
  ...newPlace(context, promised),
  // Trash counts from now on: what was deleted long ago elsewhere must not be purged at once here.
  entry: plainOf(
    context,
    change.draft,
    change.isDeleted === true ? { createdAt: change.createdAt } : change,
    change.isDeleted === true,
  ),
  former: (change.former ?? []).map(({ draft, modifiedAt }) =>
    plainOf(context, draft, { createdAt: change.createdAt, modifiedAt }, false),
  ),
});

const changesNow = (
  context: EntryContext,
  wanted: readonly BatchChange[],
): Result<readonly Change[], EntryError> => {
  const promised = new Map<number, number>();
  const changes: Change[] = [];
  for (const change of wanted) {
    if (change.entryId === null) {
      changes.push(addition(context, change, promised));
      continue;
    }
    const merged = changeOf(context, change.entryId, (entry) => ({
      ...entry,
      ...change.draft,
      fields: mergeFields(change.draft.fields, entry.fields),
    }));
    if (!merged.ok) return merged;
    changes.push(...merged.value);
  }
  return ok(changes);
};

/** Seals what is remembered of the batch anew under the present key; for a rotation. */
export const resealBatch = (context: EntryContext): Result<void, EntryError> => {
  const parts: readonly Part[] = ["heading", "rows"];
  const operations = parts.flatMap((part): Operation[] => {
    const value = openPart(context, part);
    return value === null ? [] : [sealPart(context, part, value as readonly CborValue[])];
  });
  return operations.length === 0 ? ok(undefined) : commitRows(context, operations);
};

/** Makes all changes in one transaction and remembers them as the last batch. */
export const applyBatch = (
  context: EntryContext,
  wanted: readonly BatchChange[],
  source: string,
): Result<readonly SavedEntry[], EntryError> => {
  let before: readonly (number | null)[] = [];
  return writeRepeatedly(
    context,
    () => {
      const changes = changesNow(context, wanted);
      if (changes.ok) before = changes.value.map(({ expects }) => expects);
      return changes;
    },
    (saved) => [
      sealPart(context, "heading", [wallClock(context), source, saved.length]),
      sealPart(
        context,
        "rows",
        saved.map(({ entryId, revision }, at) => [fromHex(entryId), revision, before[at] ?? null]),
      ),
    ],
  );
};

/** The batch that can be taken back; null when there is none. */
export const lastBatch = (context: EntryContext): LastBatch | null => {
  const [at, source, count] = openPart(context, "heading") ?? [];
  const time = asNumber(at);
  const number = asNumber(count);
  return time === null || number === null || typeof source !== "string"
    ? null
    : { at: time, source, count: number };
};

const batchRows = (context: EntryContext): readonly BatchRow[] =>
  (openPart(context, "rows") ?? []).flatMap((item): BatchRow[] => {
    const [id, revision, before] = Array.isArray(item) ? (item as readonly unknown[]) : [];
    const made = asNumber(revision);
    return id instanceof Uint8Array && made !== null
      ? [{ id: toHex(id), revision: made, before: asNumber(before) }]
      : [];
  });

/** The change that takes one row back; null when it was changed or removed since. */
const reversal = (context: EntryContext, row: BatchRow): Result<Change | null, EntryError> => {
  const read = readEntry(context, row.id);
  if (!read.ok) return read.error.code === "entry.not-found" ? ok(null) : read;
  if (read.value.row.revision !== row.revision) return ok(null);
  const former = row.before === null ? null : readRevision(context, row.id, row.before);
  if (former?.ok === false) return former;
  const change = changeOf(context, row.id, (entry) =>
    former === null
      ? { ...entry, isDeleted: true }
      : { ...former.value, createdAt: entry.createdAt, merged: entry.merged },
  );
  return change.ok ? ok(change.value[0] ?? null) : change;
};

/** Takes the last batch back in one transaction; import.none when there is none. */
export const undoBatch = (
  context: EntryContext,
): Result<{ readonly undone: number; readonly kept: number }, EntryError> => {
  if (lastBatch(context) === null) return fail("import.none");
  let kept = 0;
  const undone = writeRepeatedly(
    context,
    () => {
      kept = 0;
      const changes: Change[] = [];
      for (const row of batchRows(context)) {
        const change = reversal(context, row);
        if (!change.ok && change.error.code !== "entry.damaged") return change;
        if (change.ok && change.value !== null) changes.push(change.value);
        else kept++;
      }
      return ok(changes);
    },
    () => [
      { op: "meta", name: batchNames.heading, value: null },
      { op: "meta", name: batchNames.rows, value: null },
    ],
  );
  return undone.ok ? ok({ undone: undone.value.length, kept }) : undone;
};
