/**
 * Words that an error's detail brings along in English: where a file is damaged, and what in it cannot
 * be read. Those that are known are said in the person's language; anything else, such as the name of a
 * file in an archive, stays as it came.
 */
const places = [
  "the beginning",
  "the end",
  "the end of the archive",
  "the KeePass file",
  "the encrypted data",
  "a place inside",
  "a quoted text",
] as const;

const parts = [
  "key derivation beyond bounds",
  "this key derivation",
  "a KeePass file of another version",
  "an export of a newer Tapvault",
  "an export bound to a Bitwarden account",
] as const;

/** Every phrase that has a translation. */
export type KnownPhrase = (typeof places)[number] | (typeof parts)[number] | "part {{number}}";

/** Words inside words, said in the language around them. */
export interface Phrase {
  readonly phrase: KnownPhrase;
  readonly values?: Readonly<Record<string, string | number>>;
}

const oneOf = (known: readonly KnownPhrase[], text: string): Phrase | null => {
  const found = known.find((phrase) => phrase === text);
  return found === undefined ? null : { phrase: found };
};

/** A place in a file. */
export const placePhrase = (text: string): string | Phrase => {
  const part = /^part (\d{1,6})$/u.exec(text)?.[1];
  if (part !== undefined) return { phrase: "part {{number}}", values: { number: Number(part) } };
  return oneOf(places, text) ?? text;
};

/** Something that a file uses. */
export const partPhrase = (text: string): string | Phrase => oneOf(parts, text) ?? text;
