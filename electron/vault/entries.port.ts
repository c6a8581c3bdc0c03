/**
 * The entries of an open vault as the app uses them: a list by windows, one entry at a time, one
 * hidden value at a time. Everything is synchronous and durable when it answers; it must not be
 * kept after the vault was locked (every call then answers vault.locked).
 */
import type { AppError } from "#contract/errors.ts";
import type { Comparison, ConflictChoice, EndedConflict } from "#contract/ipc-entry-versions.ts";
import type { Result } from "#contract/result.ts";
import type {
  AttachmentView,
  BulkAction,
  CopyView,
  EntryDetail,
  EntryDraft,
  EntryFilter,
  EntryRow,
  ListSort,
  QueryTerm,
  RevisionView,
  RowMatch,
  TotpView,
  VerifyReport,
} from "#contract/views.ts";
import type { CopyCounts, LocalStoreError } from "./local-store.port.ts";

/** The services that can hold copies, as the views name them. */
export type RemoteStoreId = Exclude<CopyView["store"], "local">;

/** Failures of entries. */
export type EntryError =
  | LocalStoreError
  | AppError<
      | "vault.locked"
      | "entry.not-found"
      | "entry.damaged"
      | "entry.too-long"
      | "cipher.newer-version"
      | "totp.unusable"
      | "attachment.too-large"
      | "attachment.changed"
      | "attachment.damaged"
      | "attachment.not-found"
      | "file.unreadable"
      | "file.unwritable"
      | "task.cancelled"
      | "import.none"
    >;

