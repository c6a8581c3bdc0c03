/** Reading entries: windows of the list, one entry, one hidden value, history, and the walk over every row. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDetail, EntryRow } from "#contract/views.ts";
import type {
  CheckOutcome,
  EntriesOverview,
  EntryError,
  EntryQuery,
  EntryWindow,
  FormerRevision,
} from "./entries.port.ts";
import { fieldView } from "./entry-codec.ts";
import { copyViews, readEntry } from "./entry-context.ts";
import type { EntryContext, OpenedEntry } from "./entry-context.ts";
import { openEntry } from "./entry-rows.ts";
import type { Summary } from "./index-pages.ts";
import type { CopyState, EntryRecord } from "./local-store.port.ts";

const maxTags = 1_000;
const sliceLength = 200;

const toRow = (summary: Summary, worst: CopyState): EntryRow => ({
  entryId: summary.id,
  type: summary.type,
  title: summary.title,
  subtitle: summary.subtitle,
  tags: [...summary.tags],
  isFavourite: summary.isFavourite,
  isDamaged: summary.isDamaged,
  modifiedAt: summary.modifiedAt,
  copies: summary.isDamaged ? "damaged" : worst,
});

/** A window of the list with the worst copy state of each row. */
export const queryEntries = (context: EntryContext, query: EntryQuery): Result<EntryWindow, EntryError> => {
  const { total, ids } = context.list.search(query.text, query.offset, query.limit);
  const worst = context.store.worstCopies(ids);
  if (!worst.ok) return worst;
  const rows = ids.flatMap((id) => {
    const summary = context.list.summary(id);
    return summary === undefined ? [] : [toRow(summary, worst.value.get(id) ?? "kept")];
  });
  return ok({ total, offset: query.offset, rows });
};

const readLive = (context: EntryContext, entryId: string): Result<OpenedEntry, EntryError> => {
  const read = readEntry(context, entryId);
  return read.ok && read.value.entry.isDeleted ? fail("entry.not-found") : read;
};

/** One entry without its hidden values. */
export const getEntry = (context: EntryContext, entryId: string): Result<EntryDetail, EntryError> => {
  const read = readLive(context, entryId);
  if (!read.ok) return read;
  const copies = context.store.copies(entryId);
  if (!copies.ok) return copies;
  const { row, entry } = read.value;
  return ok({
    entryId,
    revision: row.revision,
    type: entry.type,
    title: entry.title,
    tags: [...entry.tags],
    isFavourite: entry.isFavourite,
    fields: entry.fields.map(fieldView),
    createdAt: entry.createdAt,
    modifiedAt: entry.modifiedAt,
    copies: copyViews(context, entry.modifiedAt, copies.value),
  });
};

/** The one value asked for; entry.not-found when the entry has no such field. */
export const revealField = (
  context: EntryContext,
  entryId: string,
  fieldId: string,
): Result<string, EntryError> => {
  const read = readLive(context, entryId);
  if (!read.ok) return read;
  const field = read.value.entry.fields.find((candidate) => candidate.fieldId === fieldId);
  return field === undefined ? fail("entry.not-found") : ok(field.value);
};

/** Former revisions, latest first; those that do not open keep their place. */
export const listHistory = (
  context: EntryContext,
  entryId: string,
): Result<readonly FormerRevision[], EntryError> => {
  const records = context.store.history(entryId);
  if (!records.ok) return records;
  return ok(
    records.value.map((record) => {
      const opened = openEntry(context.crypto, context.keys, record);
      return {
        revision: record.revision,
        modifiedAt: opened.ok ? opened.value.modifiedAt : null,
        title: opened.ok ? opened.value.title : null,
      };
    }),
  );
};

/** Figures over the entries that are not deleted. */
export const summariseList = (context: EntryContext): EntriesOverview => {
  const tags = new Set<string>();
  let total = 0;
  let damaged = 0;
  for (const summary of context.list.all()) {
    if (summary.isDeleted) continue;
    total++;
    if (summary.isDamaged) damaged++;
    for (const tag of summary.tags) tags.add(tag);
  }
  return { total, damaged, tags: [...tags].sort().slice(0, maxTags) };
};

const damagedOf = (context: EntryContext, rows: readonly EntryRecord[]): readonly string[] =>
  rows.filter((row) => !openEntry(context.crypto, context.keys, row).ok).map((row) => row.id);

const nextTurn = (context: EntryContext): Promise<void> =>
  new Promise((resolve) => {
    context.clock.after(0, resolve);
  });

/** Opens every row, 200 at a time, for as long as `isOpen` holds; vault.locked when it ends before. */
export const checkEntries = async (
  context: EntryContext,
  isOpen: () => boolean,
  signal: AbortSignal,
): Promise<Result<CheckOutcome, EntryError>> => {
  const damaged: string[] = [];
  let checked = 0;
  let afterId = "";
  for (;;) {
    if (!isOpen()) return fail("vault.locked");
    const rows = signal.aborted ? ok([]) : context.store.entriesAfter(afterId, sliceLength);
    if (!rows.ok) return rows;
    const lastRow = rows.value.at(-1);
    if (lastRow === undefined) break;
    afterId = lastRow.id;
    checked += rows.value.length;
    damaged.push(...damagedOf(context, rows.value));
    await nextTurn(context);
  }
  for (const id of damaged) context.list.markDamaged(id);
  if (damaged.length > 0) context.changed();
  return ok({ checked, damaged });
};
