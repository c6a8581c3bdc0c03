/** Between an entry in plain and its sealed row. It must not decide what is written when. */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { Crypto } from "./crypto.port.ts";
import { decodeEntry, encodeEntry } from "./entry-codec.ts";
import type { PlainEntry } from "./entry-codec.ts";
import { kinds, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import type { VaultKeys } from "./keys.ts";
import { openUnder } from "./open-under.ts";

/** How long an entry may be when encoded: 1 MiB. */
export const maxEntryBytes = 1_048_576;

/** What a row, current or former, is bound to. */
export const entryBinding = (keys: VaultKeys, id: string, revision: number): Binding => ({
  vaultId: keys.vaultId,
  objectId: id,
  revision,
  kind: kinds.entry,
});

/** Seals one revision of an entry; entry.too-long {maxBytes} over 1 MiB. */
export const sealEntry = (
  crypto: Crypto,
  keys: VaultKeys,
  id: string,
  revision: number,
  entry: PlainEntry,
): Result<Uint8Array, AppError<"entry.too-long">> => {
  const body = encodeEntry(entry);
  if (body.length > maxEntryBytes) return fail("entry.too-long", { maxBytes: maxEntryBytes });
  const sealed = sealObject(crypto, keys.purpose("entry"), entryBinding(keys, id, revision), body);
  body.fill(0);
  return ok(sealed);
};

/** Opens a row, current or former; entry.damaged when it was changed or does not make sense. */
export const openEntry = (
  crypto: Crypto,
  keys: VaultKeys,
  row: { readonly id: string; readonly revision: number; readonly sealed: Uint8Array },
): Result<PlainEntry, AppError<"entry.damaged" | "cipher.newer-version">> => {
  const opened = openUnder(crypto, keys, "entry", entryBinding(keys, row.id, row.revision), row.sealed);
  if (!opened.ok) {
    return opened.error.code === "cipher.newer-version"
      ? fail("cipher.newer-version", opened.error.detail)
      : fail("entry.damaged");
  }
  const entry = decodeEntry(opened.value);
  return entry === null ? fail("entry.damaged") : ok(entry);
};
