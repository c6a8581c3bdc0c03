/**
 * Two versions of an entry: what is equal in them, and ending a conflict by a person's choice. The result
 * is one new revision made from both; nothing is taken out of the history, so it can be undone.
 */
import { fail } from "#contract/errors.ts";
import type { Comparison, ConflictChoice, EndedConflict } from "#contract/ipc-entry-versions.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { markConflict, otherRevisionOf } from "./conflict-marks.ts";
import type { ConflictResolution, EntryError, SavedEntry } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { readEntry } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { getRevision, readRevision } from "./entry-history.ts";
import { changeOf, newPlace, single, wallClock, writeRepeatedly } from "./entry-writes.ts";
import type { Change } from "./entry-writes.ts";

/** Both revisions as shown, and the fields whose values are equal. */
export const compareRevisions = (
  context: EntryContext,
  entryId: string,
  one: number,
  other: number,
): Result<Comparison, EntryError> => {
  const [left, right] = [readRevision(context, entryId, one), readRevision(context, entryId, other)];
  if (!left.ok) return left;
  if (!right.ok) return right;
  const values = new Map(right.value.fields.map(({ fieldId, value }) => [fieldId, value]));
  const sameFields = left.value.fields
    .filter(({ fieldId, value }) => values.get(fieldId) === value)
    .map(({ fieldId }) => fieldId);
  const [oneView, otherView] = [getRevision(context, entryId, one), getRevision(context, entryId, other)];
  if (!oneView.ok) return oneView;
  if (!otherView.ok) return otherView;
  return ok({ one: oneView.value, other: otherView.value, sameFields });
};

/** The fields in the order of the present version, those that only the other one has after them. */
const mergedFields = (
  current: PlainEntry,
  other: PlainEntry,
  isFromOther: (part: string) => boolean,
): PlainEntry["fields"] => {
  const ids = new Set([...current.fields, ...other.fields].map(({ fieldId }) => fieldId));
  return [...ids].flatMap((id) => {
    const source = isFromOther(`field/${id}`) ? other : current;
    return source.fields.find(({ fieldId }) => fieldId === id) ?? [];
  });
};

/** One entry made of two; `parts` are taken from the other. */
const merge = (current: PlainEntry, other: PlainEntry, parts: readonly string[]): PlainEntry => {
  const chosen = new Set(parts);
  const from = (part: string): PlainEntry => (chosen.has(part) ? other : current);
  return {
    ...current,
    type: from("type").type,
    title: from("title").title,
    tags: from("tags").tags,
    isFavourite: from("favourite").isFavourite,
    fields: mergedFields(current, other, (part) => chosen.has(part)),
    attachments: from("files").attachments,
  };
};

const chosenEntry = (current: PlainEntry, other: PlainEntry, choice: ConflictChoice): PlainEntry => {
  switch (choice.keep) {
    case "other":
      return { ...other, isDeleted: false, createdAt: current.createdAt };
    case "merge":
      return merge(current, other, choice.fromOther);
    default:
      return current;
  }
};

/** The other version as an entry of its own. Files belong to one entry only: they stay where they are. */
const copyOfOther = (context: EntryContext, other: PlainEntry): Change => ({
  ...newPlace(context, new Map()),
  entry: {
    ...other,
    attachments: [],
    parent: null,
    merged: null,
    isDeleted: false,
    modifiedAt: wallClock(context),
  },
});

const changesFor = (
  context: EntryContext,
  { entryId, revision, other, choice }: ConflictResolution,
): Result<readonly Change[], EntryError> => {
  const marked = otherRevisionOf(context, entryId);
  if (!marked.ok) return marked;
  const present = readEntry(context, entryId);
  if (!present.ok) return present;
  // What was chosen between is not what is here now: the person has to see it first.
  if (marked.value !== other || present.value.row.revision !== revision) return fail("store.conflict");
  const theirs = readRevision(context, entryId, other);
  if (!theirs.ok) return theirs;
  const change = changeOf(context, entryId, (entry) => ({
    ...chosenEntry(entry, theirs.value, choice),
    merged: other,
  }));
  if (!change.ok) return change;
  return ok(choice.keep === "both" ? [...change.value, copyOfOther(context, theirs.value)] : change.value);
};

/** Ends a conflict; store.conflict when the entry is not as it was seen. */
export const resolveConflict = (
  context: EntryContext,
  resolution: ConflictResolution,
): Result<EndedConflict, EntryError> => {
  const { entryId, revision: former, other } = resolution;
  const written = writeRepeatedly(
    context,
    () => changesFor(context, resolution),
    () => [markConflict(entryId, null)],
  );
  if (!written.ok) return written;
  const [saved, copy] = written.value;
  if (saved === undefined) return fail("entry.not-found");
  return ok({ entryId, revision: saved.revision, former, other, copyId: copy?.entryId ?? null });
};

const reopening = (
  context: EntryContext,
  { entryId, revision, former, copyId }: EndedConflict,
): Result<readonly Change[], EntryError> => {
  const present = readEntry(context, entryId);
  if (!present.ok) return present;
  if (present.value.row.revision !== revision) return fail("store.conflict");
  const before = readRevision(context, entryId, former);
  if (!before.ok) return before;
  const back = changeOf(context, entryId, () => before.value);
  if (!back.ok || copyId === null) return back;
  const copy = changeOf(context, copyId, (entry) => (entry.isDeleted ? null : { ...entry, isDeleted: true }));
  // The copy may be gone by now; then only the entry goes back.
  return ok([...back.value, ...(copy.ok ? copy.value : [])]);
};

/** Opens an ended conflict again; store.conflict when the entry was changed since. */
export const reopenConflict = (
  context: EntryContext,
  ended: EndedConflict,
): Result<SavedEntry, EntryError> => {
  const written = writeRepeatedly(
    context,
    () => reopening(context, ended),
    () => [markConflict(ended.entryId, ended.other)],
  );
  return single(written);
};
