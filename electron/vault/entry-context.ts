/** What the functions of the entry service share while a vault is open. Holds no logic of its own. */
import type { Clock } from "#contract/clock.port.ts";
import { appError, catalogue, fail } from "#contract/errors.ts";
import type { AppError, ErrorCode } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { CopyView } from "#contract/views.ts";
import type { EntryError, RemoteStoreId } from "./entries.port.ts";
import type { PlainEntry } from "./entry-codec.ts";
import type { EntryList, EntryListParts } from "./entry-list.ts";
import { openEntry } from "./entry-rows.ts";
import type { HybridClock } from "./hlc.ts";
import { epochGuard, isSameEpoch } from "./key-epoch.ts";
import type { ReuseIndex } from "./reuse-index.ts";
import type { CopyRecord, EntryRecord, Operation, Stored } from "./local-store.port.ts";

/** What an entry service is made from. */
export interface EntryParts extends EntryListParts {
  readonly clock: Clock;
  /** The services connected now: each change is queued for them. */
  readonly remoteStores: () => readonly RemoteStoreId[];
  /** Another program changed the vault key: what is held here opens nothing new. */
  readonly keysReplaced: () => void;
}

/** The parts with what the open vault holds in memory. */
export interface EntryContext extends EntryParts {
  readonly list: EntryList;
  readonly revisions: HybridClock;
  readonly changed: () => void;
  /** Attachments whose pieces could not be taken away again, for want of space. */
  readonly abandoned: Set<string>;
  /** Where the same password is used. */
  readonly reuse: ReuseIndex;
}

/** A row with its plaintext. */
export interface OpenedEntry {
  readonly row: EntryRecord;
  readonly entry: PlainEntry;
}

/** Commits rows that were sealed under the present keys; store.conflict also when these were replaced. */
export const commitRows = (context: EntryContext, operations: readonly Operation[]): Stored<void> =>
  context.store.commit([epochGuard(context.keys), ...operations]);

/** Takes up what another program wrote; vault.locked when it changed the vault key. */
export const reloadList = (context: EntryContext): Result<boolean, EntryError> => {
  const same = isSameEpoch(context.store, context.keys);
  if (!same.ok) return same;
  if (same.value) return context.list.reload();
  context.keysReplaced();
  return fail("vault.locked");
};

/** Reads and opens an entry's row; a row that does not open is marked in the list and kept. */
export const readEntry = (context: EntryContext, id: string): Result<OpenedEntry, EntryError> => {
  const row = context.store.entry(id);
  if (!row.ok) return row;
  if (row.value === null) return fail("entry.not-found");
  const opened = openEntry(context.crypto, context.keys, row.value);
  if (opened.ok) return ok({ row: row.value, entry: opened.value });
  context.log.warn("entry-does-not-open", { ref: opened.error.ref, code: opened.error.code });
  context.list.markDamaged(id);
  return opened;
};

const storedError = (code: string | null): AppError | null =>
  code !== null && code in catalogue ? appError(code as ErrorCode) : null;

/** Every copy of an entry: the local one, and one for each connected or formerly used service. */
export const copyViews = (
  context: EntryContext,
  modifiedAt: number,
  records: readonly CopyRecord[],
): CopyView[] => {
  const local: CopyView = { store: "local", state: "kept", at: modifiedAt, error: null };
  const remote = context.remoteStores().map((store): CopyView => {
    const record = records.find((candidate) => candidate.store === store);
    if (record === undefined) return { store, state: "waiting", at: null, error: null };
    return { store, state: record.state, at: record.at, error: storedError(record.errorCode) };
  });
  return [local, ...remote];
};
