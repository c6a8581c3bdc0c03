/**
 * One change to many entries, in one transaction, and the way back. What is gone, does not open or is so
 * already is left as it is: a person who marked a thousand rows is not stopped by one of them.
 */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { BulkAction } from "#contract/views.ts";
import type { BulkRow, EntryError, EntryService } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { readEntry } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { readRevision } from "./entry-history.ts";
import { purgeEntries } from "./entry-trash.ts";
import { changeOf, writeRepeatedly } from "./entry-writes.ts";
import type { Change } from "./entry-writes.ts";

/** As many tags as a draft may have. */
const maxTags = 100;

/** Answers null where there is nothing to change. */
type Edit = (entry: PlainEntry) => PlainEntry | null;

const withTag =
  (tag: string): Edit =>
  (entry) =>
    entry.isDeleted || entry.tags.includes(tag) || entry.tags.length >= maxTags
      ? null
      : { ...entry, tags: [...entry.tags, tag] };

const withoutTag =
  (tag: string): Edit =>
  (entry) =>
    entry.isDeleted || !entry.tags.includes(tag)
      ? null
      : { ...entry, tags: entry.tags.filter((one) => one !== tag) };

const asFavourite =
  (isOn: boolean): Edit =>
  (entry) =>
    entry.isDeleted || entry.isFavourite === isOn ? null : { ...entry, isFavourite: isOn };

const asDeleted =
  (isDeleted: boolean): Edit =>
  (entry) =>
    entry.isDeleted === isDeleted ? null : { ...entry, isDeleted };

const editOf = (action: Exclude<BulkAction, { kind: "purge" }>): Edit => {
  switch (action.kind) {
    case "add-tag":
      return withTag(action.tag);
    case "remove-tag":
      return withoutTag(action.tag);
    case "favourite":
      return asFavourite(action.isOn);
    default:
      return asDeleted(action.kind === "trash");
  }
};

const leftAlone: readonly string[] = ["entry.not-found", "entry.damaged", "cipher.newer-version"];

/** The changes that can be made; what cannot be changed is left out. */
const collect = <T>(
  items: readonly T[],
  changeNow: (item: T) => Result<readonly Change[], EntryError>,
): Result<readonly Change[], EntryError> => {
  const changes: Change[] = [];
  for (const item of items) {
    const change = changeNow(item);
    if (change.ok) changes.push(...change.value);
    else if (!leftAlone.includes(change.error.code)) return change;
  }
  return ok(changes);
};

/** Writes what `changesNow` answers and says what it replaced. */
const writeAll = (
  context: EntryContext,
  changesNow: () => Result<readonly Change[], EntryError>,
): Result<readonly BulkRow[], EntryError> => {
  let before: readonly (number | null)[] = [];
  const saved = writeRepeatedly(context, () => {
    const changes = changesNow();
    if (changes.ok) before = changes.value.map(({ expects }) => expects);
    return changes;
  });
  if (!saved.ok) return saved;
  return ok(
    saved.value.map(({ entryId, revision }, at) => ({ entryId, revision, before: before[at] ?? null })),
  );
};

/** Changes the entries. Answers what was changed, for the way back; nothing leads back from a purge. */
export const changeEntries = (
  context: EntryContext,
  entryIds: readonly string[],
  action: BulkAction,
): Result<{ readonly changed: number; readonly rows: readonly BulkRow[] }, EntryError> => {
  const ids = [...new Set(entryIds)];
  if (action.kind === "purge") {
    const purged = purgeEntries(context, ids);
    return purged.ok ? ok({ changed: purged.value, rows: [] }) : purged;
  }
  const edit = editOf(action);
  const rows = writeAll(context, () => collect(ids, (id) => changeOf(context, id, edit)));
  return rows.ok ? ok({ changed: rows.value.length, rows: rows.value }) : rows;
};

/** The change that makes an entry what it was, times included; none when it was changed since. */
const reversal = (context: EntryContext, row: BulkRow): Result<readonly Change[], EntryError> => {
  const read = readEntry(context, row.entryId);
  if (!read.ok) return read;
  const { revision, page } = read.value.row;
  if (revision !== row.revision || row.before === null) return ok([]);
  const former = readRevision(context, row.entryId, row.before);
  if (!former.ok) return former;
  return ok([
    { id: row.entryId, page, expects: revision, entry: { ...former.value, parent: revision, merged: null } },
  ]);
};

/** Makes the entries what they were before a change of many, in one transaction. */
export const changeEntriesBack = (
  context: EntryContext,
  rows: readonly BulkRow[],
): ReturnType<EntryService["changeAllBack"]> => {
  const undone = writeAll(context, () => collect(rows, (row) => reversal(context, row)));
  if (!undone.ok) return undone;
  const former = new Map(rows.map(({ entryId, before }) => [entryId, before]));
  const back = undone.value.map((row) => ({ ...row, before: former.get(row.entryId) ?? null }));
  return ok({ undone: back.length, kept: rows.length - back.length, rows: back });
};
