/** The command line's way to a file: the absolute path that its caller gave. */
import { isAbsolute } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { FileChooser } from "./file-chooser.port.ts";

const given = (path: string | undefined): Promise<Result<string | null, AppError>> =>
  Promise.resolve(path === undefined || !isAbsolute(path) ? fail("ipc.bad-request") : ok(path));

/** Makes the chooser. Nobody is asked: a missing or relative path is ipc.bad-request. */
export const createPathChooser = (): FileChooser => ({
  open: (_question, path) => given(path),
  save: (_question, path) => given(path),
});
