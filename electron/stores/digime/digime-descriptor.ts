/** The description that goes with a file into a library, and what its reading back finds the name in (contract 5.1, 6.3). */
import { appError } from "#contract/errors.ts";
import type { StoreError } from "#stores/store.port.ts";
import { utf8 } from "#vault/bytes.ts";

/** Marks everything that this program wrote; reading back asks for it. */
export const ownTag = "tapvault";
const nameTag = "name:";
const maxNameBytes = 200;
/** Above it a writing is refused before it is sent; the service's own limit is not known. */
export const maxWriteBytes = 9_000_000;

/** Written in camel case; the service reads it back to us in small letters (contract 10.9). */
export interface FileMetadata {
  readonly mimeType: string;
  readonly accounts: readonly { readonly accountId: string }[];
  readonly reference: readonly string[];
  readonly tags: readonly string[];
}

/** A file of ours under a name. A file name is never sent (contract 5.1), so reference and tags carry it. */
export const describeFile = (name: string, tags: readonly string[]): FileMetadata => ({
  mimeType: "application/octet-stream",
  accounts: [{ accountId: ownTag }],
  reference: [name],
  tags: [...new Set([ownTag, `${nameTag}${name}`, ...tags])],
});

/** The name that a file's reference or tags carry; null when it is not ours. */
export const nameIn = (reference: readonly string[], tags: readonly string[]): string | null =>
  reference[0] ?? tags.find((tag) => tag.startsWith(nameTag))?.slice(nameTag.length) ?? null;

/** Why this cannot be written; null when it can. */
export const writeError = (name: string, bytes: Uint8Array): StoreError | null => {
  const length = utf8(name).length;
  if (length === 0 || length > maxNameBytes) return appError("store.name-too-long", { limit: maxNameBytes });
  return bytes.length > maxWriteBytes ? appError("store.value-too-long", { limit: maxWriteBytes }) : null;
};
