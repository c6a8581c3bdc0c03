/** One thing checked of a primitive, and small helpers on bytes that the checks share. No checks here. */

/** The primitives that are checked. */
export const primitives = [
  "aes-256-gcm",
  "hkdf-sha-256",
  "hmac-sha-256",
  "sha-256",
  "x25519",
  "argon2id",
  "deflate",
  "envelope",
] as const;

/** One of them. */
export type Primitive = (typeof primitives)[number];

/** One thing checked: the name is unique within its primitive. */
export interface CryptoCheck {
  readonly primitive: Primitive;
  readonly name: string;
  readonly ok: boolean;
}

/** Whether an expression holds; one that throws does not. */
export const holds = (work: () => boolean): boolean => {
  try {
    return work();
  } catch {
    return false;
  }
};

/** Whether an opening gives nothing, be it by null or by a refusal of its inputs. */
export const givesNothing = (work: () => Uint8Array | null): boolean => {
  try {
    return work() === null;
  } catch {
    return true;
  }
};

/** A copy with one bit turned. */
export const withBitFlipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

/** 0, 1, … up to `count` - 1. */
export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** Bytes that rise from `first`, for inputs without meaning. */
export const rising = (length: number, first: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (first + index) & 0xff);
