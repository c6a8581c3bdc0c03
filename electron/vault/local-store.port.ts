/**
 * The vault's file on this computer, as rows of opaque ids, revisions and ciphertext. Every change
 * is one transaction through `commit`. It must not know keys, names or what a row means.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** Rows of `meta` that begin so mark a conflict: the rest is the entry's id, the value the other version's revision. */
export const conflictPrefix = "conflict/";

/** Failures of the file. `store.conflict`: another program changed the row first; reload and retry. */
export type LocalStoreError = AppError<
  | "vault.newer-version"
  | "vault.damaged"
  | "vault.busy"
  | "vault.disk-full"
  | "vault.read-only"
  | "store.conflict"
  | "internal"
>;

/** A Result of the file. */
export type Stored<T> = Result<T, LocalStoreError>;

/** How one copy of an entry in a service stands. */
export type CopyState = "kept" | "waiting" | "failed" | "damaged";

/** What a service is to be told about an entry. */
export type OutboxAction = "write" | "delete";

/** One way to unwrap the vault key. `id` 32 hex characters; `label` is sealed; `check` is what is needed beside the secret, in plain: 8 bytes to know a device secret by, a passphrase's parameters, or null. */
export interface SlotRecord {
  readonly id: string;
  readonly kind: string;
  readonly revision: number;
  readonly sealed: Uint8Array;
  readonly label: Uint8Array;
  readonly check: Uint8Array | null;
}

/** An entry's current revision. `id` 32 hex characters, `page` the index page that lists it. */
export interface EntryRecord {
  readonly id: string;
  readonly revision: number;
  readonly page: number;
  readonly isDeleted: boolean;
  readonly sealed: Uint8Array;
}

/** A former revision of an entry. */
export interface HistoryRecord {
  readonly id: string;
  readonly revision: number;
  readonly sealed: Uint8Array;
}

/** One sealed page of summaries. */
export interface IndexPageRecord {
  readonly page: number;
  readonly revision: number;
  readonly sealed: Uint8Array;
}

/** What the entry rows of a page add up to: their number and the sum of their revisions modulo 2^32. */
export interface PageCheck {
  readonly page: number;
  readonly count: number;
  readonly sum: number;
}

/** Something a service has not been told yet; at most one row for an entry and a service. */
export interface OutboxRecord {
  readonly store: string;
  readonly entryId: string;
  readonly revision: number;
  readonly action: OutboxAction;
  readonly attempts: number;
  /** Not to be tried before (epoch ms). */
  readonly notBefore: number;
}

/** How one copy stands. `revision` is the one the service has, or was last offered. */
export interface CopyRecord {
  readonly store: string;
  readonly entryId: string;
  readonly state: CopyState;
  readonly revision: number;
  readonly at: number;
  /** An error code of the catalogue when `state` is failed or damaged. */
  readonly errorCode: string | null;
}

/** How many copies stand how, over all services. */
export interface CopyCounts {
  readonly kept: number;
  readonly waiting: number;
  readonly failed: number;
}

/** The copies at one service by how they stand. */
export interface StoreCopies {
  readonly kept: number;
  readonly waiting: number;
  readonly failed: number;
  readonly damaged: number;
}

/** One sealed piece of an attachment. `attachmentId` 32 hex characters, `number` from 0. */
export interface ChunkRecord {
  readonly attachmentId: string;
  readonly number: number;
  readonly sealed: Uint8Array;
}

/** How many rows there are of each kind, for progress. */
export interface RowCounts {
  readonly entries: number;
  readonly revisions: number;
  readonly chunks: number;
}

/** What is in the file by size. Deleted entries count as trash only. */
export interface StorageFigures {
  readonly fileBytes: number;
  /** Pages of the file that are free for use again. */
  readonly unusedBytes: number;
  readonly entries: number;
  readonly entryBytes: number;
  readonly trash: number;
  readonly revisions: number;
  readonly revisionBytes: number;
  readonly attachments: readonly { readonly id: string; readonly bytes: number }[];
  /** How many live entries have so many kept copies at services. */
  readonly copies: readonly { readonly copies: number; readonly entries: number }[];
  /** The live entries that take most, with their former revisions. */
  readonly largest: readonly { readonly id: string; readonly bytes: number }[];
}

