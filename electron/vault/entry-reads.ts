/** Reading entries: windows of the list, one entry, one hidden value, a code, and figures over all. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDetail, EntryRow, TotpView } from "#contract/views.ts";
import { markedEntries, otherRevisionOf } from "./conflict-marks.ts";
import type { EntriesOverview, EntryError, EntryQuery, EntryWindow } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { fieldView } from "./entry-codec.ts";
import { copyViews, readEntry } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { findEntries } from "./entry-find.ts";
import { attachmentView } from "./entry-whole.ts";
import type { Summary } from "./index-pages.ts";
import type { CopyState } from "./local-store.port.ts";
import { foldedWords, matchOf } from "./search-matches.ts";
import { totpAt } from "./totp.ts";

const maxTags = 1_000;

const toRow = (summary: Summary, worst: CopyState, hasConflict: boolean): EntryRow => ({
  entryId: summary.id,
  type: summary.type,
  title: summary.title,
  subtitle: summary.subtitle,
  tags: [...summary.tags],
  isFavourite: summary.isFavourite,
  isDamaged: summary.isDamaged,
  modifiedAt: summary.modifiedAt,
  copies: summary.isDamaged ? "damaged" : worst,
  hasConflict,
});

/** A window of the list with the worst copy state of each row, and why it was found. */
export const queryEntries = (context: EntryContext, query: EntryQuery): Result<EntryWindow, EntryError> => {
  const found = findEntries(context, query);
  if (!found.ok) return found;
  const { total, ids, terms } = found.value;
  const worst = context.store.worstCopies(ids);
  if (!worst.ok) return worst;
  const marked = markedEntries(context);
  if (!marked.ok) return marked;
  const rows = ids.flatMap((id) => {
    const summary = context.list.summary(id);
    return summary === undefined ? [] : [toRow(summary, worst.value.get(id) ?? "kept", marked.value.has(id))];
  });
  const words = foldedWords(found.value.words);
  const matches = words.length === 0 ? [] : rows.map((row) => matchOf(row, words));
  return ok({ total, offset: query.offset, rows, matches, terms: [...terms] });
};

/** The ids of everything that a query finds. */
export const findIds = (
  context: EntryContext,
  query: Omit<EntryQuery, "offset" | "limit">,
): Result<readonly string[], EntryError> => {
  const found = findEntries(context, { ...query, offset: 0, limit: Number.POSITIVE_INFINITY });
  return found.ok ? ok(found.value.ids) : found;
};

/** What is known of an entry besides its content: its copies, and whether a conflict is open. */
type EntryMarks = Pick<EntryDetail, "copies" | "otherRevision">;

/** Reads what is known of an entry besides its content. */
export const marksOf = (
  context: EntryContext,
  entryId: string,
  modifiedAt: number,
): Result<EntryMarks, EntryError> => {
  const copies = context.store.copies(entryId);
  if (!copies.ok) return copies;
  const other = otherRevisionOf(context, entryId);
  if (!other.ok) return other;
  return ok({
    copies: copyViews(context, modifiedAt, copies.value),
    otherRevision: other.value,
  });
};

/** An entry as shown, without its hidden values. */
export const detailOf = (
  entryId: string,
  revision: number,
  entry: PlainEntry,
  marks: EntryMarks,
): EntryDetail => ({
  entryId,
  revision,
  type: entry.type,
  title: entry.title,
  tags: [...entry.tags],
  isFavourite: entry.isFavourite,
  fields: entry.fields.map(fieldView),
  createdAt: entry.createdAt,
  modifiedAt: entry.modifiedAt,
  ...marks,
  attachments: entry.attachments.map(attachmentView),
  isDeleted: entry.isDeleted,
});

/** One entry without its hidden values, also one in the trash. */
export const getEntry = (context: EntryContext, entryId: string): Result<EntryDetail, EntryError> => {
  const read = readEntry(context, entryId);
  if (!read.ok) return read;
  const { row, entry } = read.value;
  const marks = marksOf(context, entryId, entry.modifiedAt);
  return marks.ok ? ok(detailOf(entryId, row.revision, entry, marks.value)) : marks;
};

/** The one value asked for; entry.not-found when the entry has no such field. */
export const revealField = (
  context: EntryContext,
  entryId: string,
  fieldId: string,
): Result<string, EntryError> => {
  const read = readEntry(context, entryId);
  if (!read.ok) return read;
  const field = read.value.entry.fields.find((candidate) => candidate.fieldId === fieldId);
  return field === undefined ? fail("entry.not-found") : ok(field.value);
};

/** The code of now for a `totp` field. */
export const totpOfField = (
  context: EntryContext,
  entryId: string,
  fieldId: string,
): Result<TotpView, EntryError> => {
  const seed = revealField(context, entryId, fieldId);
  return seed.ok ? totpAt(seed.value, context.clock.now()) : seed;
};

const noTypes = (): Record<EntryRow["type"], number> => ({
  login: 0,
  note: 0,
  card: 0,
  identity: 0,
  key: 0,
  file: 0,
});

/** Figures over the entries; all but `trash` leave the trash out. */
export const summariseList = (context: EntryContext): EntriesOverview => {
  const tags = new Map<string, number>();
  const types = noTypes();
  const count = { total: 0, damaged: 0, favourites: 0, trash: 0 };
  for (const summary of context.list.all()) {
    if (summary.isDeleted) {
      count.trash++;
      continue;
    }
    count.total++;
    types[summary.type]++;
    if (summary.isDamaged) count.damaged++;
    if (summary.isFavourite) count.favourites++;
    for (const tag of summary.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  const names = [...tags.keys()].sort().slice(0, maxTags);
  return { ...count, types, tags: names, tagCounts: names.map((tag) => tags.get(tag) ?? 0) };
};
