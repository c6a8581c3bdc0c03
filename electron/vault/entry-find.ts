/** Which entries a query means, and in which order: words, conditions, and how copies stand. */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { EntryFilter, ListSort, QueryTerm } from "#contract/views.ts";
import { everything } from "#contract/views.ts";
import type { EntryError, EntryQuery } from "./entries.port.ts";
import type { EntryContext } from "./entry-context.ts";
import { trashOf } from "./entry-trash.ts";
import type { Summary } from "./index-pages.ts";
import { fold } from "./search.ts";
import { readSearchText } from "./search-terms.ts";

/** What a query finds. `words` is what was looked for besides the conditions. */
export interface FoundEntries {
  readonly total: number;
  readonly ids: readonly string[];
  readonly words: string;
  readonly terms: readonly QueryTerm[];
}

type Condition = (summary: Summary) => boolean;
type CopyWish = Pick<EntryFilter, "place" | "copies">;

const filterConditions = ({ scope, tag, type }: EntryFilter): readonly Condition[] => [
  ...(scope === "favourites" ? [({ isFavourite }: Summary) => isFavourite] : []),
  ...(tag === null ? [] : [({ tags }: Summary) => tags.includes(tag)]),
  ...(type === null ? [] : [(summary: Summary) => summary.type === type]),
];

const termConditions = (term: QueryTerm): readonly Condition[] => {
  switch (term.kind) {
    case "tag": {
      const wanted = fold(term.value);
      return [
        ({ tags }) =>
          tags.some((tag) => (term.isExact ? fold(tag) === wanted : fold(tag).startsWith(wanted))),
      ];
    }
    case "type":
      return [({ type }) => type === term.value];
    case "favourite":
      return [({ isFavourite }) => isFavourite];
    default:
      return [];
  }
};

/** Every entry has its copy here: it is there unless its row does not open. */
const localCondition =
  (copies: CopyWish["copies"]): Condition =>
  ({ isDamaged }) =>
    copies === null || (copies === "damaged" && isDamaged);

const copyConditions = (
  context: EntryContext,
  { place, copies }: CopyWish,
): Result<readonly Condition[], EntryError> => {
  if (place === null && copies === null) return ok([]);
  const here = localCondition(copies);
  if (place === "local") return ok([here]);
  const there = context.store.entriesWithCopies(place, copies);
  if (!there.ok) return there;
  const ids = there.value;
  return ok([(summary) => ids.has(summary.id) || (place === null && here(summary))]);
};

/** What the conditions of a text say about copies, as one wish: `in:kvs is:failed` is about copies there. */
const wishOf = (terms: readonly QueryTerm[]): CopyWish => ({
  place: terms.find((term) => term.kind === "place")?.value ?? null,
  copies: terms.find((term) => term.kind === "copies")?.value ?? null,
});

const conditionsOf = (
  context: EntryContext,
  filter: EntryFilter,
  terms: readonly QueryTerm[],
): Result<readonly Condition[], EntryError> => {
  const chosen = copyConditions(context, filter);
  if (!chosen.ok) return chosen;
  const typed = copyConditions(context, wishOf(terms));
  if (!typed.ok) return typed;
  return ok([...filterConditions(filter), ...terms.flatMap(termConditions), ...chosen.value, ...typed.value]);
};

const sorters = {
  changed: (a: Summary, b: Summary) => b.modifiedAt - a.modifiedAt,
  created: (a: Summary, b: Summary) => b.createdAt - a.createdAt,
} as const;

const summariesOf = (context: EntryContext, ids: readonly string[]): Summary[] =>
  ids.flatMap((id) => context.list.summary(id) ?? []);

/** In another order than the best match first. What is equal stays in the order it came in. */
const sorted = (context: EntryContext, ids: readonly string[], sort: ListSort): readonly string[] => {
  if (sort === "best") return ids;
  if (sort === "title") {
    const found = new Set(ids);
    return context.list.search("", 0, Number.POSITIVE_INFINITY, (id) => found.has(id)).ids;
  }
  return summariesOf(context, ids)
    .sort(sorters[sort])
    .map(({ id }) => id);
};

const byTitle = (summaries: readonly Summary[]): readonly string[] =>
  summaries
    .map(({ id, title }) => ({ id, title: fold(title) }))
    .sort((a, b) => (a.title < b.title ? -1 : Number(a.title > b.title)))
    .map(({ id }) => id);

const findInTrash = (
  context: EntryContext,
  words: string,
  sort: ListSort,
  fits: Condition,
): readonly string[] => {
  const found = trashOf(context, words).filter(fits);
  if (sort === "title") return byTitle(found);
  return (sort === "created" ? found.sort(sorters.created) : found).map(({ id }) => id);
};

const accepting =
  (context: EntryContext, fits: Condition) =>
  (id: string): boolean => {
    const summary = context.list.summary(id);
    return summary !== undefined && fits(summary);
  };

/** Finds a window of what a query means. */
export const findEntries = (context: EntryContext, query: EntryQuery): Result<FoundEntries, EntryError> => {
  const { text, offset, limit, filter = everything, sort = "best", hasTerms = false } = query;
  const { words, terms } = hasTerms ? readSearchText(text) : { words: text, terms: [] };
  const conditions = conditionsOf(context, filter, terms);
  if (!conditions.ok) return conditions;
  const all = conditions.value;
  const fits: Condition = (summary) => all.every((condition) => condition(summary));
  const accept = all.length === 0 ? undefined : accepting(context, fits);
  if (filter.scope !== "trash" && sort === "best")
    return ok({ ...context.list.search(words, offset, limit, accept), words, terms });
  const ids =
    filter.scope === "trash"
      ? findInTrash(context, words, sort, fits)
      : sorted(context, context.list.search(words, 0, Number.POSITIVE_INFINITY, accept).ids, sort);
  return ok({ total: ids.length, ids: ids.slice(offset, offset + limit), words, terms });
};