/** One step of a transaction. `expects` is the revision that must be there now; null: no row yet. */
export type Operation =
  | { readonly op: "meta"; readonly name: string; readonly value: Uint8Array | null }
  /** Refused when the name is there already. */
  | { readonly op: "meta-new"; readonly name: string; readonly value: Uint8Array }
  | { readonly op: "slot"; readonly slot: SlotRecord }
  | { readonly op: "slot-removed"; readonly id: string }
  /** Writes the current revision; the former one moves to the history. */
  | { readonly op: "entry"; readonly entry: EntryRecord; readonly expects: number | null }
  /** Adds a revision to the history of an entry that is there; nothing happens when it has it. */
  | { readonly op: "former"; readonly record: HistoryRecord }
  | { readonly op: "index-page"; readonly page: IndexPageRecord; readonly expects: number | null }
  /** Replaces what waits for the same entry and service; attempts start at 0. */
  | {
      readonly op: "outbox";
      readonly store: string;
      readonly entryId: string;
      readonly revision: number;
      readonly action: OutboxAction;
    }
  /** Takes a row out, unless a later revision took its place. */
  | {
      readonly op: "outbox-done";
      readonly store: string;
      readonly entryId: string;
      readonly revision: number;
    }
  /** Puts a row off, unless a later revision took its place. */
  | {
      readonly op: "outbox-later";
      readonly store: string;
      readonly entryId: string;
      readonly revision: number;
      readonly attempts: number;
      readonly notBefore: number;
    }
  /** Sets how a copy stands, unless the row already speaks of a later revision. */
  | { readonly op: "copy"; readonly copy: CopyRecord }
  | {
      readonly op: "copy-removed";
      readonly store: string;
      readonly entryId: string;
      readonly revision: number;
    }
  /** Removes an entry for good with its history and copies; its index page is another step. */
  | { readonly op: "entry-purged"; readonly id: string; readonly expects: number }
  /** Replaces the ciphertext of a current or former revision and nothing else (rotation). Nothing happens when it moved on. */
  | { readonly op: "resealed"; readonly id: string; readonly revision: number; readonly sealed: Uint8Array }
  | { readonly op: "chunk"; readonly chunk: ChunkRecord }
  /** Replaces the ciphertext of a piece that is there (rotation). */
  | { readonly op: "chunk-resealed"; readonly chunk: ChunkRecord }
  /** Goes on only while a row of `meta` has this value; null: while there is none. */
  | { readonly op: "meta-is"; readonly name: string; readonly value: Uint8Array | null }
  /** Removes all pieces of an attachment. */
  | { readonly op: "chunks-removed"; readonly attachmentId: string }
  /** Forgets every copy and everything that waits for a service, so that it is told all anew. */
  | { readonly op: "copies-forgotten"; readonly store: string }
  /** Queues every live entry that has neither a copy nor a waiting row at a service. */
  | { readonly op: "queue-missing"; readonly store: string; readonly at: number }
  /** Empties meta and slots, for a creation that replaces an unfinished vault. Entries must be none. */
  | { readonly op: "reset-unfinished" };

/** Reads rows and commits transactions. Synchronous: a call returns after the disk has answered. */
export interface LocalStore {
  meta(name: string): Stored<Uint8Array | null>;
  /** Every row of `meta` whose name begins so. */
  metaWithPrefix(prefix: string): Stored<readonly { readonly name: string; readonly value: Uint8Array }[]>;
  slots(): Stored<readonly SlotRecord[]>;
  entry(id: string): Stored<EntryRecord | null>;
  entriesOfPage(page: number): Stored<readonly EntryRecord[]>;
  /** Entries in order of id, after `afterId`, for walks over everything. */
  entriesAfter(afterId: string, limit: number): Stored<readonly EntryRecord[]>;
  indexPages(): Stored<readonly IndexPageRecord[]>;
  indexPage(page: number): Stored<IndexPageRecord | null>;
  /** Page numbers and revisions only, to see which pages another program rewrote. */
  indexRevisions(): Stored<ReadonlyMap<number, number>>;
  pageChecks(): Stored<readonly PageCheck[]>;
  /** The highest revision of any entry, 0 when there is none. */
  lastRevision(): Stored<number>;
  /** Former revisions, latest first. */
  history(id: string): Stored<readonly HistoryRecord[]>;
  /** Former revisions of all entries in order of id and revision, after the given one, for walks over everything. */
  historyAfter(afterId: string, afterRevision: number, limit: number): Stored<readonly HistoryRecord[]>;
  chunk(attachmentId: string, number: number): Stored<ChunkRecord | null>;
  /** Pieces of all attachments in order, after the given one, for walks over everything. */
  chunksAfter(afterId: string, afterNumber: number, limit: number): Stored<readonly ChunkRecord[]>;
  /** Every attachment that has pieces. */
  attachmentIds(): Stored<readonly string[]>;
  rowCounts(): Stored<RowCounts>;
  /** SQLite's integrity check; true when it finds nothing. */
  isIntact(): Stored<boolean>;
  /** Writes a consistent copy of the whole file while it is in use; `file` must not exist. */
  snapshotTo(file: string): Stored<void>;
  /** Bytes free on the disk that the file is on; null where that cannot be told. */
  freeBytes(): Stored<number | null>;
  /** Overwrites what was deleted and gives the space back; for after a rotation. */
  compact(): Stored<void>;
  copies(entryId: string): Stored<readonly CopyRecord[]>;
  /** The worst copy state of each entry asked for that has a copy which is not plainly kept. */
  worstCopies(ids: readonly string[]): Stored<ReadonlyMap<string, CopyState>>;
  /** The entries that have a copy at a service, or anywhere when null, in a state, or in any when null. */
  entriesWithCopies(store: string | null, state: CopyState | null): Stored<ReadonlySet<string>>;
  copyCounts(): Stored<CopyCounts>;
  /** The same for each service that has any, and more closely. */
  storeCopies(): Stored<ReadonlyMap<string, StoreCopies>>;
  /** What the kept copies at a service take there, in bytes. Reads the rows of all of them. */
  keptBytes(store: string): Stored<number>;
  /** What takes how much; looks at every row's length. */
  storageFigures(largest: number): Stored<StorageFigures>;
  /** Waiting rows of a service that are due at `dueAt`, oldest first. */
  outbox(store: string, dueAt: number, limit: number): Stored<readonly OutboxRecord[]>;
  /** When the next waiting row of a service is due; null when nothing waits. */
  outboxDueAt(store: string): Stored<number | null>;
  /** A number that differs after another connection changed the file. */
  dataVersion(): Stored<number>;
  /** All steps or none; durable when it answers ok. */
  commit(operations: readonly Operation[]): Stored<void>;
  dispose(): void;
}
