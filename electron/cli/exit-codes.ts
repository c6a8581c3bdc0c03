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
  file: 10,
  bug: 70,
  interrupted: 130,
} as const;

const byArea: Readonly<Record<string, number>> = {
  reader: exitCodes.reader,
  chip: exitCodes.chip,
  auth: exitCodes.service,
  session: exitCodes.service,
  store: exitCodes.service,
  lookup: exitCodes.service,
  updates: exitCodes.service,
  connect: exitCodes.service,
  keychain: exitCodes.keychain,
  vault: exitCodes.vault,
  rotation: exitCodes.vault,
  kit: exitCodes.vault,
  recovery: exitCodes.usage,
  passphrase: exitCodes.usage,
  settings: exitCodes.usage,
  sandbox: exitCodes.usage,
  totp: exitCodes.usage,
  export: exitCodes.usage,
  entry: exitCodes.entry,
  slot: exitCodes.entry,
  backup: exitCodes.entry,
  cipher: exitCodes.damaged,
  file: exitCodes.file,
  attachment: exitCodes.file,
  import: exitCodes.file,
  scan: exitCodes.interrupted,
  task: exitCodes.interrupted,
  ipc: exitCodes.bug,
  internal: exitCodes.bug,
};

const byCode: Partial<Readonly<Record<ErrorCode, number>>> = {
  // Here it is an argument that the call does not take, most often one that is too long.
  "ipc.bad-request": exitCodes.usage,
  "vault.damaged": exitCodes.damaged,
  "vault.wrong-chip": exitCodes.chip,
  "entry.too-long": exitCodes.usage,
  "lookup.email-malformed": exitCodes.usage,
  "lookup.phone-malformed": exitCodes.usage,
  "lookup.hash-as-text": exitCodes.usage,
  "lookup.not-confirmed": exitCodes.usage,
  "lookup.too-many": exitCodes.usage,
  "entry.damaged": exitCodes.damaged,
  "connect.cancelled": exitCodes.interrupted,
  "store.name-too-long": exitCodes.usage,
  "attachment.not-found": exitCodes.entry,
  "attachment.damaged": exitCodes.damaged,
  "backup.damaged": exitCodes.damaged,
  "passphrase.unsafe-parameters": exitCodes.damaged,
  "slot.last": exitCodes.usage,
  "import.wrong-password": exitCodes.usage,
  "import.none": exitCodes.entry,
};

/** The exit code for an error. */
export const exitCodeOf = (code: ErrorCode): number =>
  byCode[code] ?? byArea[code.split(".")[0] ?? ""] ?? exitCodes.failed;
