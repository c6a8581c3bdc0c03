/**
 * Changes of entries. Each is one transaction: entry revision, history, index page, and what the
 * connected services are to be told. When another program was faster, the list is reloaded and the
 * change made again on top of what is there now.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDraft } from "#contract/views.ts";
import { toHex } from "./bytes.ts";
import { createPatience } from "./conflicts.ts";
import type { EntryError, SavedEntry } from "./entries.port.ts";
import { mergeFields } from "./entry-codec.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { commitRows, readEntry, reloadList } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { sealEntry } from "./entry-rows.ts";
import { summarise } from "./index-pages.ts";
import type { Summary } from "./index-pages.ts";
import type { Operation, OutboxAction } from "./local-store.port.ts";

/** One entry on its way into a transaction. `former` are revisions to be kept in its history, oldest first. */
export interface Change {
  readonly id: string;
  readonly page: number;
  /** The revision it replaces; null for a new entry. */
  readonly expects: number | null;
  readonly entry: PlainEntry;
  readonly former?: readonly PlainEntry[];
}

/** What else belongs into the same transaction. It is told the revisions that were made. */
export type Further = (saved: readonly SavedEntry[]) => readonly Operation[];

const nothingFurther: Further = () => [];

interface Prepared {
  readonly summary: Summary;
  readonly operations: readonly Operation[];
}

/** The time in whole milliseconds, never negative. */
export const wallClock = (context: EntryContext): number => Math.max(0, Math.floor(context.clock.now()));

/** The rows that tell each connected service of a revision. */
export const queueOperations = (
  context: EntryContext,
  entryId: string,
  revision: number,
  action: OutboxAction,
): readonly Operation[] =>
  context.remoteStores().flatMap((store): Operation[] => [
    { op: "outbox", store, entryId, revision, action },
    {
      op: "copy",
      copy: { store, entryId, revision, state: "waiting", at: wallClock(context), errorCode: null },
    },
  ]);

const prepare = (context: EntryContext, change: Change): Result<Prepared, EntryError> => {
  const { id, page, entry, former = [] } = change;
  if (change.expects !== null) context.revisions.observe(change.expects);
  const operations: Operation[] = [];
  let expects = change.expects;
  for (const [at, one] of [...former, entry].entries()) {
    const revision = context.revisions.next();
    const parent = at === 0 ? one.parent : expects;
    const sealed = sealEntry(context.crypto, context.keys, id, revision, { ...one, parent });
    if (!sealed.ok) return sealed;
    const record = { id, revision, page, isDeleted: one.isDeleted, sealed: sealed.value };
    operations.push({ op: "entry", entry: record, expects });
    expects = revision;
  }
  const revision = expects ?? 0;
  operations.push(...queueOperations(context, id, revision, entry.isDeleted ? "delete" : "write"));
  return ok({ summary: summarise(id, page, revision, entry), operations });
};

const write = (
  context: EntryContext,
  changes: readonly Change[],
  further: Further,
): Result<readonly SavedEntry[], EntryError> => {
  if (changes.length === 0 && further === nothingFurther) return ok([]);
  const summaries: Summary[] = [];
  const operations: Operation[] = [];
  for (const change of changes) {
    const prepared = prepare(context, change);
    if (!prepared.ok) return prepared;
    summaries.push(prepared.value.summary);
    for (const operation of prepared.value.operations) operations.push(operation);
  }
  const listChange = { changed: summaries, purged: [] };
  const pages = context.list.stage(listChange);
  const saved = summaries.map(({ id, revision }) => ({ entryId: id, revision }));
  for (const operation of further(saved)) operations.push(operation);
  const committed = commitRows(context, [...operations, ...pages]);
  if (!committed.ok) return committed;
  context.list.apply(listChange, pages);
  context.changed();
  return ok(saved);
};

