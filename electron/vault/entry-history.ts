/** Former revisions: listing them, looking into one, making one current again. Nothing is ever taken out of a history here. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDetail, RevisionView } from "#contract/views.ts";
import type { EntryError, SavedEntry } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { otherRevisionOf } from "./conflict-marks.ts";
import type { EntryContext } from "./entry-context.ts";
import { detailOf, marksOf } from "./entry-reads.ts";
import { openEntry } from "./entry-rows.ts";
import { changeOf, single, writeRepeatedly } from "./entry-writes.ts";
import type { HistoryRecord } from "./local-store.port.ts";

/** Every row of an entry, the current one first. */
const rowsOf = (context: EntryContext, entryId: string): Result<readonly HistoryRecord[], EntryError> => {
  const current = context.store.entry(entryId);
  if (!current.ok) return current;
  if (current.value === null) return fail("entry.not-found");
  const former = context.store.history(entryId);
  return former.ok ? ok([current.value, ...former.value]) : former;
};

/** All revisions, the current one first; those that do not open keep their place. */
export const listHistory = (
  context: EntryContext,
  entryId: string,
): Result<readonly RevisionView[], EntryError> => {
  const rows = rowsOf(context, entryId);
  if (!rows.ok) return rows;
  const other = otherRevisionOf(context, entryId);
  if (!other.ok) return other;
  return ok(
    rows.value.map((row, at) => {
      const opened = openEntry(context.crypto, context.keys, row);
      return {
        revision: row.revision,
        modifiedAt: opened.ok ? opened.value.modifiedAt : null,
        title: opened.ok ? opened.value.title : null,
        isCurrent: at === 0,
        isDeleted: opened.ok && opened.value.isDeleted,
        isOther: row.revision === other.value,
      };
    }),
  );
};

/** The plaintext of one revision; entry.not-found when there is none, entry.damaged when it does not open. */
export const readRevision = (
  context: EntryContext,
  entryId: string,
  revision: number,
): Result<PlainEntry, EntryError> => {
  const rows = rowsOf(context, entryId);
  if (!rows.ok) return rows;
  const row = rows.value.find((candidate) => candidate.revision === revision);
  return row === undefined ? fail("entry.not-found") : openEntry(context.crypto, context.keys, row);
};

/** An entry as it was in one revision, without hidden values. */
export const getRevision = (
  context: EntryContext,
  entryId: string,
  revision: number,
): Result<EntryDetail, EntryError> => {
  const entry = readRevision(context, entryId, revision);
  if (!entry.ok) return entry;
  const marks = marksOf(context, entryId, entry.value.modifiedAt);
  return marks.ok ? ok(detailOf(entryId, revision, entry.value, marks.value)) : marks;
};

/** One hidden value of one revision. */
export const revealFormer = (
  context: EntryContext,
  entryId: string,
  revision: number,
  fieldId: string,
): Result<string, EntryError> => {
  const entry = readRevision(context, entryId, revision);
  if (!entry.ok) return entry;
  const field = entry.value.fields.find((candidate) => candidate.fieldId === fieldId);
  return field === undefined ? fail("entry.not-found") : ok(field.value);
};

/** Makes a revision current again as a new revision, also of an entry in the trash. */
export const restoreRevision = (
  context: EntryContext,
  entryId: string,
  revision: number,
): Result<SavedEntry, EntryError> => {
  const wanted = readRevision(context, entryId, revision);
  if (!wanted.ok) return wanted;
  const edit = (present: PlainEntry): PlainEntry => ({
    ...wanted.value,
    isDeleted: false,
    createdAt: present.createdAt,
    merged: present.merged,
  });
  return single(writeRepeatedly(context, () => changeOf(context, entryId, edit)));
};
