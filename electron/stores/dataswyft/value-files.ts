/**
 * Values that are files of the account: sending their bytes, fetching them, and clearing away files that
 * no record refers to. A file is removed only after the record that replaces it is durable.
 */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { StoreError } from "#stores/store.port.ts";
import { utf8 } from "#vault/bytes.ts";
import { badReply } from "./error-table.ts";
import { recordsOf } from "./record-index.ts";
import type { IndexedRecord } from "./record-index.ts";
import type { ValuesContext } from "./values-context.ts";
import { newNonce, sha256Hex } from "./vault-record.ts";
import type { RecordContent } from "./vault-record.ts";

/** A writer somewhere else may be between its upload and its record for this long. */
const tornAfterMs = 15 * 60_000;

/** By which the files of one name are found again; tells nothing of the name. */
const tagOf = async (namespace: string, name: string): Promise<string> =>
  `tapvault-${(await sha256Hex(utf8(`${namespace}/${name}`))).slice(0, 32)}`;

/** Sends the bytes. What a failed upload left is removed, at once or later. */
export const uploadValue = async (
  context: ValuesContext,
  name: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Result<RecordContent, StoreError>> => {
  const source = context.namespace() ?? "";
  const tag = await tagOf(source, name);
  const file = { name: `${newNonce(context.random)}.bin`, source, tag, bytes };
  const uploaded = await context.files.upload(file, signal);
  if (uploaded.ok) {
    const { fileId } = uploaded.value;
    return ok({ kind: "file", fileId, size: bytes.length, sha256: await sha256Hex(bytes) });
  }
  const { fileId, failure } = uploaded.error;
  if (fileId !== null) {
    context.orphans.add(fileId);
    await removeOrphans(context, signal);
  }
  return err(failure.error);
};

/** Fetches and checks the bytes; null when the file is gone. */
export const downloadValue = async (
  context: ValuesContext,
  content: RecordContent & { readonly kind: "file" },
  signal: AbortSignal,
): Promise<Result<Uint8Array | null, StoreError>> => {
  const bytes = await context.files.download(content.fileId, content.size, signal);
  if (!bytes.ok) return err(bytes.error.error);
  if (bytes.value === null) return ok(null);
  const isWhole = bytes.value.length === content.size && (await sha256Hex(bytes.value)) === content.sha256;
  return isWhole ? ok(bytes.value) : err(badReply("file-content").error);
};

/** Tries again to remove what could not be removed. Failing costs room at the account, nothing else. */
export const removeOrphans = async (context: ValuesContext, signal: AbortSignal): Promise<void> => {
  for (const fileId of [...context.orphans]) {
    if (signal.aborted) return;
    const removed = await context.files.remove(fileId, signal);
    if (!removed.ok) return;
    context.orphans.delete(fileId);
  }
};

/** Marks files of records that are gone. */
export const abandonFiles = (
  { orphans }: ValuesContext,
  records: readonly IndexedRecord[],
  keptFileId: string | null,
): void => {
  for (const { fileId } of records) if (fileId !== null && fileId !== keptFileId) orphans.add(fileId);
};

/** Finds what torn writes of this name left at the account. */
export const sweepName = async (context: ValuesContext, name: string, signal: AbortSignal): Promise<void> => {
  const source = context.namespace() ?? "";
  const found = await context.files.search("", await tagOf(source, name), signal);
  if (!found.ok) return;
  const inUse = new Set(recordsOf(context.index.entry(name)).map(({ fileId }) => fileId));
  const before = context.clock.now() - tornAfterMs;
  for (const { fileId, state, createdAt } of found.value) {
    const isTorn = state !== "Deleted" && !inUse.has(fileId) && createdAt !== null && createdAt < before;
    if (isTorn) context.orphans.add(fileId);
  }
};
