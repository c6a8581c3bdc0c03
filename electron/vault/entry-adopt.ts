/**
 * Takes over sealed entries as another place has them: what is missing or damaged here, or was changed on
 * another computer. Only what opens under this vault's keys. The later revision stands, the other goes into
 * the history; where the two were made apart from one another the entry is marked, until a person has
 * chosen. One transaction for all.
 */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { markConflict, otherRevisionOf } from "./conflict-marks.ts";
import { createPatience } from "./conflicts.ts";
import type { EntryError, SealedEntry } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { commitRows, reloadList } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { isApart } from "./entry-lineage.ts";
import type { OwnLine, Version } from "./entry-lineage.ts";
import { openEntry } from "./entry-rows.ts";
import { queueOperations } from "./entry-writes.ts";
import { summarise } from "./index-pages.ts";
import type { Summary } from "./index-pages.ts";
import type { EntryRecord, HistoryRecord, Operation } from "./local-store.port.ts";

/** What one object changes: the list where it becomes the present revision, and the rows. */
interface Adoption {
  readonly summary: Summary | null;
  readonly operations: readonly Operation[];
}

const nothing: Adoption = { summary: null, operations: [] };

const placeOf = (context: EntryContext, row: EntryRecord | null, promised: Map<number, number>): number => {
  if (row !== null) return row.page;
  const page = context.list.pageWithRoom(promised);
  promised.set(page, (promised.get(page) ?? 0) + 1);
  return page;
};

/** A sealed entry that opens under this vault's keys. */
interface Opened {
  readonly object: SealedEntry;
  readonly entry: PlainEntry;
}

/** What opens, of several revisions of one entry the latest. */
const openAll = (context: EntryContext, objects: readonly SealedEntry[]): Iterable<Opened> => {
  const latest = new Map<string, Opened>();
  for (const object of objects) {
    if (object.revision < (latest.get(object.id)?.object.revision ?? 0)) continue;
    const opened = openEntry(context.crypto, context.keys, { ...object, sealed: object.blob });
    if (opened.ok) latest.set(object.id, { object, entry: opened.value });
  }
  return latest.values();
};

const versionOf = (context: EntryContext, row: HistoryRecord): Version | null => {
  const opened = openEntry(context.crypto, context.keys, row);
  return opened.ok ? { revision: row.revision, entry: opened.value } : null;
};

/** Our side with what led to it; null where our present revision does not open. */
const ownLine = (context: EntryContext, row: EntryRecord): Result<OwnLine | null, EntryError> => {
  const current = versionOf(context, row);
  if (current === null) return ok(null);
  const history = context.store.history(row.id);
  if (!history.ok) return history;
  const copies = context.store.copies(row.id);
  if (!copies.ok) return copies;
  const wasSent = copies.value.some(({ state, revision }) => state === "kept" && revision === row.revision);
  return ok({
    current,
    former: history.value.flatMap((former) => versionOf(context, former) ?? []),
    wasSent,
  });
};

/** The mark after `theirs` came: set where the two were made apart, gone where theirs says that it was ended. */
const markAfter = (
  context: EntryContext,
  id: string,
  ours: OwnLine | null,
  theirs: Version,
): Result<readonly Operation[], EntryError> => {
  if (ours === null) return ok([]);
  const { revision } = ours.current;
  const other = otherRevisionOf(context, id);
  if (!other.ok) return other;
  const { merged } = theirs.entry;
  const isEnded = other.value !== null && merged !== null && [revision, other.value].includes(merged);
  if (isEnded && theirs.revision > revision) return ok([markConflict(id, null)]);
  return ok(isApart(ours, theirs) ? [markConflict(id, Math.min(revision, theirs.revision))] : []);
};

/** Theirs becomes the present revision. */
const adoption = (
  context: EntryContext,
  { object: { id, revision, blob }, entry }: Opened,
  row: EntryRecord | null,
  page: number,
): Adoption => {
  const record: EntryRecord = { id, revision, page, isDeleted: entry.isDeleted, sealed: blob };
  const operation: Operation =
    row?.revision === revision
      ? { op: "resealed", id, revision, sealed: blob }
      : { op: "entry", entry: record, expects: row?.revision ?? null };
  const action = entry.isDeleted ? "delete" : "write";
  context.revisions.observe(revision);
  return {
    summary: summarise(id, page, revision, entry),
    operations: [operation, ...queueOperations(context, id, revision, action)],
  };
};

/** What an object changes here; nothing where ours is newer and built on it, or the same and whole. */
const adoptOne = (
  context: EntryContext,
  opened: Opened,
  promised: Map<number, number>,
): Result<Adoption, EntryError> => {
  const { object, entry } = opened;
  const { id, revision, blob } = object;
  const row = context.store.entry(id);
  if (!row.ok) return row;
  if (row.value === null) return ok(adoption(context, opened, null, placeOf(context, null, promised)));
  const ours = ownLine(context, row.value);
  if (!ours.ok) return ours;
  if (row.value.revision === revision && ours.value !== null) return ok(nothing);
  const mark = markAfter(context, id, ours.value, { revision, entry });
  if (!mark.ok) return mark;
  if (row.value.revision <= revision) {
    const { summary, operations } = adoption(context, opened, row.value, row.value.page);
    return ok({ summary, operations: [...operations, ...mark.value] });
  }
  if (mark.value.length === 0) return ok(nothing);
  const record: HistoryRecord = { id, revision, sealed: blob };
  return ok({ summary: null, operations: [{ op: "former", record }, ...mark.value] });
};

const adopt = (
  context: EntryContext,
  objects: readonly SealedEntry[],
): Result<readonly string[], EntryError> => {
  const adoptions: Adoption[] = [];
  const promised = new Map<number, number>();
  for (const opened of openAll(context, objects)) {
    const adopted = adoptOne(context, opened, promised);
    if (!adopted.ok) return adopted;
    if (adopted.value.operations.length > 0) adoptions.push(adopted.value);
  }
  if (adoptions.length === 0) return ok([]);
  const listChange = { changed: adoptions.flatMap(({ summary }) => summary ?? []), purged: [] };
  const pages = context.list.stage(listChange);
  const committed = commitRows(context, [...adoptions.flatMap(({ operations }) => operations), ...pages]);
  if (!committed.ok) return committed;
  context.list.apply(listChange, pages);
  context.changed();
  return ok(listChange.changed.map(({ id }) => id));
};

/**
 * Takes over what is newer than ours, or the same where ours does not open, and keeps what was made apart;
 * again, on what is there now, for as long as another program is faster. Answers the ids of which theirs
 * is the present revision now.
 */
export const adoptEntries = (
  context: EntryContext,
  objects: readonly SealedEntry[],
): Result<readonly string[], EntryError> => {
  const mayTryAgain = createPatience(context.clock);
  for (;;) {
    const adopted = adopt(context, objects);
    if (adopted.ok || adopted.error.code !== "store.conflict" || !mayTryAgain()) return adopted;
    const reloaded = reloadList(context);
    if (!reloaded.ok) return reloaded;
  }
};
