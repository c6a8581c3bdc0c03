/**
 * Files kept with entries: sealed piece by piece in rows of their own, named by the entry's revision
 * once all of them are there. A crash leaves pieces that nothing names; a note in `meta`, written
 * first, lets them be swept later. It must not hold more than a few pieces in memory.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { AttachmentView } from "#contract/views.ts";
import { toHex, uint64 } from "./bytes.ts";
import type { ByteSink, ByteSource, EntryError, Progress, SavedEntry } from "./entries.port.ts";
import type { PlainAttachment } from "./entry-codec.ts";
import { commitRows, readEntry } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { attachmentView } from "./entry-whole.ts";
import { changeOf, single, wallClock, writeRepeatedly } from "./entry-writes.ts";
import { kinds, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import type { ChunkRecord, Operation, Stored } from "./local-store.port.ts";
import { openUnder } from "./open-under.ts";

/** The largest file, in bytes. */
export const maxAttachmentBytes = 50_000_000;
/** Plain bytes in one piece; the last may be shorter. */
export const chunkBytes = 256 * 1024;

const chunksAtOnce = 4;
const maxNameLength = 255;
/** Names of the notes in `meta`, followed by the id of the attachment. */
export const notePrefix = "attaching/";
/** What the file's log may take beside the pieces themselves. */
const logBytes = 8 * 1024 * 1024;

/** What a running call needs to stop in time: after a lock the keys are zeros. */
export interface Running {
  readonly isOpen: () => boolean;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** What one piece is bound to. */
export const chunkBinding = (context: EntryContext, attachmentId: string, number: number): Binding => ({
  vaultId: context.keys.vaultId,
  objectId: attachmentId,
  revision: number + 1,
  kind: kinds.attachmentChunk,
});

/** Seals one piece under its attachment and number. */
export const sealChunk = (
  context: EntryContext,
  attachmentId: string,
  number: number,
  bytes: Uint8Array,
): ChunkRecord => ({
  attachmentId,
  number,
  sealed: sealObject(
    context.crypto,
    context.keys.purpose("entry"),
    chunkBinding(context, attachmentId, number),
    bytes,
  ),
});

/** The plain bytes of one piece; null when it does not open. */
export const openChunk = (context: EntryContext, chunk: ChunkRecord): Uint8Array | null => {
  const bound = chunkBinding(context, chunk.attachmentId, chunk.number);
  const opened = openUnder(context.crypto, context.keys, "entry", bound, chunk.sealed);
  return opened.ok ? opened.value : null;
};

/** A file's name as it is kept: without folders and control characters, at most 255 long, never empty. */
export const cleanName = (name: string): string => {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/\p{Cc}/gu, "").trim();
  return clean === "" ? "file" : clean.slice(0, maxNameLength);
};

const stopped = ({ isOpen, signal }: Running): Result<void, EntryError> => {
  if (!isOpen()) return fail("vault.locked");
  return signal.aborted ? fail("task.cancelled") : ok(undefined);
};

/** The steps that take all pieces of an attachment and its note away. */
export const removeChunks = (context: EntryContext, attachmentId: string): readonly Operation[] => [
  { op: "chunks-removed", attachmentId },
  { op: "meta", name: `${notePrefix}${attachmentId}`, value: null },
];

/** The next bytes; fails also when the person gave up or the vault was locked meanwhile. */
const readPiece = async (
  source: ByteSource,
  running: Running,
): Promise<Result<Uint8Array | null, EntryError>> => {
  const read = await source.read(chunkBytes);
  const goOn = stopped(running);
  return goOn.ok ? read : goOn;
};

const tooLarge = (): Result<never, EntryError> =>
  fail("attachment.too-large", { maxBytes: maxAttachmentBytes });

/** Seals pieces and commits them a few at a time. */
class PieceWriter {
  readonly #context: EntryContext;
  readonly #attachmentId: string;
  #waiting: Operation[] = [];
  chunks = 0;
  sizeBytes = 0;

  constructor(context: EntryContext, attachmentId: string) {
    this.#context = context;
    this.#attachmentId = attachmentId;
  }

  /** Whether everything taken so far is in the store. */
  get isCommitted(): boolean {
    return this.#waiting.length === 0;
  }

  /** Takes the next bytes; null is the end of them. */
  take(bytes: Uint8Array | null): Result<void, EntryError> {
    // An empty file has one empty piece, so that every attachment has something to be checked by.
    if (bytes !== null || this.chunks === 0) this.#add(bytes ?? new Uint8Array(0));
    if (this.sizeBytes > maxAttachmentBytes) return tooLarge();
    return bytes === null || this.#waiting.length >= chunksAtOnce ? this.#commit() : ok(undefined);
  }

  #add(bytes: Uint8Array): void {
    const chunk = sealChunk(this.#context, this.#attachmentId, this.chunks++, bytes);
    this.#waiting.push({ op: "chunk", chunk });
    this.sizeBytes += bytes.length;
  }

  #commit(): Stored<void> {
    const committed = commitRows(this.#context, this.#waiting);
    this.#waiting = [];
    return committed;
  }
}

