/** The one primitive that lookups need. The implementation is platform/sha512.ts. */

/** Hashes bytes. */
export interface Hash {
  /** SHA-512 (FIPS 180-4), 64 bytes. */
  sha512(data: Uint8Array): Uint8Array;
}
