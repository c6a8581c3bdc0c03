/** The primitives the vault is built from. Everything synchronous, bytes in and bytes out; the one implementation is platform/node-crypto.ts. */

/** AES-256-GCM, HKDF-SHA-256, HMAC-SHA-256, randomness and deflate. */
export interface Crypto {
  randomBytes(length: number): Uint8Array;
  /** HKDF-SHA-256 (RFC 5869), extract and expand. */
  hkdf(key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array;
  /** HMAC-SHA-256, 32 bytes. */
  hmac(key: Uint8Array, data: Uint8Array): Uint8Array;
  /** SHA-256, 32 bytes. */
  sha256(data: Uint8Array): Uint8Array;
  /** AES-256-GCM: ciphertext followed by the 16-byte tag. Nonce 12 bytes. */
  aeadSeal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** Opens what aeadSeal made; null when key, nonce, data or AAD do not belong together. */
  aeadOpen(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null;
  /** Raw deflate (RFC 1951). */
  deflate(data: Uint8Array): Uint8Array;
  /** Inflates at most `maxBytes`; null when the data is malformed or would be longer. */
  inflate(data: Uint8Array, maxBytes: number): Uint8Array | null;
  equal(a: Uint8Array, b: Uint8Array): boolean;
}
