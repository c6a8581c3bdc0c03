/**
 * Conditions written into a search text: `tag:work`, `tag:"two words"`, `type:card`, `is:favourite`,
 * `is:waiting`, `in:kvs`. What is not understood stays a word to look for. Pure.
 */
import { copyPlaces, copyTroubles, entryTypes } from "#contract/views.ts";
import type { QueryTerm } from "#contract/views.ts";

/** A search text taken apart. */
export interface SearchText {
  /** What is left to look for. */
  readonly words: string;
  readonly terms: readonly QueryTerm[];
}

/** So many conditions at most; further ones are words. */
const maxTerms = 20;

const parts = /([a-z]+):(?:"([^"]*)"|(\S+))|\S+/giu;

const one = <T extends string>(known: readonly T[], value: string): T | undefined =>
  known.find((each) => each === value.toLowerCase());

const stateTerm = (value: string, text: string): QueryTerm | null => {
  const state = one(copyTroubles, value);
  if (state !== undefined) return { kind: "copies", value: state, text };
  return one(["favourite", "favorite"], value) === undefined ? null : { kind: "favourite", text };
};

const makers: Readonly<Record<string, (value: string, text: string, isQuoted: boolean) => QueryTerm | null>> =
  {
    tag: (value, text, isExact) => (value === "" ? null : { kind: "tag", value, isExact, text }),
    type: (value, text) => {
      const type = one(entryTypes, value);
      return type === undefined ? null : { kind: "type", value: type, text };
    },
    in: (value, text) => {
      const place = one(copyPlaces, value);
      return place === undefined ? null : { kind: "place", value: place, text };
    },
    is: stateTerm,
  };

const termOf = (text: string, name = "", quoted?: string, plain = ""): QueryTerm | null => {
  const key = name.toLowerCase();
  return Object.hasOwn(makers, key)
    ? (makers[key]?.(quoted ?? plain, text, quoted !== undefined) ?? null)
    : null;
};

/** Takes a search text apart. */
export const readSearchText = (typed: string): SearchText => {
  const terms: QueryTerm[] = [];
  const words: string[] = [];
  for (const [text, name, quoted, plain] of typed.matchAll(parts)) {
    const term = terms.length < maxTerms ? termOf(text, name, quoted, plain) : null;
    if (term === null) words.push(text);
    else terms.push(term);
  }
  return { words: words.join(" "), terms };
};
