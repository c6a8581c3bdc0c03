/**
 * Bytes as values of the service: base64url of at most 192 bytes is 256 characters, the longest it
 * takes. The check at the end of an object's run tells a whole run from a torn or foreign one.
 */
import { concat, fromBase64Url, fromHex, toBase64Url, uint64, utf8 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { ObjectRun } from "./names.ts";

/** Bytes that one value carries. */
export const chunkBytes = 192;

/** Bytes of the check behind an object's blob. */
export const checkBytes = 8;

/** More chunks than this are refused: 786,424 bytes of blob are enough for an entry. */
export const maxChunks = 4096;

const checkInfo = utf8("tapvault/1/kvs/check");

/** How many values a number of bytes needs. */
export const chunkCount = (byteLength: number): number => Math.ceil(byteLength / chunkBytes);

/** Cuts bytes into values of at most 256 characters. */
export const toValues = (bytes: Uint8Array): readonly string[] =>
  Array.from({ length: chunkCount(bytes.length) }, (_, chunk) =>
    toBase64Url(bytes.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes)),
  );

/** Joins values; null when one is absent ("" or undefined) or not base64url. */
export const fromValues = (values: readonly (string | undefined)[]): Uint8Array | null => {
  const parts: Uint8Array[] = [];
  for (const value of values) {
    const part = value === undefined || value === "" ? null : fromBase64Url(value);
    if (part === null) return null;
    parts.push(part);
  }
  return concat(...parts);
};

/** Makes and checks the run of an object: its blob followed by 8 bytes of an HMAC over run and blob. */
export interface ObjectChunks {
  values(run: ObjectRun, blob: Uint8Array): readonly string[];
  /** The blob; null when values are absent, foreign, changed or of another run. */
  blob(run: ObjectRun, values: readonly (string | undefined)[]): Uint8Array | null;
}

/** Chunks checked under a 32-byte key. */
export const createObjectChunks = (crypto: Crypto, key: Uint8Array): ObjectChunks => {
  const check = (run: ObjectRun, blob: Uint8Array): Uint8Array =>
    crypto
      .hmac(key, concat(checkInfo, fromHex(run.id), uint64(run.revision), Uint8Array.of(run.placement), blob))
      .subarray(0, checkBytes);
  return {
    values: (run, blob) => toValues(concat(blob, check(run, blob))),
    blob: (run, values) => {
      const bytes = fromValues(values);
      if (bytes === null || bytes.length < checkBytes) return null;
      const blob = bytes.subarray(0, bytes.length - checkBytes);
      return crypto.equal(check(run, blob), bytes.subarray(bytes.length - checkBytes)) ? blob : null;
    },
  };
};
