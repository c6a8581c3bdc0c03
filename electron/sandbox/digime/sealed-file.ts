/**
 * The layouts of encrypted bytes (contract 5.2 and 6.4): AES-256-CBC under a fresh key, the key under RSA-OAEP with
 * SHA-1. Here they are made for readers, and opened only where the key is a postbox's own.
 */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  privateDecrypt,
  publicEncrypt,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { SandboxContext } from "#sandbox/context.ts";
import type { ApiVersion } from "./desk.ts";
import type { DigimeSettings } from "./settings.ts";

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" } as const;
const algorithm = "aes-256-cbc";
const keyBytes = 32;
const ivBytes = 16;

const compressors = {
  none: (bytes: Uint8Array) => bytes,
  gzip: (bytes: Uint8Array) => gzipSync(bytes),
  brotli: (bytes: Uint8Array) => brotliCompressSync(bytes),
} as const;

/** Compresses as the switch says. */
export const compress = (bytes: Uint8Array, how: DigimeSettings["compression"]): Uint8Array =>
  compressors[how](bytes);

/** The older version puts a SHA-512 of the rest before it (contract 6.4). */
const withHash = (bytes: Uint8Array, version: ApiVersion): Uint8Array =>
  version === "1.7" ? bytes : Buffer.concat([createHash("sha512").update(bytes).digest(), bytes]);

/** Bytes for the holder of a contract's key: 256 bytes of wrapped key, 16 of IV, then the data. */
export const sealFile = (
  { random }: SandboxContext,
  publicKey: KeyObject,
  plain: Uint8Array,
  version: ApiVersion,
): Uint8Array => {
  const key = random(keyBytes);
  const iv = random(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  const wrapped = publicEncrypt({ key: publicKey, ...oaep }, key);
  return Buffer.concat([wrapped, iv, cipher.update(withHash(plain, version)), cipher.final()]);
};

/** A postbox's key with which a delivery can be opened; null when it was not wrapped for the postbox. */
export const unwrapKey = (privatePem: string, wrapped: Uint8Array): Uint8Array | null => {
  try {
    const key = privateDecrypt({ key: privatePem, ...oaep }, wrapped);
    return key.length === keyBytes ? key : null;
  } catch {
    return null;
  }
};

/** Opens one part of a delivery; null when the key or the padding is not right. */
export const openPart = (key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null => {
  try {
    const decipher = createDecipheriv(algorithm, key, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    return null;
  }
};
