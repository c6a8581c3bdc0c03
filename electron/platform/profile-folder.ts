/** What the disk says of the profile's folder: whether it can be written, who else can look in, how much is free. Only looks. */
import { access, constants, readFile, stat, statfs } from "node:fs/promises";

/** What was found. A null is not known. */
export interface FolderFacts {
  readonly isWritable: boolean;
  /** Whether others on this computer can look into it. */
  readonly isOpen: boolean | null;
  readonly freeBytes: number | null;
}

const isOpenToOthers = async (folder: string): Promise<boolean | null> => {
  if (process.platform === "win32") return null;
  const facts = await stat(folder).catch(() => null);
  return facts === null ? null : (facts.mode & 0o077) !== 0;
};

/** Looks at a folder. */
export const lookAtFolder = async (folder: string): Promise<FolderFacts> => {
  const [isWritable, isOpen, freeBytes] = await Promise.all([
    access(folder, constants.W_OK).then(
      () => true,
      () => false,
    ),
    isOpenToOthers(folder),
    statfs(folder).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => null,
    ),
  ]);
  return { isWritable, isOpen, freeBytes };
};

/** The last lines of a text file, at most so many bytes of it; none when it cannot be read. */
export const lastLines = async (file: string, count: number): Promise<readonly string[]> => {
  const text = await readFile(file, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .slice(-count);
};
