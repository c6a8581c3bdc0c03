/** The walk over everything: every entry, every former revision, every piece of every file. It marks and reports; it changes nothing on disk. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { VerifyReport } from "#contract/views.ts";
import { openChunk } from "./attachments.ts";
import type { Running } from "./attachments.ts";
import type { EntryError } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import type { EntryContext } from "./entry-context.ts";
import { openEntry } from "./entry-rows.ts";
import type { ChunkRecord, HistoryRecord, Stored } from "./local-store.port.ts";

const rowsAtOnce = 200;
const chunksAtOnce = 4;

interface Seen {
  chunks: number;
  bytes: number;
  isDamaged: boolean;
}

/** What the walk found so far. */
interface Findings {
  readonly damagedEntries: string[];
  damagedRevisions: number;
  entries: number;
  revisions: number;
  /** What the entries say of their files, by attachment. */
  readonly expected: Map<string, { readonly chunks: number; readonly sizeBytes: number }>;
  readonly seen: Map<string, Seen>;
}

const nextTurn = (context: EntryContext): Promise<void> =>
  new Promise((resolve) => {
    context.clock.after(0, resolve);
  });

const note = (findings: Findings, entry: PlainEntry): void => {
  for (const { attachmentId, chunks, sizeBytes } of entry.attachments) {
    findings.expected.set(attachmentId, { chunks, sizeBytes });
  }
};

const checkRow = (context: EntryContext, findings: Findings, row: HistoryRecord): boolean => {
  const opened = openEntry(context.crypto, context.keys, row);
  if (opened.ok) note(findings, opened.value);
  return opened.ok;
};

const checkChunk = (context: EntryContext, findings: Findings, chunk: ChunkRecord): void => {
  const seen = findings.seen.get(chunk.attachmentId) ?? { chunks: 0, bytes: 0, isDamaged: false };
  findings.seen.set(chunk.attachmentId, seen);
  const bytes = openChunk(context, chunk);
  if (bytes === null || chunk.number !== seen.chunks) seen.isDamaged = true;
  seen.chunks++;
  seen.bytes += bytes?.length ?? 0;
};

/** Runs `use` over all rows in slices, letting others have their turn, until there are none. */
const walk = async <R>(
  context: EntryContext,
  running: Running,
  slice: (last: R | null) => Stored<readonly R[]>,
  use: (row: R) => void,
): Promise<Result<void, EntryError>> => {
  let last: R | null = null;
  for (;;) {
    if (!running.isOpen()) return fail("vault.locked");
    if (running.signal.aborted) return fail("task.cancelled");
    const rows = slice(last);
    if (!rows.ok) return rows;
    for (const row of rows.value) use(row);
    last = rows.value.at(-1) ?? null;
    if (last === null) return ok(undefined);
    await nextTurn(context);
  }
};

const walkAll = async (
  context: EntryContext,
  running: Running,
  findings: Findings,
): Promise<Result<void, EntryError>> => {
  const { store } = context;
  const counts = store.rowCounts();
  if (!counts.ok) return counts;
  const total = counts.value.entries + counts.value.revisions + counts.value.chunks;
  let done = 0;
  const step = (): void => running.progress(++done, total);
  const entries = await walk(
    context,
    running,
    (last: { id: string } | null) => store.entriesAfter(last?.id ?? "", rowsAtOnce),
    (row) => {
      findings.entries++;
      if (!checkRow(context, findings, row)) findings.damagedEntries.push(row.id);
      step();
    },
  );
  if (!entries.ok) return entries;
  const revisions = await walk(
    context,
    running,
    (last: HistoryRecord | null) => store.historyAfter(last?.id ?? "", last?.revision ?? -1, rowsAtOnce),
    (row) => {
      findings.revisions++;
      if (!checkRow(context, findings, row)) findings.damagedRevisions++;
      step();
    },
  );
  if (!revisions.ok) return revisions;
  return walk(
    context,
    running,
    (last: ChunkRecord | null) =>
      store.chunksAfter(last?.attachmentId ?? "", last?.number ?? -1, chunksAtOnce),
    (chunk) => {
      checkChunk(context, findings, chunk);
      step();
    },
  );
};

/** Files whose pieces are missing, cut, joined or do not open. Pieces that no entry names are nobody's damage. */
const damagedFiles = ({ expected, seen }: Findings): string[] =>
  [...expected].flatMap(([id, { chunks, sizeBytes }]) => {
    const found = seen.get(id);
    const isWhole = found?.chunks === chunks && found.bytes === sizeBytes && !found.isDamaged;
    return isWhole ? [] : [id];
  });

/** Opens everything. Damaged entries are marked in the list. */
export const verifyEntries = async (
  context: EntryContext,
  running: Running,
): Promise<Result<VerifyReport, EntryError>> => {
  const intact = context.store.isIntact();
  if (!intact.ok) return intact;
  const findings: Findings = {
    damagedEntries: [],
    damagedRevisions: 0,
    entries: 0,
    revisions: 0,
    expected: new Map(),
    seen: new Map(),
  };
  const walked = await walkAll(context, running, findings);
  if (!walked.ok) return walked;
  for (const id of findings.damagedEntries) context.list.markDamaged(id);
  if (findings.damagedEntries.length > 0) context.changed();
  return ok({
    isFileIntact: intact.value,
    entries: findings.entries,
    revisions: findings.revisions,
    attachments: findings.expected.size,
    damagedEntries: findings.damagedEntries,
    damagedRevisions: findings.damagedRevisions,
    damagedAttachments: damagedFiles(findings),
  });
};
