/**
 * The Crypto port over node:crypto and node:zlib, for Node and for Electron's BoringSSL alike. It
 * uses only primitives that both have, and holds no key after a call.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Crypto } from "#vault/crypto.port.ts";
import { argon2id } from "./argon2.ts";
import { x25519Public, x25519Shared } from "./x25519.ts";

const algorithm = "aes-256-gcm";
const tagBytes = 16;
const hashBytes = 32;

const plain = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array => {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return plain(mac.digest());
};

/** RFC 5869, written on HMAC, which is the same call with the same limits in OpenSSL and BoringSSL. */
const hkdf = (key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array => {
  const extracted = hmac(salt.length === 0 ? new Uint8Array(hashBytes) : salt, key);
  const output = new Uint8Array(length);
  let block = new Uint8Array(0) as Uint8Array;
  for (let at = 0, counter = 1; at < length; at += hashBytes, counter++) {
    block = hmac(extracted, block, info, Uint8Array.of(counter));
    output.set(block.subarray(0, Math.min(hashBytes, length - at)), at);
  }
  extracted.fill(0);
  block.fill(0);
  return output;
};

const seal = (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array => {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  const output = new Uint8Array(plaintext.length + tagBytes);
  output.set(cipher.update(plaintext));
  cipher.final();
  output.set(cipher.getAuthTag(), plaintext.length);
  return output;
};

const open = (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null => {
  if (sealed.length < tagBytes) return null;
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const output = plain(decipher.update(sealed.subarray(0, sealed.length - tagBytes)));
  try {
    decipher.final();
    return output;
  } catch {
    output.fill(0);
    return null;
  }
};

const inflate = (data: Uint8Array, maxBytes: number): Uint8Array | null => {
  try {
    return plain(inflateRawSync(data, { maxOutputLength: maxBytes }));
  } catch {
    return null;
  }
};

/** Makes the port. Keys 32 bytes, nonces 12; aeadOpen and inflate answer null for what does not fit. */
export const createNodeCrypto = (): Crypto => ({
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
  hkdf,
  hmac: (key, data) => hmac(key, data),
  sha256: (data) => plain(createHash("sha256").update(data).digest()),
  aeadSeal: seal,
  aeadOpen: open,
  deflate: (data) => plain(deflateRawSync(data)),
  inflate,
  x25519Public,
  x25519Shared,
  argon2id,
  equal: (a, b) => a.length === b.length && timingSafeEqual(a, b),
});
