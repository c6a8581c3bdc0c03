/** What of a drop can be kept with an entry: files of at most 50 MB, at most 20 at once, no folders. Pure. */
import type { Text } from "#renderer/language/texts.ts";

const maxBytes = 50_000_000;
const maxFiles = 20;

/** One thing that was dropped. */
export interface Dropped {
  readonly file: File;
  readonly isFolder: boolean;
}

/** Something that is not taken, and why. */
export interface Refused {
  readonly name: string;
  readonly reason: Text;
}

/** What was dropped, told apart. */
export interface Sorted {
  readonly files: readonly File[];
  readonly refused: readonly Refused[];
}

const reasonOf = ({ file, isFolder }: Dropped): Text | null => {
  if (isFolder) return "A folder cannot be kept; pack it into one file first.";
  return file.size > maxBytes ? "Larger than 50 MB." : null;
};

/** Tells apart what is taken. */
export const sortDropped = (dropped: readonly Dropped[]): Sorted => {
  const refused: Refused[] = [];
  const files: File[] = [];
  for (const one of dropped) {
    const reason = reasonOf(one) ?? (files.length >= maxFiles ? "More than 20 files at once." : null);
    if (reason === null) files.push(one.file);
    else refused.push({ name: one.file.name, reason });
  }
  return { files, refused };
};
