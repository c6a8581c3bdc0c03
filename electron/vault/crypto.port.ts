/** The primitives the vault is built from, bytes in and bytes out; all but the slow one synchronous. The one implementation is platform/node-crypto.ts. */

/** How much work a guess costs (RFC 9106). */
export interface Argon2Parameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** AES-256-GCM, HKDF-SHA-256, HMAC-SHA-256, X25519, Argon2id, randomness and deflate. */
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
  /** The X25519 public key (32 bytes) of a private one (32 bytes). */
  x25519Public(privateKey: Uint8Array): Uint8Array;
  /** X25519 (RFC 7748), 32 bytes; null for a public key that leads to no secret. */
  x25519Shared(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null;
  /** Argon2id (RFC 9106), `length` bytes. Takes hundreds of milliseconds. */
  argon2id(
    password: Uint8Array,
    salt: Uint8Array,
    parameters: Argon2Parameters,
    length: number,
  ): Promise<Uint8Array>;
  equal(a: Uint8Array, b: Uint8Array): boolean;
}
