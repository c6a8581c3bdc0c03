/**
 * The entries of an open vault as the app uses them: a list by windows, one entry at a time, one
 * hidden value at a time. Everything is synchronous and durable when it answers; it must not be
 * kept after the vault was locked (every call then answers vault.locked).
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { CopyView, EntryDetail, EntryDraft, EntryRow } from "#contract/views.ts";
import type { CopyCounts, LocalStoreError } from "./local-store.port.ts";

/** The services that can hold copies, as the views name them. */
export type RemoteStoreId = Exclude<CopyView["store"], "local">;

/** Failures of entries. */
export type EntryError =
  | LocalStoreError
  | AppError<
      "vault.locked" | "entry.not-found" | "entry.damaged" | "entry.too-long" | "cipher.newer-version"
    >;

/** A window of the list. */
export interface EntryQuery {
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

/** The rows of a window and how many there are in all. */
export interface EntryWindow {
  readonly total: number;
  readonly offset: number;
  readonly rows: EntryRow[];
}

/** An entry's id with the revision just written. */
export interface SavedEntry {
  readonly entryId: string;
  readonly revision: number;
}

/** Figures for the whole list. `tags` sorted, at most 1,000. */
export interface EntriesOverview {
  readonly total: number;
  readonly tags: readonly string[];
  readonly damaged: number;
}

/** A former revision; null where the row does not open. */
export interface FormerRevision {
  readonly revision: number;
  readonly modifiedAt: number | null;
  readonly title: string | null;
}

/** What a walk over every row found. */
export interface CheckOutcome {
  readonly checked: number;
  readonly damaged: readonly string[];
}

/** Reads and writes entries. */
export interface EntryService {
  /** Best match first when there is a text, else by title. Deleted entries are left out. */
  query(query: EntryQuery): Result<EntryWindow, EntryError>;
  /** Without hidden values. A row that does not open answers entry.damaged and is shown as damaged. */
  get(entryId: string): Result<EntryDetail, EntryError>;
  /** The one value asked for. */
  reveal(entryId: string, fieldId: string): Result<string, EntryError>;
  /** Null makes a new entry. A field value of null keeps the stored one. */
  save(entryId: string | null, draft: EntryDraft): Result<SavedEntry, EntryError>;
  /** Many new entries in one transaction, all or none. */
  saveAll(drafts: readonly EntryDraft[]): Result<readonly SavedEntry[], EntryError>;
  /** Marks deleted; the row stays and can be brought back. */
  remove(entryId: string): Result<SavedEntry, EntryError>;
  undelete(entryId: string): Result<SavedEntry, EntryError>;
  /** Former revisions, latest first. */
  history(entryId: string): Result<readonly FormerRevision[], EntryError>;
  overview(): EntriesOverview;
  /** Over all connected services. */
  copyCounts(): Result<CopyCounts, EntryError>;
  /** Takes up what another program wrote; true when something changed. Queries do it by themselves. */
  refresh(): Result<boolean, EntryError>;
  /** Opens every row, in slices; damaged ones are marked in the list. */
  checkAll(signal: AbortSignal): Promise<Result<CheckOutcome, EntryError>>;
  /** Calls `listener` after every change of any entry. Returns its own unsubscribe. */
  subscribe(listener: () => void): () => void;
}
