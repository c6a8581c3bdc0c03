/**
 * The entry service of an open vault: guards every call against the lock, takes up what another
 * program wrote, and tells listeners of changes. What the calls do is in entry-reads.ts and
 * entry-writes.ts.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { sweepAttachments } from "./attachment-sweep.ts";
import { attachFile, detachFile, writeAttachment } from "./attachments.ts";
import type { Running } from "./attachments.ts";
import type { EntriesOverview, EntryError, EntryService, Progress, WholeEntry } from "./entries.port.ts";
import { adoptEntries } from "./entry-adopt.ts";
import { applyBatch, lastBatch, undoBatch } from "./entry-batch.ts";
import { changeEntries, changeEntriesBack } from "./entry-bulk.ts";
import { compareRevisions, reopenConflict, resolveConflict } from "./entry-conflicts.ts";
import { reloadList } from "./entry-context.ts";
import type { EntryContext, EntryParts } from "./entry-context.ts";
import { getRevision, listHistory, restoreRevision, revealFormer } from "./entry-history.ts";
import { openEntryList } from "./entry-list.ts";
import { findIds, getEntry, queryEntries, revealField, summariseList, totpOfField } from "./entry-reads.ts";
import { countReuse } from "./entry-reuse.ts";
import { resealAll } from "./entry-rotation.ts";
import { opensAsEntry, sealForSharing, titleOfShared } from "./entry-sharing.ts";
import { purgeEntry, purgeTrash } from "./entry-trash.ts";
import { verifyEntries } from "./entry-verify.ts";
import { wholeEntries } from "./entry-whole.ts";
import { addEntries, saveEntry, setDeleted } from "./entry-writes.ts";
import { createHybridClock } from "./hlc.ts";
import { createReuseIndex } from "./reuse-index.ts";
import type { Stored } from "./local-store.port.ts";

/** The service with the vault's own handle on it: after `close` every call answers vault.locked. */
export interface OpenEntries {
  readonly service: EntryService;
  /** Seals all rows anew under the present vault key, in the background; for a rotation. */
  reseal(signal: AbortSignal, progress: Progress): Promise<Result<void, EntryError>>;
  close(): void;
}

interface Lifetime {
  context: EntryContext | null;
  seenVersion: number;
  readonly listeners: Set<() => void>;
}

const noEntries: EntriesOverview = {
  total: 0,
  tags: [],
  tagCounts: [],
  types: { login: 0, note: 0, card: 0, identity: 0, key: 0, file: 0 },
  damaged: 0,
  favourites: 0,
  trash: 0,
};

type Guard = <T>(work: (context: EntryContext) => Result<T, EntryError>) => Result<T, EntryError>;

type LongWork = <T>(
  signal: AbortSignal,
  progress: Progress,
  work: (context: EntryContext, running: Running) => Promise<Result<T, EntryError>>,
) => Promise<Result<T, EntryError>>;

type EntryCall =
  | ("query" | "get" | "reveal" | "totp" | "save" | "saveAll")
  | ("remove" | "undelete" | "purge" | "purgeTrash")
  | ("ids" | "changeAll" | "changeAllBack");
type FormerCall = "history" | "revision" | "revealFormer" | "restoreRevision";
type VersionCall = "compare" | "resolveConflict" | "reopenConflict" | "countReuse";
type SharingCall = "sealForSharing" | "titleOfShared" | "opensAsEntry" | "adopt";
type FileCall = "attach" | "readAttachment" | "detach" | "sweepAttachments";

const openContext = (parts: EntryParts, changed: () => void): Stored<EntryContext> => {
  const last = parts.store.lastRevision();
  if (!last.ok) return last;
  const list = openEntryList(parts);
  if (!list.ok) return list;
  return ok({
    ...parts,
    list: list.value,
    revisions: createHybridClock(parts.clock, last.value),
    changed,
    abandoned: new Set(),
    reuse: createReuseIndex(parts.crypto),
  });
};

/** Takes up another program's changes when the file's version moved; true when the list changed. */
const refresh = (lifetime: Lifetime, context: EntryContext): Result<boolean, EntryError> => {
  const version = context.store.dataVersion();
  if (!version.ok) return version;
  if (version.value === lifetime.seenVersion) return ok(false);
  const reloaded = reloadList(context);
  if (!reloaded.ok) return reloaded;
  lifetime.seenVersion = version.value;
  if (reloaded.value) context.changed();
  return reloaded;
};

/** Whole entries for as long as the vault is open. */
const wholeWhileOpen = function* (lifetime: Lifetime): Generator<Result<WholeEntry, EntryError>> {
  const { context } = lifetime;
  if (context !== null) {
    for (const entry of wholeEntries(context)) {
      if (lifetime.context !== context) break;
      yield entry;
    }
  }
  if (lifetime.context === null) yield fail("vault.locked");
};

/** A call with the context of an open vault; vault.locked otherwise. */
const openGuard =
  (lifetime: Lifetime): Guard =>
  (work) =>
    lifetime.context === null ? fail("vault.locked") : work(lifetime.context);

/** As `openGuard`, after another program's changes were taken up. */
const freshGuard =
  (lifetime: Lifetime): Guard =>
  (work) =>
    openGuard(lifetime)((context) => {
      const refreshed = refresh(lifetime, context);
      return refreshed.ok ? work(context) : refreshed;
    });

