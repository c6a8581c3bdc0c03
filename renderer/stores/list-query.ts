/**
 * Where in the list the person is, and how that is asked for. Places are search words that main
 * understands (`is:favourite`, `type:login`, `tag:"work"`), so a person can type them as well.
 */
import type { EntryRow } from "#contract/views.ts";

/** The kinds of entries. */
export type EntryType = EntryRow["type"];

/** A place in the sidebar. */
export type Place =
  | { readonly kind: "all" | "favourites" }
  | { readonly kind: "type"; readonly type: EntryType }
  | { readonly kind: "tag"; readonly tag: string };

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

const placeWords = (place: Place): string => {
  switch (place.kind) {
    case "all":
      return "";
    case "favourites":
      return "is:favourite";
    case "type":
      return `type:${place.type}`;
    case "tag":
      return `tag:"${place.tag.replaceAll('"', "")}"`;
  }
};

/** The text of `entries.query` for a place and what was typed, within the contract's 500 characters. */
export const queryText = (place: Place, typed: string): string =>
  `${placeWords(place)} ${typed.trim()}`.trim().slice(0, 500);
