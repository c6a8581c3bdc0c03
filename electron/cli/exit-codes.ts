/** The exit codes of the command line, documented in the README. Scripts rely on them: never renumber. */
import type { ErrorCode } from "#contract/errors.ts";

/** What the program ends with. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  vault: 3,
  entry: 4,
  reader: 5,
  chip: 6,
  service: 7,
  keychain: 8,
  damaged: 9,
  bug: 70,
  interrupted: 130,
} as const;

const byArea: Readonly<Record<string, number>> = {
  reader: exitCodes.reader,
  chip: exitCodes.chip,
  auth: exitCodes.service,
  session: exitCodes.service,
  store: exitCodes.service,
  keychain: exitCodes.keychain,
  vault: exitCodes.vault,
  recovery: exitCodes.usage,
  settings: exitCodes.usage,
  entry: exitCodes.entry,
  cipher: exitCodes.damaged,
  scan: exitCodes.interrupted,
  ipc: exitCodes.bug,
  internal: exitCodes.bug,
};

const byCode: Partial<Readonly<Record<ErrorCode, number>>> = {
  "vault.damaged": exitCodes.damaged,
  "vault.wrong-chip": exitCodes.chip,
  "entry.too-long": exitCodes.usage,
  "entry.damaged": exitCodes.damaged,
};

/** The exit code for an error. */
export const exitCodeOf = (code: ErrorCode): number =>
  byCode[code] ?? byArea[code.split(".")[0] ?? ""] ?? exitCodes.failed;
