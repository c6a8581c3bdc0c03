/** Sealing of the store's own index, as a port: the key and its envelope belong to the vault. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** What the store seals itself; entries reach it sealed already. */
export type ManifestKind = "manifest-root" | "manifest-page";

/** Binds a plaintext to kind, id (16 bytes) and revision (up to 2^53 - 1). */
export interface ObjectCipher {
  seal(kind: ManifestKind, id: Uint8Array, revision: number, plaintext: Uint8Array): Uint8Array;
  open(
    kind: ManifestKind,
    id: Uint8Array,
    revision: number,
    blob: Uint8Array,
  ): Result<Uint8Array, AppError<"cipher.tampered" | "cipher.newer-version">>;
}
