/**
 * Hashes of the passwords of an open vault, to see where the same one is used twice. The key lives as long as
 * the open vault; neither values nor hashes are ever written or handed out.
 */
import { toBase64Url, utf8 } from "./bytes.ts";
import type { Crypto } from "./crypto.port.ts";

/** Enough of a hash that two passwords never look alike by chance. */
const hashBytes = 15;

interface Hashed {
  readonly revision: number;
  readonly hashes: readonly string[];
}

/** The hashes of an open vault. */
export interface ReuseIndex {
  readonly hashOf: (value: string) => string;
  readonly byEntry: Map<string, Hashed>;
}

/** Makes an empty one with a key of its own. */
export const createReuseIndex = (crypto: Crypto): ReuseIndex => {
  const key = crypto.randomBytes(32);
  return {
    hashOf: (value) => toBase64Url(crypto.hmac(key, utf8(value)).subarray(0, hashBytes)),
    byEntry: new Map(),
  };
};
