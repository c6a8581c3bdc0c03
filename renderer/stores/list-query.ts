/** Where in the list the person is, and how that is asked for. Pure. */
import type { EntryFilter, EntryRow, ListSort } from "#contract/views.ts";

/** The kinds of entries. */
export type EntryType = EntryRow["type"];
/** Where copies are kept. */
export type CopyPlace = NonNullable<EntryFilter["place"]>;
/** The states of a copy that one may look for. */
export type CopyTrouble = NonNullable<EntryFilter["copies"]>;

/** A place in the sidebar. */
export type Place =
  | { readonly kind: "all" | "favourites" | "trash" }
  | { readonly kind: "type"; readonly type: EntryType }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "store"; readonly store: CopyPlace }
  | { readonly kind: "copies"; readonly copies: CopyTrouble };

/** Conditions on top of the place, each shown as a chip over the list. */
export interface Narrowing {
  readonly type: EntryType | null;
  readonly tag: string | null;
  readonly store: CopyPlace | null;
  readonly copies: CopyTrouble | null;
}

/** What is asked for: which part of the list, what was typed, and the order. */
export interface ListQuery {
  readonly text: string;
  readonly filter: EntryFilter;
  readonly sort: ListSort;
  readonly hasTerms: true;
}

/** The place one starts in. */
export const allEntries: Place = { kind: "all" };

/** No further conditions. */
export const noNarrowing: Narrowing = { type: null, tag: null, store: null, copies: null };

/** Whether there are further conditions. */
export const isNarrowed = (narrowing: Narrowing): boolean =>
  Object.values(narrowing).some((value) => value !== null);

/** A text that tells places apart. */
export const placeKey = (place: Place): string => {
  switch (place.kind) {
    case "type":
      return `type:${place.type}`;
    case "tag":
      return `tag:${place.tag}`;
    case "store":
      return `store:${place.store}`;
    case "copies":
      return `copies:${place.copies}`;
    default:
      return place.kind;
  }
};

const scopeOf = ({ kind }: Place): EntryFilter["scope"] =>
  kind === "favourites" || kind === "trash" ? kind : "all";

const filterOf = (place: Place, narrowing: Narrowing): EntryFilter => ({
  scope: scopeOf(place),
  tag: place.kind === "tag" ? place.tag : narrowing.tag,
  type: place.kind === "type" ? place.type : narrowing.type,
  place: place.kind === "store" ? place.store : narrowing.store,
  copies: place.kind === "copies" ? place.copies : narrowing.copies,
});

/** The part of the person's place in the window that says what the list shows. */
export interface ListPlace {
  readonly place: Place;
  readonly narrowing: Narrowing;
  readonly sort: ListSort;
  readonly text: string;
}

/** The query for a place and what was typed, within the contract's 500 characters. */
export const listQuery = ({ place, narrowing, sort, text }: ListPlace): ListQuery => ({
  text: text.trim().slice(0, 500),
  filter: filterOf(place, narrowing),
  sort,
  hasTerms: true,
});

/** Whether two queries ask for the same. */
export const isSameQuery = (one: ListQuery, other: ListQuery): boolean =>
  one.text === other.text &&
  one.sort === other.sort &&
  (Object.keys(one.filter) as (keyof EntryFilter)[]).every((key) => one.filter[key] === other.filter[key]);

/** Whether the list shows the same in two moments. */
export const isSameList = (one: ListPlace, other: ListPlace): boolean =>
  one.place === other.place &&
  one.narrowing === other.narrowing &&
  one.sort === other.sort &&
  one.text === other.text;