/** Makes the changes anew, on what is there now, for as long as another program is faster. */
export const writeRepeatedly = (
  context: EntryContext,
  changesNow: () => Result<readonly Change[], EntryError>,
  further: Further = nothingFurther,
): Result<readonly SavedEntry[], EntryError> => {
  const mayTryAgain = createPatience(context.clock);
  for (;;) {
    const changes = changesNow();
    if (!changes.ok) return changes;
    const written = write(context, changes.value, further);
    if (written.ok || written.error.code !== "store.conflict" || !mayTryAgain()) return written;
    const reloaded = reloadList(context);
    if (!reloaded.ok) return reloaded;
  }
};

/** A new entry's place: an id of its own and a page with room. `promised` counts what is on its way there. */
export const newPlace = (
  context: EntryContext,
  promised: Map<number, number>,
): Pick<Change, "id" | "page" | "expects"> => {
  const page = context.list.pageWithRoom(promised);
  promised.set(page, (promised.get(page) ?? 0) + 1);
  return { id: toHex(context.crypto.randomBytes(16)), page, expects: null };
};

const newEntry = (context: EntryContext, draft: EntryDraft): PlainEntry => ({
  type: draft.type,
  title: draft.title,
  tags: draft.tags,
  isFavourite: draft.isFavourite,
  isDeleted: false,
  createdAt: wallClock(context),
  modifiedAt: wallClock(context),
  parent: null,
  merged: null,
  fields: mergeFields(draft.fields, []),
  attachments: [],
});

const newChanges = (context: EntryContext, drafts: readonly EntryDraft[]): readonly Change[] => {
  const promised = new Map<number, number>();
  return drafts.map((draft) => ({ ...newPlace(context, promised), entry: newEntry(context, draft) }));
};

/** A change of the stored entry; `edit` answers null where the entry is not in a state for it. */
export const changeOf = (
  context: EntryContext,
  id: string,
  edit: (entry: PlainEntry) => PlainEntry | null,
): Result<readonly Change[], EntryError> => {
  const read = readEntry(context, id);
  if (!read.ok) return read;
  const { row, entry } = read.value;
  const edited = edit(entry);
  if (edited === null) return fail("entry.not-found");
  const stamped = { ...edited, parent: row.revision, modifiedAt: wallClock(context) };
  return ok([{ id, page: row.page, expects: row.revision, entry: stamped }]);
};

/** The one entry of a transaction. */
export const single = (
  written: Result<readonly SavedEntry[], EntryError>,
): Result<SavedEntry, EntryError> => {
  if (!written.ok) return written;
  const [saved] = written.value;
  return saved === undefined ? fail("entry.not-found") : ok(saved);
};

/** Writes many new entries in one transaction. */
export const addEntries = (
  context: EntryContext,
  drafts: readonly EntryDraft[],
): Result<readonly SavedEntry[], EntryError> =>
  writeRepeatedly(context, () => ok(newChanges(context, drafts)));

/** Writes a draft: null makes a new entry, else the entry's next revision. */
export const saveEntry = (
  context: EntryContext,
  entryId: string | null,
  draft: EntryDraft,
): Result<SavedEntry, EntryError> => {
  if (entryId === null) return single(addEntries(context, [draft]));
  const edit = (entry: PlainEntry): PlainEntry | null =>
    entry.isDeleted
      ? null
      : {
          ...entry,
          type: draft.type,
          title: draft.title,
          tags: draft.tags,
          isFavourite: draft.isFavourite,
          fields: mergeFields(draft.fields, entry.fields),
        };
  return single(writeRepeatedly(context, () => changeOf(context, entryId, edit)));
};

/** Marks an entry deleted or brings it back; entry.not-found when it is so already. */
export const setDeleted = (
  context: EntryContext,
  entryId: string,
  isDeleted: boolean,
): Result<SavedEntry, EntryError> => {
  const edit = (entry: PlainEntry): PlainEntry | null =>
    entry.isDeleted === isDeleted ? null : { ...entry, isDeleted };
  return single(writeRepeatedly(context, () => changeOf(context, entryId, edit)));
};