/** Seals and stores what the source has; answers how many pieces and bytes that were. */
const store = async (
  context: EntryContext,
  attachmentId: string,
  source: ByteSource,
  running: Running,
): Promise<Result<{ readonly chunks: number; readonly sizeBytes: number }, EntryError>> => {
  const writer = new PieceWriter(context, attachmentId);
  for (let isEnd = false; !isEnd;) {
    const read = await readPiece(source, running);
    if (!read.ok) return read;
    isEnd = read.value === null;
    const taken = writer.take(read.value);
    if (!taken.ok) return taken;
    // What only waits may still not fit on the disk, so it is not told as done.
    if (writer.isCommitted) running.progress(writer.sizeBytes, source.expectedBytes);
  }
  return ok({ chunks: writer.chunks, sizeBytes: writer.sizeBytes });
};

const name = (
  context: EntryContext,
  entryId: string,
  attachment: PlainAttachment,
): Result<SavedEntry, EntryError> =>
  single(
    writeRepeatedly(
      context,
      () =>
        changeOf(context, entryId, (entry) =>
          entry.isDeleted ? null : { ...entry, attachments: [...entry.attachments, attachment] },
        ),
      () => [{ op: "meta", name: `${notePrefix}${attachment.attachmentId}`, value: null }],
    ),
  );

const mayAttach = (context: EntryContext, entryId: string, source: ByteSource): Result<void, EntryError> => {
  const read = readEntry(context, entryId);
  if (!read.ok) return read;
  if (read.value.entry.isDeleted) return fail("entry.not-found");
  if (source.expectedBytes > maxAttachmentBytes) return tooLarge();
  const free = context.store.freeBytes();
  if (!free.ok) return free;
  // Said before anything is written: on a full disk even what was begun cannot be taken away again.
  return source.expectedBytes + logBytes > (free.value ?? Infinity) ? fail("vault.disk-full") : ok(undefined);
};

/** Takes the pieces away again. On a full disk not even that works; then they go with the next sweep. */
const abandon = (context: EntryContext, attachmentId: string): void => {
  const removed = commitRows(context, removeChunks(context, attachmentId));
  if (removed.ok) context.abandoned.delete(attachmentId);
  else context.abandoned.add(attachmentId);
};

/** Keeps a file with an entry, all or nothing. */
export const attachFile = async (
  context: EntryContext,
  entryId: string,
  source: ByteSource,
  running: Running,
): Promise<Result<AttachmentView, EntryError>> => {
  for (const id of context.abandoned) abandon(context, id);
  const allowed = mayAttach(context, entryId, source);
  if (!allowed.ok) return allowed;
  const attachmentId = toHex(context.crypto.randomBytes(16));
  const note = uint64(wallClock(context));
  const noted = commitRows(context, [{ op: "meta", name: `${notePrefix}${attachmentId}`, value: note }]);
  if (!noted.ok) return noted;
  const stored = await store(context, attachmentId, source, running);
  const isWhole = stored.ok && stored.value.sizeBytes === source.expectedBytes;
  if (!stored.ok || !isWhole) {
    abandon(context, attachmentId);
    return stored.ok ? fail("attachment.changed", { name: cleanName(source.name).slice(0, 100) }) : stored;
  }
  const attachment = {
    attachmentId,
    name: cleanName(source.name),
    addedAt: wallClock(context),
    ...stored.value,
  };
  const named = name(context, entryId, attachment);
  if (named.ok) return ok(attachmentView(attachment));
  abandon(context, attachmentId);
  return named;
};

/** An attachment of the present or any former revision. */
const find = (
  context: EntryContext,
  entryId: string,
  attachmentId: string,
): Result<PlainAttachment, EntryError> => {
  const read = readEntry(context, entryId);
  if (!read.ok) return read;
  const found = read.value.entry.attachments.find((one) => one.attachmentId === attachmentId);
  return found === undefined ? fail("attachment.not-found") : ok(found);
};

/** Writes an attachment out, piece by piece; attachment.damaged when one is missing or does not open. */
export const writeAttachment = async (
  context: EntryContext,
  entryId: string,
  attachmentId: string,
  sink: ByteSink,
  running: Running,
): Promise<Result<void, EntryError>> => {
  const found = find(context, entryId, attachmentId);
  if (!found.ok) return found;
  const { chunks, sizeBytes } = found.value;
  let done = 0;
  for (let number = 0; number < chunks; number++) {
    const goOn = stopped(running);
    if (!goOn.ok) return goOn;
    const chunk = context.store.chunk(attachmentId, number);
    if (!chunk.ok) return chunk;
    const bytes = chunk.value === null ? null : openChunk(context, chunk.value);
    if (bytes === null) return fail("attachment.damaged");
    const written = await sink.write(bytes);
    if (!written.ok) return written;
    done += bytes.length;
    running.progress(done, sizeBytes);
  }
  return done === sizeBytes ? sink.finish() : fail("attachment.damaged");
};

/** Takes an attachment off the present revision; former ones keep it. */
export const detachFile = (
  context: EntryContext,
  entryId: string,
  attachmentId: string,
): Result<SavedEntry, EntryError> => {
  const found = find(context, entryId, attachmentId);
  if (!found.ok) return found;
  return single(
    writeRepeatedly(context, () =>
      changeOf(context, entryId, (entry) =>
        entry.isDeleted
          ? null
          : { ...entry, attachments: entry.attachments.filter((one) => one.attachmentId !== attachmentId) },
      ),
    ),
  );
};
