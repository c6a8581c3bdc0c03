/** Entries that tell by themselves whether they are whole: everything in one follows from its mark. */
import type { EntryDraft } from "#contract/views.ts";

const longest = 4_000;

/** A number that follows from a text (FNV-1a, 32 bits). */
export const numberOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
};

/** Random numbers from 0 to below 1 that follow from a seed (mulberry32). */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const filling = (mark: string): string => {
  const random = createRandom(numberOf(mark));
  const length = Math.floor(random() ** 3 * longest);
  let text = "";
  while (text.length < length) text += Math.floor(random() * 2 ** 32).toString(36);
  return text;
};

/** The draft of a mark. */
export const draftOf = (mark: string): EntryDraft => ({
  type: "login",
  title: mark,
  tags: [`tag-${numberOf(mark) % 7}`],
  isFavourite: numberOf(mark) % 5 === 0,
  fields: [
    { fieldId: "username", label: "User name", kind: "username", value: `user of ${mark}` },
    { fieldId: "password", label: "Password", kind: "password", value: `secret of ${mark}` },
    { fieldId: "notes", label: "Notes", kind: "multiline", value: filling(mark) },
  ],
});

/** The file of a mark: from nothing to three pieces of an attachment. */
export const fileOf = (mark: string): Uint8Array => {
  const random = createRandom(numberOf(mark));
  const [length, first] = [Math.floor(random() ** 4 * 600_000), Math.floor(random() * 256)];
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = (first + at * 7 + (at >> 8)) & 0xff;
  return bytes;
};

const factsOf = (draft: EntryDraft): string =>
  JSON.stringify([
    draft.type,
    draft.tags,
    draft.isFavourite,
    draft.fields.map(({ fieldId, label, kind, value }) => [fieldId, label, kind, value]),
  ]);

/** Reads marks; remembers what each must be, since the same entries are read after every restart. */
export type MarkReader = (entry: EntryDraft) => string | null;

/** Answers the mark of what was read; null when it is not wholly what that mark says. */
export const createMarkReader = (): MarkReader => {
  const known = new Map<string, string>();
  return (entry) => {
    const expected = known.get(entry.title) ?? factsOf(draftOf(entry.title));
    known.set(entry.title, expected);
    return expected === factsOf(entry) ? entry.title : null;
  };
};
