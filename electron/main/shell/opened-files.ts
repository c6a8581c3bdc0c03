/**
 * Files that the system hands to the program: opened with it in a file manager, as arguments of a start, or
 * by macOS. Only an export of our own is taken, only to be looked at, and only one at a time; the page never
 * learns where it is. Whatever else comes is dropped with a word about why.
 */
import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ShellRequest } from "#contract/views-shell.ts";
import { isOurAddress } from "#main/app-scheme.ts";
import { maxImportBytes } from "#main/import-desk.ts";

const ownExtension = ".tapvault";

/** A path from an argument; null for an address of a file that is not on this computer. */
const pathOf = (argument: string, folder: string): string | null => {
  if (!/^file:/i.test(argument)) return resolve(folder, argument);
  try {
    const address = new URL(argument);
    // An address with a host would make the system sign in there.
    return address.hostname === "" || address.hostname === "localhost"
      ? fileURLToPath(`file://${address.pathname}`)
      : null;
  } catch {
    return null;
  }
};

/** Those that are no switches; after `--` there are none. */
const withoutSwitches = (args: readonly string[]): readonly string[] => {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return [...args.slice(0, end).filter((argument) => !argument.startsWith("-")), ...args.slice(end + 1)];
};

/**
 * The files among the arguments of a start, in their order; `folder` is where it was started. Run from its
 * sources (`isFromSources`), the first argument is the program itself.
 */
export const givenFiles = (
  argv: readonly string[],
  folder: string,
  isFromSources: boolean,
): readonly (string | null)[] =>
  withoutSwitches(argv.slice(1))
    .filter((argument) => argument !== "")
    .slice(isFromSources ? 1 : 0)
    .filter((argument) => !isOurAddress(argument))
    .map((argument) => pathOf(argument, folder));

/** Who is told. */
export interface OpenedFileEnds {
  ask(wish: ShellRequest): void;
  /** Keeps the file for the page to read by a token, and asks it to. */
  offerFile(path: string, others: number): void;
}

type Refusal = Extract<ShellRequest, { readonly kind: "file-refused" }>["reason"];

const refusalOf = async (path: string | null): Promise<Refusal | null> => {
  if (path === null || extname(path).toLowerCase() !== ownExtension) return "not-ours";
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) return "unreadable";
  return found.size > maxImportBytes ? "too-large" : null;
};

/** Takes the first of the files, if it is one of ours. */
export const takeFiles = async (files: readonly (string | null)[], desk: OpenedFileEnds): Promise<void> => {
  const [first] = files;
  if (first === undefined) return;
  const reason = await refusalOf(first);
  if (reason === null && first !== null) desk.offerFile(first, files.length - 1);
  else desk.ask({ kind: "file-refused", reason: reason ?? "not-ours" });
};