/** A window of the list. */
export interface EntryQuery {
  readonly text: string;
  /** Left out: everything but the trash. */
  readonly filter?: EntryFilter;
  readonly sort?: ListSort;
  /** Words such as `tag:work` are conditions. */
  readonly hasTerms?: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** The rows of a window and how many there are in all. */
export interface EntryWindow {
  readonly total: number;
  readonly offset: number;
  readonly rows: EntryRow[];
  /** Why each row was found; empty while nothing is searched for. */
  readonly matches: RowMatch[];
  readonly terms: QueryTerm[];
}

/** One entry that a change of many has changed: the revision it made, and the one before. */
export interface BulkRow {
  readonly entryId: string;
  readonly revision: number;
  readonly before: number | null;
}

/** An entry's id with the revision just written. */
export interface SavedEntry {
  readonly entryId: string;
  readonly revision: number;
}

/** Figures for the whole list. `tags` sorted, at most 1,000; `tagCounts` in their order. */
export interface EntriesOverview {
  readonly total: number;
  readonly tags: readonly string[];
  readonly tagCounts: readonly number[];
  readonly types: Readonly<Record<EntryRow["type"], number>>;
  readonly damaged: number;
  readonly favourites: number;
  readonly trash: number;
}

/** A whole entry in plain, for export and for merging an import. To be dropped at once. */
export interface WholeEntry {
  readonly entryId: string;
  readonly revision: number;
  readonly draft: EntryDraft;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly isDeleted: boolean;
  readonly attachments: readonly AttachmentView[];
  /** Former revisions, latest first; those that do not open are left out and counted in `damagedRevisions`. */
  readonly former: readonly { readonly draft: EntryDraft; readonly modifiedAt: number }[];
}

/** A sealed entry as another place keeps it. `id` 32 hex characters. */
export interface SealedEntry {
  readonly id: string;
  readonly revision: number;
  readonly blob: Uint8Array;
}

/** One change of an import. `entryId` null: a new entry, with the times it had where it comes from. */
export interface BatchChange {
  readonly entryId: string | null;
  readonly draft: EntryDraft;
  readonly createdAt?: number | undefined;
  readonly modifiedAt?: number | undefined;
  /** Goes into the trash, as it was where it comes from. */
  readonly isDeleted?: boolean | undefined;
  /** Former revisions to be kept in its history, oldest first. */
  readonly former?: readonly { readonly draft: EntryDraft; readonly modifiedAt: number }[] | undefined;
}

/** The import that can be taken back. `source` names it for a person. */
export interface LastBatch {
  readonly at: number;
  readonly source: string;
  readonly count: number;
}

/** Bytes that come or go piece by piece. `read` answers null at the end; `expectedBytes` is what it promised. */
export interface ByteSource {
  readonly name: string;
  readonly expectedBytes: number;
  /** Up to `maxBytes` further bytes. attachment.changed when the file shrank, grew or vanished meanwhile. */
  read(maxBytes: number): Promise<Result<Uint8Array | null, EntryError>>;
  close(): Promise<void>;
}

/** Where bytes are written. Nothing is there under its name before `finish`; `discard` leaves no trace. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<Result<void, EntryError>>;
  finish(): Promise<Result<void, EntryError>>;
  discard(): Promise<void>;
}

/** How a person ends a conflict: the two revisions that were seen, and the choice. */
export interface ConflictResolution {
  readonly entryId: string;
  readonly revision: number;
  readonly other: number;
  readonly choice: ConflictChoice;
}

/** Told of every piece: bytes or rows done, and how many in all. */
export type Progress = (done: number, total: number) => void;

/** Reads and writes entries. */
export interface EntryService {
  /** Best match first when there is a text, else by title. Deleted entries are left out. */
  query(query: EntryQuery): Result<EntryWindow, EntryError>;
  /** The ids of everything that a query finds, in its order. */
  ids(query: Omit<EntryQuery, "offset" | "limit">): Result<readonly string[], EntryError>;
  /** Without hidden values. A row that does not open answers entry.damaged and is shown as damaged. */
  get(entryId: string): Result<EntryDetail, EntryError>;
  /** The one value asked for. */
  reveal(entryId: string, fieldId: string): Result<string, EntryError>;
  /** Null makes a new entry. A field value of null keeps the stored one. */
  save(entryId: string | null, draft: EntryDraft): Result<SavedEntry, EntryError>;
  /** Many new entries in one transaction, all or none. */
  saveAll(drafts: readonly EntryDraft[]): Result<readonly SavedEntry[], EntryError>;
  /** One change to many entries in one transaction; what cannot be changed is left. `rows` lead back. */
  changeAll(
    entryIds: readonly string[],
    action: BulkAction,
  ): Result<{ readonly changed: number; readonly rows: readonly BulkRow[] }, EntryError>;
  /** Takes a change of many back, but for what was changed since. `rows`: the revisions that are now what `before` was. */
  changeAllBack(
    rows: readonly BulkRow[],
  ): Result<
    { readonly undone: number; readonly kept: number; readonly rows: readonly BulkRow[] },
    EntryError
  >;
  /** Moves into the trash; the row stays and can be brought back. */
  remove(entryId: string): Result<SavedEntry, EntryError>;
  undelete(entryId: string): Result<SavedEntry, EntryError>;
  /** Removes an entry of the trash for good, with history and attachments; entry.not-found when it is not there. */
  purge(entryId: string): Result<void, EntryError>;
  /** Purges what was put into the trash before `before` (epoch ms); everything in it when null. Answers how many. */
  purgeTrash(before: number | null): Result<number, EntryError>;
  /** All revisions, the current one first. */
  history(entryId: string): Result<readonly RevisionView[], EntryError>;
  /** An entry as it was in one revision, without hidden values. */
  revision(entryId: string, revision: number): Result<EntryDetail, EntryError>;
  revealFormer(entryId: string, revision: number, fieldId: string): Result<string, EntryError>;
  /** Makes a former revision the current one as a new revision, also out of the trash. */
  restoreRevision(entryId: string, revision: number): Result<SavedEntry, EntryError>;
  /** Two revisions with the fields whose values are equal, hidden ones too. */
  compare(entryId: string, one: number, other: number): Result<Comparison, EntryError>;
  /** Ends a conflict by one new revision; store.conflict when the entry is not as it was seen. */
  resolveConflict(resolution: ConflictResolution): Result<EndedConflict, EntryError>;
  /** Opens an ended conflict again; store.conflict when the entry was changed since. */
  reopenConflict(ended: EndedConflict): Result<SavedEntry, EntryError>;
  /** In how many other entries a field's value is used as a password. */
  countReuse(entryId: string, fieldId: string): Promise<Result<number, EntryError>>;
  /** The code of now for a `totp` field; totp.unusable when its seed cannot be read. */
  totp(entryId: string, fieldId: string): Result<TotpView, EntryError>;
  /** Keeps a file of at most 50 MB with the entry, sealed piece by piece; all or nothing. */
  attach(
    entryId: string,
    source: ByteSource,
    signal: AbortSignal,
    progress: Progress,
  ): Promise<Result<AttachmentView, EntryError>>;
  /** Writes an attachment out; attachment.damaged before anything is finished when a piece does not open. */
  readAttachment(
    entryId: string,
    attachmentId: string,
    sink: ByteSink,
    signal: AbortSignal,
    progress: Progress,
  ): Promise<Result<void, EntryError>>;
  /** Takes an attachment off; former revisions keep it. */
  detach(entryId: string, attachmentId: string): Result<SavedEntry, EntryError>;
  /** Removes what a crash left of files that were being added a day ago or longer. Answers how many. */
  sweepAttachments(): Result<number, EntryError>;
  /** Every entry in plain, one after the other, those in the trash too; damaged ones are left out. */
  wholeEntries(): IterableIterator<Result<WholeEntry, EntryError>>;
  /** Many changes in one transaction, all or none, to be taken back as a whole. */
  applyBatch(changes: readonly BatchChange[], source: string): Result<readonly SavedEntry[], EntryError>;
  lastBatch(): LastBatch | null;
  /** Takes the last batch back: what it added goes, what it changed becomes what it was. What changed since stays. */
  undoBatch(): Result<{ readonly undone: number; readonly kept: number }, EntryError>;
  overview(): EntriesOverview;
  /** The present revision sealed for being handed to other programs, without tags and files; only this vault opens it. */
  sealForSharing(entryId: string): Result<Uint8Array, EntryError>;
  /** The title of what sealForSharing made; null for anything else. */
  titleOfShared(shared: Uint8Array): string | null;
  /** Whether a sealed object from another place is that revision of that entry, whole and of this vault. */
  opensAsEntry(object: SealedEntry): boolean;
  /** Takes over what is newer elsewhere, or damaged here; what was made apart is kept too, and marked; what does not open is left. Answers the ids taken over. */
  adopt(objects: readonly SealedEntry[]): Result<readonly string[], EntryError>;
  /** Over all connected services. */
  copyCounts(): Result<CopyCounts, EntryError>;
  /** Takes up what another program wrote; true when something changed. Queries do it by themselves. */
  refresh(): Result<boolean, EntryError>;
  /** Opens every row, revision and attachment, in slices; damaged ones are marked in the list. */
  verify(signal: AbortSignal, progress: Progress): Promise<Result<VerifyReport, EntryError>>;
  /** Calls `listener` after every change of any entry. Returns its own unsubscribe. */
  subscribe(listener: () => void): () => void;
}
