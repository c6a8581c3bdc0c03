/** Usual logins: the same title, user, 20-character password, address and 100-byte note that the baseline's entries have. */
import type { EntryDraft } from "#contract/views.ts";

/** The login of a number; its title is entry-00000 and on. */
export const sampleEntry = (number: number): EntryDraft => ({
  type: "login",
  title: `entry-${String(number).padStart(5, "0")}`,
  tags: number % 10 === 0 ? ["work"] : [],
  isFavourite: false,
  fields: [
    { fieldId: "username", label: "User name", kind: "username", value: `user${number}@example.org` },
    { fieldId: "password", label: "Password", kind: "password", value: textOf(number, 20) },
    { fieldId: "url", label: "Website", kind: "url", value: `https://s${number}.example.org` },
    { fieldId: "notes", label: "Notes", kind: "multiline", value: textOf(number + 7, 100) },
  ],
});

/** Printable characters that hardly deflate. */
const textOf = (seed: number, length: number): string => {
  let state = Math.imul(seed + 1, 2_654_435_761);
  let text = "";
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += String.fromCharCode(48 + ((state >>> 16) % 75));
  }
  return text;
};

/** Logins numbered from 0. */
export const sampleEntries = (count: number): readonly EntryDraft[] =>
  Array.from({ length: count }, (_, number) => sampleEntry(number));
