/**
 * Takes over sealed entries as another place has them: what is missing or damaged here, or was changed on
 * another computer. Only what opens under this vault's keys; a revision that is older than ours changes
 * nothing, and ours goes into the history. One transaction for all.
 */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { createPatience } from "./conflicts.ts";
import type { EntryError, SealedEntry } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { commitRows, reloadList } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { openEntry } from "./entry-rows.ts";
import { queueOperations } from "./entry-writes.ts";
import { summarise } from "./index-pages.ts";
import type { Summary } from "./index-pages.ts";
import type { EntryRecord, Operation } from "./local-store.port.ts";

interface Adoption {
  readonly summary: Summary;
  readonly operations: readonly Operation[];
}

const placeOf = (context: EntryContext, row: EntryRecord | null, promised: Map<number, number>): number => {
  if (row !== null) return row.page;
  const page = context.list.pageWithRoom(promised);
  promised.set(page, (promised.get(page) ?? 0) + 1);
  return page;
};

const adoption = (
  context: EntryContext,
  { id, revision, blob }: SealedEntry,
  entry: PlainEntry,
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

/** Whether ours is to stay: it is newer, or the same and whole. */
const keepsOurs = (context: EntryContext, row: EntryRecord | null, { object }: Opened): boolean => {
  if (row === null || row.revision < object.revision) return false;
  return row.revision > object.revision || openEntry(context.crypto, context.keys, row).ok;
};

const adopt = (
  context: EntryContext,
  objects: readonly SealedEntry[],
): Result<readonly string[], EntryError> => {
  const adoptions: Adoption[] = [];
  const promised = new Map<number, number>();
  for (const opened of openAll(context, objects)) {
    const row = context.store.entry(opened.object.id);
    if (!row.ok) return row;
    if (keepsOurs(context, row.value, opened)) continue;
    const page = placeOf(context, row.value, promised);
    adoptions.push(adoption(context, opened.object, opened.entry, row.value, page));
  }
  if (adoptions.length === 0) return ok([]);
  const listChange = { changed: adoptions.map(({ summary }) => summary), purged: [] };
  const pages = context.list.stage(listChange);
  const committed = commitRows(context, [...adoptions.flatMap(({ operations }) => operations), ...pages]);
  if (!committed.ok) return committed;
  context.list.apply(listChange, pages);
  context.changed();
  return ok(adoptions.map(({ summary }) => summary.id));
};

/**
 * Takes over what is newer than ours, or the same where ours does not open; again, on what is there now,
 * for as long as another program is faster. Answers the ids that were taken over.
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
