/**
 * Whether a release is the publisher's: one good Ed25519 signature by any of the keys that came with this
 * program. Several keys may be there, and several signatures on a release, so that a key can be replaced.
 */
import { createPublicKey, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** The fixed DER head (RFC 8410) in front of a raw key. */
const head = Buffer.from("302a300506032b6570032100", "hex");
const keyBytes = 32;
const signatureBytes = 64;

const keyOf = (base64: string): KeyObject | null => {
  const raw = Buffer.from(base64, "base64");
  if (raw.length !== keyBytes) return null;
  try {
    return createPublicKey({ key: Buffer.concat([head, raw]), format: "der", type: "spki" });
  } catch {
    return null;
  }
};

const isGood = (text: Buffer, key: KeyObject, signature: Buffer): boolean => {
  try {
    return signature.length === signatureBytes && verify(null, text, key, signature);
  } catch {
    return false;
  }
};

/** Whether one of `signatures` over `text` is by one of `publisherKeys`, all in base64. */
export const isSigned = (
  text: string,
  signatures: readonly string[],
  publisherKeys: readonly string[],
): boolean => {
  const bytes = Buffer.from(text, "utf8");
  const keys = publisherKeys.map(keyOf).filter((key) => key !== null);
  const given = signatures.map((signature) => Buffer.from(signature, "base64"));
  return keys.some((key) => given.some((signature) => isGood(bytes, key, signature)));
};
