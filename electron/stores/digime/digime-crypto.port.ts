/**
 * What the digi.me client needs of cryptography and compression: the contract's key as a thing that signs
 * and opens, never as bytes. The one implementation is platform/digime-crypto.ts.
 */

/** Members of a JWT's header beside `alg`, which is always PS512 (contract 3). */
export type JwtHeader = Readonly<Record<string, string>>;

/** A contract's RSA key of 2048 bits or more. */
export interface ContractKey {
  /** A compact JWT signed PS512 (RSASSA-PSS, SHA-512, 64-byte salt) with exactly these claims; no `iat` is added. */
  sign(header: JwtHeader, claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** Wraps bytes for this key's own public half in the layout of contract 6.4. */
  seal(plaintext: Uint8Array): Uint8Array;
  /** Opens the layout of contract 6.4; null for a wrong length, another key or bad padding. It proves no origin. */
  open(body: Uint8Array): Uint8Array | null;
}

/** A file and its descriptor for a postbox, under one fresh AES-256 key and IV (contract 5.2). */
export interface PostboxSealed {
  readonly file: Uint8Array;
  readonly descriptor: Uint8Array;
  /** The AES key under the postbox's public key, RSA-OAEP with SHA-1. */
  readonly wrappedKey: Uint8Array;
  /** 16 bytes. */
  readonly iv: Uint8Array;
}

/** How files that are read back may be compressed (contract 6.3). */
export const compressions = ["brotli", "gzip"] as const;
export type Compression = (typeof compressions)[number];

/** The primitives, bytes in and bytes out. */
export interface DigimeCrypto {
  /** Reads a PKCS#1 or PKCS#8 PEM; null for anything but an RSA private key of 2048 bits or more. */
  readKey(pem: string): ContractKey | null;
  /** The header of a JWT as it stands, unproven; null when there is none. */
  readHeader(token: string): unknown;
  /** The payload of a JWT that was signed PS512 by the key of this public PEM; null otherwise. */
  verify(token: string, publicPem: string): Promise<unknown>;
  /** Null when the PEM is not an RSA public key of 2048 bits or more. */
  sealForPostbox(publicPem: string, file: Uint8Array, descriptor: Uint8Array): PostboxSealed | null;
  /** SHA-256, 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** SHA-512, 64 bytes. */
  sha512(bytes: Uint8Array): Uint8Array;
  equal(a: Uint8Array, b: Uint8Array): boolean;
  /** Null when it is malformed or would become longer than `maxBytes`. */
  decompress(kind: Compression, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | null>;
}
