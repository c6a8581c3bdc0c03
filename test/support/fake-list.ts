/** The list of the fake bridge: which entries a query finds, in which order, and why, by the vault's own rules for texts. */
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import type { EntriesView, EntryDetail, EntryRow, QueryTerm } from "#contract/views.ts";
import { entryTypes } from "#contract/views.ts";
import { foldedWords, matchOf } from "#vault/search-matches.ts";
import { readSearchText } from "#vault/search-terms.ts";
import { fold } from "#vault/search.ts";
import type { Unnumbered } from "./fake-views.ts";

type ListQuery = CommandInput<"entries.ids">;

const worst = ["damaged", "failed", "waiting", "kept"] as const;

const rowOf = (detail: EntryDetail): EntryRow => ({
  entryId: detail.entryId,
  type: detail.type,
  title: detail.title,
  subtitle: detail.fields.find((field) => field.kind === "username")?.value ?? "",
  tags: detail.tags,
  isFavourite: detail.isFavourite,
  isDamaged: detail.copies.some((copy) => copy.state === "damaged"),
  modifiedAt: detail.modifiedAt,
  copies: worst.find((state) => detail.copies.some((copy) => copy.state === state)) ?? "kept",
  hasConflict: detail.otherRevision !== null,
});

const hasCopy = ({ copies }: EntryDetail, { place, copies: state }: ListQuery["filter"]): boolean =>
  copies.some((copy) => (place === null || copy.store === place) && (state === null || copy.state === state));

const isIn = (detail: EntryDetail, filter: ListQuery["filter"]): boolean =>
  detail.isDeleted === (filter.scope === "trash") &&
  (filter.scope !== "favourites" || detail.isFavourite) &&
  (filter.tag === null || detail.tags.includes(filter.tag)) &&
  (filter.type === null || detail.type === filter.type) &&
  hasCopy(detail, filter);

const hasTerm = (detail: EntryDetail, term: QueryTerm): boolean => {
  switch (term.kind) {
    case "tag":
      return detail.tags.some((tag) => fold(tag).startsWith(fold(term.value)));
    case "type":
      return detail.type === term.value;
    case "favourite":
      return detail.isFavourite;
    case "place":
      return hasCopy(detail, { scope: "all", tag: null, type: null, place: term.value, copies: null });
    case "copies":
      return hasCopy(detail, { scope: "all", tag: null, type: null, place: null, copies: term.value });
  }
};

/** Made once: ten thousand comparisons that each make their own take seconds. */
const { compare } = new Intl.Collator("en", { numeric: true });

const byTitle = (a: EntryDetail, b: EntryDetail): number => compare(a.title, b.title);

const sorters = {
  best: byTitle,
  title: byTitle,
  changed: (a: EntryDetail, b: EntryDetail) => b.modifiedAt - a.modifiedAt,
  created: (a: EntryDetail, b: EntryDetail) => b.createdAt - a.createdAt,
} as const;

/** As in the vault, roughly: start of the title, start of a word in it, inside it, elsewhere. */
const rankOf = (title: string, word: string): number => {
  const text = fold(title);
  const at = text.indexOf(word);
  if (at <= 0) return at === 0 ? 0 : 3;
  return text.split(/[^\p{L}\p{N}]+/u).some((each) => each.startsWith(word)) ? 1 : 2;
};

/** Those that a query finds, in its order. */
export const findFakes = (all: readonly EntryDetail[], query: ListQuery): readonly EntryDetail[] => {
  const { words: text, terms } = read(query);
  const words = foldedWords(text);
  const found = all
    .filter((detail) => isIn(detail, query.filter) && terms.every((term) => hasTerm(detail, term)))
    .filter((detail) => {
      const { title, subtitle, tags } = rowOf(detail);
      const looked = fold(`${title}\n${subtitle}\n${tags.join("\n")}`);
      return words.every((word) => looked.includes(word));
    })
    .sort(sorters[query.sort]);
  const [first] = words;
  return first === undefined || query.sort !== "best"
    ? found
    : found.sort((a, b) => rankOf(a.title, first) - rankOf(b.title, first));
};

const read = ({
  text,
  hasTerms,
}: ListQuery): { readonly words: string; readonly terms: readonly QueryTerm[] } =>
  hasTerms ? readSearchText(text) : { words: text, terms: [] };

/** A window of them. */
export const listFakes = (
  all: readonly EntryDetail[],
  query: CommandInput<"entries.query">,
): CommandOutput<"entries.query"> => {
  const { words, terms } = read(query);
  const found = findFakes(all, query);
  const rows = found.slice(query.offset, query.offset + query.limit).map(rowOf);
  const wanted = foldedWords(words);
  const matches = wanted.length === 0 ? [] : rows.map((row) => matchOf(row, wanted));
  return { total: found.length, offset: query.offset, rows, matches, terms: [...terms] };
};

/** What the window is told beside the list. */
export const countFakes = (all: readonly EntryDetail[]): Unnumbered<EntriesView> => {
  const here = all.filter(({ isDeleted }) => !isDeleted);
  const tags = [...new Set(here.flatMap((detail) => detail.tags))].sort();
  const count = (fits: (detail: EntryDetail) => boolean): number => here.filter(fits).length;
  return {
    total: here.length,
    favourites: count(({ isFavourite }) => isFavourite),
    trash: all.length - here.length,
    tags,
    tagCounts: tags.map((tag) => count((detail) => detail.tags.includes(tag))),
    types: Object.fromEntries(
      entryTypes.map((type) => [type, count((detail) => detail.type === type)]),
    ) as EntriesView["types"],
  };
};
