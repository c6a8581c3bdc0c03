/**
 * An entry sealed for being handed to other programs at a service: without tags, files and history, so
 * that it is short, and with what is needed to know it again. Only this vault opens it. Layout:
 * docs/formats.md.
 */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { concat, fromHex, toHex, uint64 } from "./bytes.ts";
import type { EntryError, SealedEntry } from "./entries.port.ts";
import { decodeEntry, encodeEntry } from "./entry-codec.ts";
import type { EntryContext } from "./entry-context.ts";
import { readEntry } from "./entry-context.ts";
import { kinds, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import type { VaultKeys } from "./keys.ts";
import { openUnder } from "./open-under.ts";

const idBytes = 16;
const headBytes = idBytes + 8;

const sharedBinding = (keys: VaultKeys, objectId: string, revision: number): Binding => ({
  vaultId: keys.vaultId,
  objectId,
  revision,
  kind: kinds.shared,
});

/** Seals the present revision of an entry: id (16 bytes), revision (8 bytes), envelope. */
export const sealForSharing = (context: EntryContext, entryId: string): Result<Uint8Array, EntryError> => {
  const { crypto, keys } = context;
  const read = readEntry(context, entryId);
  if (!read.ok) return read;
  const { row, entry } = read.value;
  const body = encodeEntry({
    ...entry,
    tags: [],
    attachments: [],
    parent: null,
    merged: null,
    isFavourite: false,
  });
  const binding = sharedBinding(keys, entryId, row.revision);
  const sealed = sealObject(crypto, keys.purpose("entry"), binding, body);
  body.fill(0);
  return ok(concat(fromHex(entryId), uint64(row.revision), sealed));
};

/** The title of an entry that was sealed for sharing by this vault; cipher.tampered for anything else. */
export const titleOfShared = (
  { crypto, keys }: EntryContext,
  shared: Uint8Array,
): Result<string, AppError<"cipher.tampered" | "cipher.newer-version">> => {
  if (shared.length <= headBytes) return fail("cipher.tampered");
  const view = new DataView(shared.buffer, shared.byteOffset + idBytes, 8);
  const revision = view.getUint32(0) * 0x1_0000_0000 + view.getUint32(4);
  if (!Number.isSafeInteger(revision)) return fail("cipher.tampered");
  const binding = sharedBinding(keys, toHex(shared.subarray(0, idBytes)), revision);
  const opened = openUnder(crypto, keys, "entry", binding, shared.subarray(headBytes));
  if (!opened.ok) return opened;
  const entry = decodeEntry(opened.value);
  return entry === null ? fail("cipher.tampered") : ok(entry.title);
};

/** Whether a row of another place is this entry, whole and sealed by this vault. */
export const opensAsEntry = ({ crypto, keys }: EntryContext, row: SealedEntry): boolean => {
  const binding: Binding = {
    vaultId: keys.vaultId,
    objectId: row.id,
    revision: row.revision,
    kind: kinds.entry,
  };
  const opened = openUnder(crypto, keys, "entry", binding, row.blob);
  return opened.ok && decodeEntry(opened.value) !== null;
};
