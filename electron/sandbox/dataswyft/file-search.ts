/** How files are named and found (contract 5): ids from source and name, search by whole words. Pure. */
import type { HatFile } from "./file-store.ts";

/** Lower case, no accents, blanks to hyphens, and of the rest letters, digits and hyphens only. */
const slug = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/\s+/g, "-")
    .toLowerCase();

/** The id of a new file: source and name run together, the extension kept, numbered when taken. */
export const newFileId = (source: string, name: string, isTaken: (fileId: string) => boolean): string => {
  const dot = name.lastIndexOf(".");
  const extension = dot < 0 ? "" : slug(name.slice(dot + 1));
  const base = slug(`${source}${dot < 0 ? name : name.slice(0, dot)}`) || "file";
  const suffix = extension === "" ? "" : `.${extension}`;
  let fileId = `${base}${suffix}`;
  for (let number = 1; isTaken(fileId); number += 1) fileId = `${base}-${number}${suffix}`;
  return fileId;
};

/** Words as the service's database cuts a text: a hyphenated one counts whole and in its parts, one with dots whole. */
const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-._][\p{L}\p{N}]+)*/gu) ?? []).flatMap((word) =>
    /^[^._]*-[^._]*$/.test(word) ? [word, ...word.split("-")] : [word],
  );

/** Whether every word asked for is a word of the text. No word asked for matches nothing. */
const matchesText = (text: string, asked: string): boolean => {
  const words = new Set(wordsOf(text));
  const wanted = wordsOf(asked);
  return wanted.length > 0 && wanted.every((word) => words.has(word));
};

/** What a search may ask for. Empty name or source: any. */
export interface FileTemplate {
  readonly name: string;
  readonly source: string;
  readonly tags?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly status?: { readonly status: string } | undefined;
}

/** Whether a file fits a template: all tags, all words, the status. */
export const fitsTemplate = (file: HatFile, template: FileTemplate): boolean => {
  const { name, source, tags = [], title, description, status } = template;
  return [
    name === "" || matchesText(file.name, name),
    source === "" || matchesText(file.source, source),
    tags.every((tag) => file.tags?.includes(tag) ?? false),
    title === undefined || matchesText(file.title ?? "", title),
    description === undefined || matchesText(file.description ?? "", description),
    status === undefined || status.status === file.status.status,
  ].every(Boolean);
};
