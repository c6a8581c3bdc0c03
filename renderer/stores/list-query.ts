/** Where in the list the person is, and how that is asked for. */
import type { EntryFilter, EntryRow } from "#contract/views.ts";

/** The kinds of entries. */
export type EntryType = EntryRow["type"];

/** A place in the sidebar. */
export type Place =
  | { readonly kind: "all" | "favourites" | "trash" }
  | { readonly kind: "type"; readonly type: EntryType }
  | { readonly kind: "tag"; readonly tag: string };

/** What is asked for: which part of the list, and what was typed. */
export interface ListQuery {
  readonly text: string;
  readonly filter: EntryFilter;
}

/** The place one starts in. */
export const allEntries: Place = { kind: "all" };

/** A text that tells places apart. */
export const placeKey = (place: Place): string => {
  switch (place.kind) {
    case "type":
      return `type:${place.type}`;
    case "tag":
      return `tag:${place.tag}`;
    default:
      return place.kind;
  }
};

const filterOf = (place: Place): EntryFilter => ({
  scope: place.kind === "type" || place.kind === "tag" ? "all" : place.kind,
  tag: place.kind === "tag" ? place.tag : null,
  type: place.kind === "type" ? place.type : null,
});

/** The query for a place and what was typed, within the contract's 500 characters. */
export const listQuery = (place: Place, typed: string): ListQuery => ({
  text: typed.trim().slice(0, 500),
  filter: filterOf(place),
});

/** Whether two queries ask for the same. */
export const isSameQuery = (one: ListQuery, other: ListQuery): boolean =>
  one.text === other.text &&
  one.filter.scope === other.filter.scope &&
  one.filter.tag === other.filter.tag &&
  one.filter.type === other.filter.type;
