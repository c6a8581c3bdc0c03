/**
 * Where in a row's texts the words of a search are, so that the window can mark them. Words are found
 * in the folded text; what is answered are places in the text as written, never inside a letter as
 * people see it. Pure.
 */
import type { RowMatch, TextRanges } from "#contract/views.ts";
import { fold } from "./search.ts";

/** A row shows no more of a text than this. */
const shownChars = 300;
const maxRanges = 40;

const ascii = /^[\0-\x7f]*$/;
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A folded text with the place each of its characters comes from. */
interface FoldedText {
  readonly text: string;
  readonly startOf: (at: number) => number;
  /** The end of the letter that the character at a place belongs to. */
  readonly endOf: (at: number) => number;
}

const plainText = (text: string): FoldedText => ({
  text: text.toLowerCase(),
  startOf: (at) => at,
  endOf: (at) => at + 1,
});

/** Letter by letter, so that a mark belongs to its letter and a family of emoji stays together. */
const foldedText = (text: string): FoldedText => {
  if (ascii.test(text)) return plainText(text);
  let folded = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of letters.segment(text)) {
    const part = fold(segment);
    for (let at = 0; at < part.length; at++) {
      starts.push(index);
      ends.push(index + segment.length);
    }
    folded += part;
  }
  return { text: folded, startOf: (at) => starts[at] ?? text.length, endOf: (at) => ends[at] ?? text.length };
};

const isWordStart = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");

/** Where a word begins another; if nowhere, the first place where it is inside one. */
const placesOf = (text: string, word: string): readonly number[] => {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) places.push(at);
  const starts = places.filter((at) => isWordStart(text, at));
  return starts.length > 0 ? starts : places.slice(0, 1);
};

/** Sorted, and those that touch made one. */
const joined = (ranges: readonly (readonly [number, number])[]): TextRanges => {
  const merged: [number, number][] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged.slice(0, maxRanges);
};

/** Where the folded words are in a text as written. */
export const rangesOf = (written: string, words: readonly string[]): TextRanges => {
  const { text, startOf, endOf } = foldedText(written.slice(0, shownChars));
  return joined(
    words.flatMap((word) =>
      placesOf(text, word).map((at): [number, number] => [startOf(at), endOf(at + word.length - 1)]),
    ),
  );
};

/** The words of a search text, folded, each once. */
export const foldedWords = (text: string): readonly string[] => [
  ...new Set(
    fold(text)
      .split(/\s+/)
      .filter((word) => word !== ""),
  ),
];

/** Why a row was found. A tag is named only where a word is in neither title nor subtitle. */
export const matchOf = (
  row: { readonly title: string; readonly subtitle: string; readonly tags: readonly string[] },
  words: readonly string[],
): RowMatch => {
  const title = rangesOf(row.title, words);
  const subtitle = rangesOf(row.subtitle, words);
  const shown = row.tags.length === 0 ? "" : fold(`${row.title}\n${row.subtitle}`);
  const elsewhere = row.tags.length === 0 ? [] : words.filter((word) => !shown.includes(word));
  const tag =
    elsewhere.length === 0 ? undefined : row.tags.find((one) => fold(one).includes(elsewhere[0] ?? ""));
  return { title, subtitle, tag: tag === undefined ? null : { text: tag, ranges: rangesOf(tag, elsewhere) } };
};
