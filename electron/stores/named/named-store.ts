/**
 * The Store port over any service that keeps bytes under names. A change is a new writing under new
 * names; only when it is there whole, and nobody else's came between, are the former names removed. So
 * a writing torn anywhere leaves the former one, and two computers never overwrite each other unseen.
 * Calls are made one after the other.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { ObjectOutcome, Store, StoredObject, StoreError } from "#stores/store.port.ts";
import { createTurns } from "#stores/turns.ts";
import { changeObjects } from "./change.ts";
import type { ObjectChange } from "./change.ts";
import { holdingsOf } from "./holdings.ts";
import type { Holdings } from "./holdings.ts";
import type { NamedContext, NamedStoreParts } from "./named-context.ts";
import { maxParts, partNameBytes } from "./part-names.ts";
import { readHeld } from "./read-held.ts";

/** The Store port and what disconnecting needs. */
export interface NamedStore extends Store {
  list(signal: AbortSignal): ReturnType<NonNullable<Store["list"]>>;
  /** Removes everything in the folder, marks of deletion included. How many names were removed. */
  removeAll(signal: AbortSignal): Promise<Result<number, StoreError>>;
}

/** How many objects one call should bring: a call costs a list before and one after. */
const objectsPerCall = 500;

const hold = async (context: NamedContext, signal: AbortSignal): Promise<Result<Holdings, StoreError>> => {
  if (signal.aborted) return fail("scan.cancelled");
  const listed = await context.values.list(`${context.folder}/`, signal);
  return listed.ok ? ok(holdingsOf(context.folder, listed.value)) : listed;
};

const sameForAll = (
  ids: readonly string[],
  result: { readonly ok: false; readonly error: StoreError },
): readonly ObjectOutcome<never>[] => ids.map((id) => ({ id, result }));

const readMany = async (
  context: NamedContext,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly ObjectOutcome<StoredObject | null>[]> => {
  const held = await hold(context, signal);
  if (!held.ok) return sameForAll(ids, held);
  const found = await readHeld(context, held.value, new Set(ids), signal);
  return ids.map((id) => ({ id, result: found.get(id) ?? ok(null) }));
};

const change = async (
  context: NamedContext,
  changes: readonly ObjectChange[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Result<void, StoreError>>> => {
  const before = await hold(context, signal);
  if (!before.ok) return new Map(changes.map(({ id }) => [id, before]));
  return changeObjects(context, before.value, changes, () => hold(context, signal), signal);
};

const list = async (context: NamedContext, signal: AbortSignal): ReturnType<NonNullable<Store["list"]>> => {
  const held = await hold(context, signal);
  if (!held.ok) return held;
  return ok(
    [...held.value.objects].flatMap(([id, { current }]) =>
      current === null || current.parts === 0 ? [] : [{ id, revision: current.revision }],
    ),
  );
};

const removeAll = async (context: NamedContext, signal: AbortSignal): Promise<Result<number, StoreError>> => {
  const listed = await context.values.list(`${context.folder}/`, signal);
  if (!listed.ok) return listed;
  const names = listed.value.map(({ name }) => name);
  const removed = await context.values.remove(names, signal);
  const failed = [...removed.values()].find((result) => !result.ok);
  if (failed?.ok === false) return failed;
  context.seen.clear();
  return ok(names.length);
};

/** Makes the store. It sends nothing until it is called. */
export const createNamedStore = (parts: NamedStoreParts): NamedStore => {
  const context: NamedContext = { ...parts, seen: new Map() };
  const inTurn = createTurns();
  const { limits } = parts.values;
  const answer = (
    ids: readonly string[],
    changes: readonly ObjectChange[],
    signal: AbortSignal,
  ): Promise<readonly ObjectOutcome<void>[]> =>
    inTurn(async () => {
      if (limits.maxNameBytes < parts.folder.length + 1 + partNameBytes)
        return sameForAll(ids, fail("store.name-too-long", { limit: limits.maxNameBytes }));
      const outcomes = await change(context, changes, signal);
      return ids.map((id) => ({ id, result: outcomes.get(id) ?? fail("store.bad-reply") }));
    });
  return {
    id: parts.id,
    capabilities: {
      list: true,
      delete: true,
      maxNameBytes: limits.maxNameBytes,
      maxValueBytes: Math.min(limits.maxValueBytes * maxParts, 64 * 1024 * 1024),
      batch: objectsPerCall,
    },
    readMany: (ids, signal) => inTurn(() => readMany(context, ids, signal)),
    writeMany: (objects, signal) => {
      // Of several revisions of one object in a call the highest is what must be there after it.
      const latest = new Map<string, StoredObject>();
      for (const object of objects) {
        const former = latest.get(object.id);
        if (former === undefined || former.revision <= object.revision) latest.set(object.id, object);
      }
      const changes = [...latest.values()].map((object): ObjectChange => ({ id: object.id, object }));
      return answer(
        objects.map(({ id }) => id),
        changes,
        signal,
      );
    },
    deleteMany: (ids, signal) =>
      answer(
        ids,
        [...new Set(ids)].map((id): ObjectChange => ({ id, object: null })),
        signal,
      ),
    list: (signal) => inTurn(() => list(context, signal)),
    removeAll: (signal) => inTurn(() => removeAll(context, signal)),
  };
};
