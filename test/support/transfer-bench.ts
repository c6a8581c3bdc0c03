/** Import and export over a vault in memory. */
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createTransferCrypto } from "#platform/transfer-crypto.ts";
import type { ByteSink, EntryService } from "#vault/entries.port.ts";
import { createTransfer } from "#vault/transfer/transfer.ts";
import type { ParsedImport, Transfer } from "#vault/transfer/transfer.port.ts";
import type { ExportFormat, ImportFormat } from "#contract/views.ts";
import { ok } from "#contract/result.ts";
import { utf8 } from "#vault/bytes.ts";
import { createVaultBench, must } from "./vault-bench.ts";

/** The transfer over this computer's primitives. */
export const transfer: Transfer = createTransfer(createTransferCrypto(createNodeCrypto()));

/** A sink that keeps what was written. */
export const createMemorySink = (): ByteSink & { bytes(): Uint8Array } => {
  const parts: Uint8Array[] = [];
  return {
    write: (bytes) => {
      parts.push(bytes.slice());
      return Promise.resolve(ok(undefined));
    },
    finish: () => Promise.resolve(ok(undefined)),
    discard: () => Promise.resolve(),
    bytes: () => new Uint8Array(Buffer.concat(parts)),
  };
};

/** The entries of a new vault. */
export const newEntries = async (): Promise<EntryService> => {
  const { vault } = await createVaultBench().create();
  const entries = vault.entries();
  if (entries === null) throw new Error("locked");
  return entries;
};

/** Reads a file that must be readable. */
export const readFile = async (
  content: string | Uint8Array,
  password: string | null = null,
  format: ImportFormat | null = null,
): Promise<ParsedImport> => {
  const bytes = typeof content === "string" ? utf8(content) : content;
  const read = must(await transfer.readImport({ name: "file", bytes }, format, password));
  if ("needsPassword" in read) throw new Error("needs a password");
  return read;
};

/** Exports everything. */
export const exportAll = async (
  entries: EntryService,
  format: ExportFormat,
  password: string | null = null,
): Promise<Uint8Array> => {
  const sink = createMemorySink();
  const signal = new AbortController().signal;
  must(await transfer.writeExport({ format, password, entries, sink, signal, progress: () => undefined }));
  return sink.bytes();
};
