/**
 * Sealing everything anew under the present vault key, in slices, while the vault is in use. Each row
 * is taken as it is found: what is sealed anew already is left, what opens under neither key stays as
 * damaged as it was. Cut short anywhere, it can be begun again from the start.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { chunkBinding } from "./attachments.ts";
import type { Running } from "./attachments.ts";
import { createPatience } from "./conflicts.ts";
import type { EntryError } from "./entries.port.ts";
import { resealBatch } from "./entry-batch.ts";
import { commitRows, reloadList } from "./entry-context.ts";
import type { EntryContext } from "./entry-context.ts";
import { entryBinding } from "./entry-rows.ts";
import { openObject, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import type { Summary } from "./index-pages.ts";
import type { KeyPurpose } from "./keys.ts";
import type { ChunkRecord, HistoryRecord, Operation, Stored } from "./local-store.port.ts";

const rowsAtOnce = 100;
const chunksAtOnce = 4;
const pagesAtOnce = 20;

/** The envelope under the present key; null when it is there already or cannot be opened at all. */
const resealed = (
  context: EntryContext,
  purpose: KeyPurpose,
  binding: Binding,
  blob: Uint8Array,
): Uint8Array | null => {
  const { crypto, keys } = context;
  if (keys.former === null || openObject(crypto, keys.purpose(purpose), binding, blob).ok) return null;
  const opened = openObject(crypto, keys.former.purpose(purpose), binding, blob);
  return opened.ok ? sealObject(crypto, keys.purpose(purpose), binding, opened.value) : null;
};

const resealRow = (context: EntryContext, { id, revision, sealed }: HistoryRecord): readonly Operation[] => {
  const anew = resealed(context, "entry", entryBinding(context.keys, id, revision), sealed);
  return anew === null ? [] : [{ op: "resealed", id, revision, sealed: anew }];
};

const resealChunk = (context: EntryContext, chunk: ChunkRecord): readonly Operation[] => {
  const binding = chunkBinding(context, chunk.attachmentId, chunk.number);
  const anew = resealed(context, "entry", binding, chunk.sealed);
  return anew === null ? [] : [{ op: "chunk-resealed", chunk: { ...chunk, sealed: anew } }];
};

const nextTurn = (context: EntryContext): Promise<void> =>
  new Promise((resolve) => {
    context.clock.after(0, resolve);
  });

const stopped = (running: Running): Result<void, EntryError> => {
  if (!running.isOpen()) return fail("vault.locked");
  return running.signal.aborted ? fail("task.cancelled") : ok(undefined);
};

/** Reads slice after slice and commits what is to be sealed anew, letting others have their turn. */
const walk = async <R>(
  context: EntryContext,
  running: Running,
  slice: (last: R | null) => Stored<readonly R[]>,
  reseal: (row: R) => readonly Operation[],
  advanced: (count: number) => void,
): Promise<Result<void, EntryError>> => {
  let last: R | null = null;
  for (;;) {
    const goOn = stopped(running);
    if (!goOn.ok) return goOn;
    const rows = slice(last);
    if (!rows.ok) return rows;
    last = rows.value.at(-1) ?? null;
    if (last === null) return ok(undefined);
    const operations = rows.value.flatMap(reseal);
    const committed = operations.length === 0 ? ok(undefined) : commitRows(context, operations);
    if (!committed.ok) return committed;
    advanced(rows.value.length);
    await nextTurn(context);
  }
};

const pagesOf = (context: EntryContext): readonly number[] => [
  ...new Set([...context.list.all()].map(({ page }) => page)),
];

/** Index pages are written through the list, so that its revisions stay in step. */
const resealPages = async (context: EntryContext, running: Running): Promise<Result<void, EntryError>> => {
  const pages = pagesOf(context);
  let mayTryAgain = createPatience(context.clock);
  for (let at = 0; at < pages.length;) {
    const goOn = stopped(running);
    if (!goOn.ok) return goOn;
    const wanted = new Set(pages.slice(at, at + pagesAtOnce));
    const changed: readonly Summary[] = [...context.list.all()].filter(({ page }) => wanted.has(page));
    const writes = context.list.stage({ changed, purged: [] });
    const committed = commitRows(context, writes);
    if (committed.ok) {
      context.list.apply({ changed: [], purged: [] }, writes);
      at += pagesAtOnce;
      mayTryAgain = createPatience(context.clock);
    } else {
      if (committed.error.code !== "store.conflict" || !mayTryAgain()) return committed;
      const reloaded = reloadList(context);
      if (!reloaded.ok) return reloaded;
    }
    await nextTurn(context);
  }
  return ok(undefined);
};

/** Seals every row anew that is still under the former key. `progress` counts rows. */
export const resealAll = async (
  context: EntryContext,
  running: Running,
): Promise<Result<void, EntryError>> => {
  const { store } = context;
  const counts = store.rowCounts();
  if (!counts.ok) return counts;
  const total = counts.value.entries + counts.value.revisions + counts.value.chunks;
  let done = 0;
  const advanced = (count: number): void => running.progress(Math.min((done += count), total), total);
  const steps = [
    () => resealPages(context, running),
    () =>
      walk(
        context,
        running,
        (last: HistoryRecord | null) => store.entriesAfter(last?.id ?? "", rowsAtOnce),
        (row) => resealRow(context, row),
        advanced,
      ),
    () =>
      walk(
        context,
        running,
        (last: HistoryRecord | null) => store.historyAfter(last?.id ?? "", last?.revision ?? -1, rowsAtOnce),
        (row) => resealRow(context, row),
        advanced,
      ),
    () =>
      walk(
        context,
        running,
        (last: ChunkRecord | null) =>
          store.chunksAfter(last?.attachmentId ?? "", last?.number ?? -1, chunksAtOnce),
        (chunk) => resealChunk(context, chunk),
        advanced,
      ),
    () => Promise.resolve(resealBatch(context)),
  ];
  for (const step of steps) {
    const stepped = await step();
    if (!stepped.ok) return stepped;
  }
  return ok(undefined);
};