const longWork =
  (lifetime: Lifetime): LongWork =>
  async (signal, progress, work) => {
    const { context } = lifetime;
    if (context === null) return fail("vault.locked");
    return work(context, { isOpen: () => lifetime.context === context, signal, progress });
  };

const entryCalls = (open: Guard, fresh: Guard): Pick<EntryService, EntryCall> => ({
  query: (query) => fresh((context) => queryEntries(context, query)),
  ids: (query) => fresh((context) => findIds(context, query)),
  changeAll: (entryIds, action) => fresh((context) => changeEntries(context, entryIds, action)),
  changeAllBack: (rows) => fresh((context) => changeEntriesBack(context, rows)),
  get: (entryId) => open((context) => getEntry(context, entryId)),
  reveal: (entryId, fieldId) => open((context) => revealField(context, entryId, fieldId)),
  totp: (entryId, fieldId) => open((context) => totpOfField(context, entryId, fieldId)),
  save: (entryId, draft) => open((context) => saveEntry(context, entryId, draft)),
  saveAll: (drafts) => open((context) => addEntries(context, drafts)),
  remove: (entryId) => open((context) => setDeleted(context, entryId, true)),
  undelete: (entryId) => open((context) => setDeleted(context, entryId, false)),
  purge: (entryId) => fresh((context) => purgeEntry(context, entryId)),
  purgeTrash: (before) => fresh((context) => purgeTrash(context, before)),
});

const formerCalls = (open: Guard): Pick<EntryService, FormerCall> => ({
  history: (entryId) => open((context) => listHistory(context, entryId)),
  revision: (entryId, revision) => open((context) => getRevision(context, entryId, revision)),
  revealFormer: (entryId, revision, fieldId) =>
    open((context) => revealFormer(context, entryId, revision, fieldId)),
  restoreRevision: (entryId, revision) => open((context) => restoreRevision(context, entryId, revision)),
});

const versionCalls = (lifetime: Lifetime, open: Guard, fresh: Guard): Pick<EntryService, VersionCall> => ({
  compare: (entryId, one, other) => open((context) => compareRevisions(context, entryId, one, other)),
  resolveConflict: (resolution) => fresh((context) => resolveConflict(context, resolution)),
  reopenConflict: (ended) => fresh((context) => reopenConflict(context, ended)),
  countReuse: async (entryId, fieldId) => {
    const { context } = lifetime;
    if (context === null) return fail("vault.locked");
    return countReuse(context, entryId, fieldId, () => lifetime.context === context);
  },
});

const fileCalls = (open: Guard, during: LongWork): Pick<EntryService, FileCall> => ({
  attach: (entryId, source, signal, progress) =>
    during(signal, progress, (context, running) => attachFile(context, entryId, source, running)),
  readAttachment: (entryId, attachmentId, sink, signal, progress) =>
    during(signal, progress, (context, running) =>
      writeAttachment(context, entryId, attachmentId, sink, running),
    ),
  detach: (entryId, attachmentId) => open((context) => detachFile(context, entryId, attachmentId)),
  sweepAttachments: () => open(sweepAttachments),
});

const sharingCalls = (lifetime: Lifetime, open: Guard): Pick<EntryService, SharingCall> => ({
  sealForSharing: (entryId) => open((context) => sealForSharing(context, entryId)),
  titleOfShared: (shared) => {
    const title = lifetime.context === null ? null : titleOfShared(lifetime.context, shared);
    return title?.ok ? title.value : null;
  },
  adopt: (objects) => open((context) => adoptEntries(context, objects)),
  opensAsEntry: (object) => lifetime.context !== null && opensAsEntry(lifetime.context, object),
});

const serviceOver = (lifetime: Lifetime): EntryService => {
  const open = openGuard(lifetime);
  const fresh = freshGuard(lifetime);
  const during = longWork(lifetime);
  return {
    ...entryCalls(open, fresh),
    ...formerCalls(open),
    ...versionCalls(lifetime, open, fresh),
    ...fileCalls(open, during),
    ...sharingCalls(lifetime, open),
    wholeEntries: () => wholeWhileOpen(lifetime),
    applyBatch: (changes, source) => fresh((context) => applyBatch(context, changes, source)),
    lastBatch: () => (lifetime.context === null ? null : lastBatch(lifetime.context)),
    undoBatch: () => fresh(undoBatch),
    overview: () => (lifetime.context === null ? noEntries : summariseList(lifetime.context)),
    copyCounts: () => open((context) => context.store.copyCounts()),
    refresh: () => open((context) => refresh(lifetime, context)),
    verify: (signal, progress) => during(signal, progress, verifyEntries),
    subscribe: (listener) => {
      lifetime.listeners.add(listener);
      return () => lifetime.listeners.delete(listener);
    },
  };
};

/** Opens the entries of a vault whose keys are at hand; 10,000 of them in about 100 ms. */
export const openEntries = (parts: EntryParts): Stored<OpenEntries> => {
  const version = parts.store.dataVersion();
  if (!version.ok) return version;
  const listeners = new Set<() => void>();
  const context = openContext(parts, () => {
    for (const listener of listeners) listener();
  });
  if (!context.ok) return context;
  const lifetime: Lifetime = { context: context.value, seenVersion: version.value, listeners };
  return ok({
    service: serviceOver(lifetime),
    reseal: async (signal, progress) => {
      const { context: open } = lifetime;
      if (open === null) return fail("vault.locked");
      return resealAll(open, { isOpen: () => lifetime.context === open, signal, progress });
    },
    close: () => {
      lifetime.context = null;
      listeners.clear();
    },
  });
};
