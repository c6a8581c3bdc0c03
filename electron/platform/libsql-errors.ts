/** Foreign errors of libsql and of the file system, told in the words of the catalogue. */
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { appError } from "#contract/errors.ts";
import type { LocalStoreError } from "#vault/local-store.port.ts";
import { foreignCode } from "./foreign-code.ts";

const codeTable: readonly (readonly [prefix: string, code: LocalStoreError["code"]])[] = [
  ["SQLITE_FULL", "vault.disk-full"],
  ["ENOSPC", "vault.disk-full"],
  ["EDQUOT", "vault.disk-full"],
  ["SQLITE_READONLY", "vault.read-only"],
  ["SQLITE_PERM", "vault.read-only"],
  ["SQLITE_CANTOPEN", "vault.read-only"],
  ["EACCES", "vault.read-only"],
  ["EPERM", "vault.read-only"],
  ["EROFS", "vault.read-only"],
  ["SQLITE_BUSY", "vault.busy"],
  ["SQLITE_LOCKED", "vault.busy"],
  ["SQLITE_CORRUPT", "vault.damaged"],
  ["SQLITE_NOTADB", "vault.damaged"],
  ["SQLITE_FORMAT", "vault.damaged"],
];
const almostNothingBytes = 1_000_000;

/** Bytes that this person may still write beside a file; null where that cannot be told. */
export const freeBytesAt = (file: string): number | null => {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize;
  } catch {
    return null;
  }
};

const isDiskFull = (file: string): boolean => (freeBytesAt(file) ?? Infinity) < almostNothingBytes;

/** One error of the catalogue; an input/output error on a full disk counts as disk full. */
export const mapStoreError = (cause: unknown, file: string): LocalStoreError => {
  const code = foreignCode(cause);
  const known = codeTable.find(([prefix]) => code.startsWith(prefix));
  if (known !== undefined) return appError(known[1]);
  return appError(code.startsWith("SQLITE_IOERR") && isDiskFull(file) ? "vault.disk-full" : "internal");
};
