/**
 * What every chip made of software offers, whether it sits behind vpcd or in this process. A chip is
 * synchronous: bytes in, bytes out; time and radio belong to whoever carries it.
 */
import type { ChipKind } from "#chip/presence.port.ts";
import { hexConstant } from "#chip/bytes.ts";

/** A chip made of software. `uid` is what the app identifies it by (Spark 2: 7 bytes, others 8, MSB first). */
export interface SoftChip {
  readonly kind: ChipKind;
  readonly uid: Uint8Array;
  readonly atr: Uint8Array;
  /** Answers one C-APDU, pseudo-APDUs for the reader included, with a whole R-APDU. */
  process(command: Uint8Array): Uint8Array;
  /** Loses power: selection and a pending authentication are gone, counters stay. */
  powerOff(): void;
  reset(): void;
}

/** The ATRs of the contract's section A1. */
export const atrs = {
  ntag: hexConstant("3B8180018080"),
  apex: hexConstant("3B8A80010031C173C8400000900090"),
  iso15693: hexConstant("3B8F8001804F0CA0000003060B00140000000077"),
  phone: hexConstant("3B80800101"),
} as const;

/** Bytes UID lengths by kind: 7 for a Spark 2, 8 for the others. */
export const uidLength = (kind: ChipKind): number => (kind === "spark2" ? 7 : 8);
