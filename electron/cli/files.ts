/** Files that a person names: made absolute, because the agent works in another folder, and never overwritten unasked. */
import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";

const maxNameChars = 200;

/** Where to write; file.unwritable when something is there already and `force` was not given. */
export const targetFile = (path: string, force: boolean): Result<string, AppError<"file.unwritable">> => {
  const absolute = resolve(path);
  if (!force && existsSync(absolute))
    return fail("file.unwritable", { name: basename(absolute).slice(0, maxNameChars), exists: true });
  return ok(absolute);
};

/** A name from elsewhere as the name of a file in a folder: no other folder, nothing that a terminal obeys. */
export const safeFileName = (name: string): string => {
  const last = name
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "_")
    .trim();
  return last === undefined || /^\.*$/.test(last) ? "attachment" : last;
};

/** Where to write a file that has a name of its own: `to` may be a file or a folder. */
export const targetFor = (
  name: string,
  to: string | undefined,
  force: boolean,
): ReturnType<typeof targetFile> => {
  if (to === undefined) return targetFile(safeFileName(name), force);
  const isFolder = statSync(to, { throwIfNoEntry: false })?.isDirectory() === true;
  return targetFile(isFolder ? join(to, safeFileName(name)) : to, force);
};
