/** Reading entries: windows of the list, one entry, one hidden value, a code, and figures over all. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryDetail, EntryFilter, EntryRow, TotpView } from "#contract/views.ts";
import { everything } from "#contract/views.ts";
import type { EntriesOverview, EntryError, EntryQuery, EntryWindow } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { fieldView } from "./entry-codec.ts";
import { copyViews, readEntry } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { trashOf } from "./entry-trash.ts";
import { attachmentView } from "./entry-whole.ts";
import type { Summary } from "./index-pages.ts";
import type { CopyState } from "./local-store.port.ts";
import type { SearchWindow } from "./search.ts";
import { totpAt } from "./totp.ts";

const maxTags = 1_000;

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

/** Which entries of the list a filter lets through; undefined: all. */
const acceptedBy = (context: EntryContext, filter: EntryFilter): ((id: string) => boolean) | undefined => {
  const { scope, tag, type } = filter;
  if (scope === "all" && tag === null && type === null) return undefined;
  return (id) => {
    const summary = context.list.summary(id);
    return summary !== undefined && fits(summary, filter);
  };
};

const fits = (summary: Summary, { scope, tag, type }: EntryFilter): boolean =>
  (scope !== "favourites" || summary.isFavourite) &&
  (tag === null || summary.tags.includes(tag)) &&
  (type === null || summary.type === type);

const windowOf = (context: EntryContext, query: EntryQuery): SearchWindow => {
  const { text, offset, limit, filter = everything } = query;
  if (filter.scope !== "trash") return context.list.search(text, offset, limit, acceptedBy(context, filter));
  const found = trashOf(context, text).filter((summary) => fits(summary, filter));
  return { total: found.length, ids: found.slice(offset, offset + limit).map(({ id }) => id) };
};

/** A window of the list with the worst copy state of each row. */
export const queryEntries = (context: EntryContext, query: EntryQuery): Result<EntryWindow, EntryError> => {
  const { total, ids } = windowOf(context, query);
  const worst = context.store.worstCopies(ids);
  if (!worst.ok) return worst;
  const rows = ids.flatMap((id) => {
    const summary = context.list.summary(id);
    return summary === undefined ? [] : [toRow(summary, worst.value.get(id) ?? "kept")];
  });
  return ok({ total, offset: query.offset, rows });
};

/** An entry as shown, without its hidden values. */
export const detailOf = (
  entryId: string,
  revision: number,
  entry: PlainEntry,
  copies: EntryDetail["copies"],
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
  copies,
  attachments: entry.attachments.map(attachmentView),
  isDeleted: entry.isDeleted,
});

/** One entry without its hidden values, also one in the trash. */
export const getEntry = (context: EntryContext, entryId: string): Result<EntryDetail, EntryError> => {
  const read = readEntry(context, entryId);
  if (!read.ok) return read;
  const copies = context.store.copies(entryId);
  if (!copies.ok) return copies;
  const { row, entry } = read.value;
  return ok(detailOf(entryId, row.revision, entry, copyViews(context, entry.modifiedAt, copies.value)));
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

/** Figures over the entries; all but `trash` leave the trash out. */
export const summariseList = (context: EntryContext): EntriesOverview => {
  const tags = new Set<string>();
  let total = 0;
  let damaged = 0;
  let favourites = 0;
  let trash = 0;
  for (const summary of context.list.all()) {
    if (summary.isDeleted) {
      trash++;
      continue;
    }
    total++;
    if (summary.isDamaged) damaged++;
    if (summary.isFavourite) favourites++;
    for (const tag of summary.tags) tags.add(tag);
  }
  return { total, damaged, favourites, trash, tags: [...tags].sort().slice(0, maxTags) };
};
