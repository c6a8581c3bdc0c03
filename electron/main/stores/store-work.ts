/** Longer work on a store: checking and mending its copies, and taking them all away. Each is a task that can be watched and stopped. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { RemoteStore, StoreCheck } from "#contract/views.ts";
import type { TaskControl } from "#main/task-desk.ts";
import { createLocalObjects } from "#stores/local-objects.ts";
import type { KvsStore } from "#stores/kvs/kvs-store.ts";
import type { NamedStore } from "#stores/named/named-store.ts";
import type { Store, StoredObject } from "#stores/store.port.ts";
import { checkCopies } from "#sync/copy-check.ts";
import type { CopyFinding } from "#sync/copy-check.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { LocalStore, Operation, Stored } from "#vault/local-store.port.ts";

/** What the work is done with. */
export interface StoreWorkParts {
  readonly store: RemoteStore;
  readonly remote: Store;
  readonly local: LocalStore;
  readonly entries: EntryService;
  readonly now: () => number;
}

const step = 1_000;

/** Every live entry with its revision. */
const wantedCopies = (local: LocalStore): Stored<ReadonlyMap<string, number>> => {
  const wanted = new Map<string, number>();
  for (let after = ""; ;) {
    const rows = local.entriesAfter(after, step);
    if (!rows.ok) return rows;
    for (const row of rows.value) if (!row.isDeleted) wanted.set(row.id, row.revision);
    const last = rows.value.at(-1);
    if (last === undefined || rows.value.length < step) return ok(wanted);
    after = last.id;
  }
};

const found = {
  equal: { state: "kept", errorCode: null },
  // What the service had and has no longer is as if it were put back to an older state.
  missing: { state: "failed", errorCode: "store.rolled-back" },
  different: { state: "failed", errorCode: "store.conflict" },
  damaged: { state: "damaged", errorCode: "cipher.tampered" },
} as const satisfies Record<CopyFinding, unknown>;

/** How the copies stand, as the check found them. */
const copyRows = (
  { store, now }: StoreWorkParts,
  wanted: ReadonlyMap<string, number>,
  findings: ReadonlyMap<string, CopyFinding>,
  mended: ReadonlySet<string>,
): readonly Operation[] =>
  [...findings].map(([entryId, finding]): Operation => {
    const outcome = found[mended.has(entryId) ? "equal" : finding];
    const revision = wanted.get(entryId) ?? 0;
    return { op: "copy", copy: { store, entryId, revision, at: now(), ...outcome } };
  });

/** Entries that wait to be removed at the store must not come back from there. */
const adoptable = (
  { store, local, entries }: StoreWorkParts,
  objects: Parameters<EntryService["adopt"]>[0],
): readonly string[] => {
  const waiting = local.outbox(store, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  if (!waiting.ok) return [];
  const leaving = new Set(
    waiting.value.filter(({ action }) => action === "delete").map(({ entryId }) => entryId),
  );
  const adopted = entries.adopt(objects.filter(({ id }) => !leaving.has(id)));
  return adopted.ok ? adopted.value : [];
};

/** Only KVS keeps an index of its own that can be damaged, or put back, as a whole. */
const hasIndex = (store: Store): store is KvsStore => "rewrite" in store && "survey" in store;

const indexFailures: readonly AppError["code"][] = ["store.rolled-back", "cipher.tampered"];

/** What the index still shows of other computers' entries, before it is replaced. */
const rescue = async (parts: StoreWorkParts, store: KvsStore, signal: AbortSignal): Promise<void> => {
  const survey = await store.survey(signal);
  const ids = survey.ok ? survey.value.objects.map(({ id }) => id) : [];
  if (ids.length === 0) return;
  const read = await store.readMany(ids, signal);
  adoptable(
    parts,
    read.flatMap(({ result }) => (result.ok && result.value !== null ? [result.value] : [])),
  );
};

/** Every live entry as it is sealed here; damaged ones are left out. */
const localObjects = async (
  { local, entries }: StoreWorkParts,
  signal: AbortSignal,
): Promise<Result<readonly StoredObject[], AppError>> => {
  const wanted = wantedCopies(local);
  if (!wanted.ok) return wanted;
  const read = await createLocalObjects(local).readMany([...wanted.value.keys()], signal);
  const objects = read.flatMap(({ result }) => (result.ok && result.value !== null ? [result.value] : []));
  return ok(objects.filter((object) => entries.opensAsEntry(object)));
};

/** An index that is older than it was, or does not open, lets nothing be written: it is made anew from this computer. */
const mendIndex = async (parts: StoreWorkParts, signal: AbortSignal): Promise<Result<void, AppError>> => {
  const { remote } = parts;
  if (!hasIndex(remote)) return ok(undefined);
  const listed = await remote.list(signal);
  if (listed.ok || !indexFailures.includes(listed.error.code)) return ok(undefined);
  await rescue(parts, remote, signal);
  const objects = await localObjects(parts, signal);
  return objects.ok ? remote.rewrite(objects.value, signal) : objects;
};

/** Reads every copy back and compares; with `repair` mends what is not equal. */
export const verifyStore = async (
  parts: StoreWorkParts,
  repair: boolean,
  { signal, progress }: TaskControl,
): Promise<Result<StoreCheck, AppError>> => {
  const mended = repair ? await mendIndex(parts, signal) : ok(undefined);
  if (!mended.ok) return signal.aborted ? fail("task.cancelled") : mended;
  const wanted = wantedCopies(parts.local);
  if (!wanted.ok) return wanted;
  const checked = await checkCopies({
    local: createLocalObjects(parts.local),
    remote: parts.remote,
    wanted: wanted.value,
    opens: (object) => parts.entries.opensAsEntry(object),
    adopt: (objects) => (objects.length === 0 ? [] : adoptable(parts, objects)),
    repair,
    signal,
    progress,
  });
  if (!checked.ok) return checked;
  const { findings, figures } = checked.value;
  const noted = parts.local.commit(copyRows(parts, wanted.value, findings, checked.value.mended));
  return noted.ok ? ok({ store: parts.store, ...figures }) : noted;
};

/** Takes every copy at the store away. */
export const removeCopies = async (
  remote: NamedStore,
  { signal, progress }: TaskControl,
): Promise<Result<void, AppError>> => {
  progress(0, 1);
  const removed = await remote.removeAll(signal);
  if (!removed.ok) return signal.aborted ? fail("task.cancelled") : removed;
  progress(1, 1);
  return ok(undefined);
};
