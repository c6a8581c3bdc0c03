/** Writing and reading our own encrypted export as a whole, piece by piece. */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { ByteSink, WholeEntry } from "#vault/entries.port.ts";
import { createCollector } from "./collector.ts";
import { createFrameWriter, readFrames } from "./export-file.ts";
import type { FrameWriter } from "./export-file.ts";
import { decodeRecordOf, encodeBytesRecord, encodeEntryRecord } from "./export-records.ts";
import type {
  ExportReport,
  ExportRequest,
  ImportedEntry,
  ImportedFile,
  ParsedImport,
} from "./transfer.port.ts";

/** Passes an attachment's pieces on as frames; the file behind it is not its own to finish. */
const frameSink = (writer: FrameWriter, sink: ByteSink): ByteSink => ({
  write: (bytes) => sink.write(writer.frame(encodeBytesRecord(bytes), false)),
  finish: () => Promise.resolve(ok(undefined)),
  discard: () => Promise.resolve(),
});

const writeFiles = async (
  { entries, sink, signal }: ExportRequest,
  writer: FrameWriter,
  entry: WholeEntry,
): Promise<Result<void, AppError>> => {
  for (const { attachmentId } of entry.attachments) {
    const written = await entries.readAttachment(
      entry.entryId,
      attachmentId,
      frameSink(writer, sink),
      signal,
      () => undefined,
    );
    if (!written.ok) return written;
  }
  return ok(undefined);
};

/** Writes everything, those in the trash and former revisions too. Damaged entries are counted as left out. */
export const writeOwn = async (
  crypto: Crypto,
  request: ExportRequest,
  password: string,
): Promise<Result<ExportReport, AppError>> => {
  const { entries, sink, signal, progress } = request;
  const writer = await createFrameWriter(crypto, password);
  const total = entries.overview().total + entries.overview().trash;
  let done = 0;
  let attachments = 0;
  let damaged = 0;
  try {
    const begun = await sink.write(writer.head);
    if (!begun.ok) return begun;
    for (const whole of entries.wholeEntries()) {
      if (signal.aborted) return fail("task.cancelled");
      if (!whole.ok) {
        if (whole.error.code !== "entry.damaged") return whole;
        damaged++;
        continue;
      }
      const written = await sink.write(writer.frame(encodeEntryRecord(whole.value), false));
      const files = written.ok ? await writeFiles(request, writer, whole.value) : written;
      if (!files.ok) return files;
      attachments += whole.value.attachments.length;
      progress(++done, total);
    }
    const ended = await sink.write(writer.frame(new Uint8Array(0), true));
    if (!ended.ok) return ended;
  } finally {
    writer.wipe();
  }
  const leftOut = damaged === 0 ? [] : [{ what: "Damaged entries", count: damaged }];
  return ok({ entries: done, attachments, leftOut });
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** Gathers the bytes behind an entry into its files. */
const cutFiles = (
  files: readonly { readonly name: string; readonly size: number }[],
  pieces: readonly Uint8Array[],
): readonly ImportedFile[] | null => {
  const all = joined(pieces);
  let at = 0;
  const cut = files.map(({ name, size }) => {
    const bytes = all.subarray(at, at + size);
    at += size;
    return { name, bytes };
  });
  return at === all.length ? cut : null;
};

/** Opens an export. import.wrong-password, import.damaged, import.unsupported. */
export const readOwn = async (
  crypto: Crypto,
  bytes: Uint8Array,
  password: string,
): Promise<
  Result<ParsedImport, AppError<"import.damaged" | "import.unsupported" | "import.wrong-password">>
> => {
  const frames = await readFrames(crypto, bytes, password);
  if (!frames.ok) return frames;
  const entries: ImportedEntry[] = [];
  let current: {
    entry: Omit<ImportedEntry, "attachments">;
    files: readonly { name: string; size: number }[];
  } | null = null;
  let pieces: Uint8Array[] = [];
  const close = (): boolean => {
    const attachments = current === null ? [] : cutFiles(current.files, pieces);
    if (attachments === null) return false;
    if (current !== null) entries.push({ ...current.entry, attachments });
    pieces = [];
    return true;
  };
  for (const [at, frame] of frames.value.slice(0, -1).entries()) {
    const record = decodeRecordOf(frame);
    if (record === null) return fail("import.damaged", { where: `part ${String(at + 1)}` });
    if (record.kind === "bytes") pieces.push(record.bytes);
    else {
      if (!close()) return fail("import.damaged", { where: `part ${String(at + 1)}` });
      current = record;
    }
  }
  if (!close()) return fail("import.damaged", { where: "the end" });
  return ok({ ...createCollector("tapvault").finish(), entries });
};
