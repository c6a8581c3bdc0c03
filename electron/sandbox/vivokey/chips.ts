/** The chips the service knows, and how it names them and their owners towards a developer account (contract 1.1). */
import { createHash } from "node:crypto";
import { hexConstant, reverseBytes, toHex } from "#chip/bytes.ts";
import type { ChipKind } from "#chip/presence.port.ts";
import type { SandboxContext } from "#sandbox/context.ts";
import { readMeta } from "#sandbox/database.ts";

/** An enrolled chip. `uid` upper-case hex as a reader reports it. */
export interface EnrolledChip {
  readonly uid: string;
  readonly kind: ChipKind;
  readonly key: Uint8Array;
  readonly member: string | null;
}

interface ChipRow {
  readonly uid: string;
  readonly kind: ChipKind;
  readonly key: string;
  readonly member: string | null;
}

const fromRow = (row: ChipRow | undefined): EnrolledChip | null =>
  row === undefined ? null : { uid: row.uid, kind: row.kind, key: hexConstant(row.key), member: row.member };

const byUid = (context: SandboxContext, uid: string): EnrolledChip | null =>
  fromRow(
    context.database
      .prepare("SELECT uid, kind, key, member FROM chip WHERE uid = ?")
      .get(uid.toUpperCase()) as ChipRow | undefined,
  );

const isHex = (text: string): boolean => /^(?:[0-9a-f]{2})+$/i.test(text);

/** The chip a Scan request means: a Spark 2 comes byte-reversed and only so, the others as they are (contract 1.3). */
export const chipByScanUid = (context: SandboxContext, uid: string): EnrolledChip | null => {
  if (!isHex(uid)) return null;
  const direct = byUid(context, uid);
  if (direct !== null && direct.kind !== "spark2") return direct;
  const reversed = byUid(context, toHex(reverseBytes(hexConstant(uid))));
  return reversed?.kind === "spark2" ? reversed : null;
};

/** The chip a Verify request means: always MSB first, as read (contract 3.3). */
export const chipByVerifyUid = (context: SandboxContext, uid: string): EnrolledChip | null =>
  isHex(uid) ? byUid(context, uid) : null;

const hash = (algorithm: "sha512" | "sha256", context: SandboxContext, ...parts: readonly string[]): string =>
  createHash(algorithm)
    .update([readMeta(context.database, "salt") ?? "", ...parts].join("\0"))
    .digest("hex");

/** 128 hex characters, the same for all keys of one account, another for each account. */
export const memberId = (context: SandboxContext, member: string, account: string): string =>
  hash("sha512", context, "member", member, account);

/** The same for the chip itself. */
export const chipId = (context: SandboxContext, uid: string, account: string): string =>
  hash("sha512", context, "chip", uid, account);

/** The developer account as Verify tokens name it: a UUID (contract 3.5), the same for all its keys. */
export const developerId = (context: SandboxContext, account: string): string => {
  const text = hash("sha256", context, "developer", account);
  const parts = [text.slice(0, 8), text.slice(8, 12), `8${text.slice(12, 15)}`, `a${text.slice(15, 18)}`];
  return [...parts, text.slice(18, 30)].join("-");
};

/** The subject of a Verify token: 64 hex characters, stable for chip and account. */
export const subjectOf = (context: SandboxContext, uid: string, account: string): string =>
  hash("sha256", context, "subject", uid, account);
