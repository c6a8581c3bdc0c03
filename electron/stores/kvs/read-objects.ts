/**
 * Reading objects by the index. Along with the first values the marks of both slots are asked for, so
 * that an index grown old is noticed; a run that does not check is asked for again before it counts
 * as damaged. It never writes.
 */
import { fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { StoredObject, StoreError } from "#stores/store.port.ts";
import { lookup } from "./kvs-context.ts";
import type { KvsContext } from "./kvs-context.ts";
import type { ObjectRecord } from "./manifest.ts";
import { namesOfRun } from "./names.ts";
import { isSameMarks, markNames, marksIn, refresh } from "./refresh.ts";

const maxAttempts = 3;

type Found = Map<string, Result<StoredObject | null, StoreError>>;

interface Run {
  readonly record: ObjectRecord;
  readonly names: readonly string[];
}

/** What the index alone can answer goes into `found`; the rest are the runs to be read. */
const runsOf = (context: KvsContext, ids: readonly string[], found: Found): readonly Run[] =>
  ids.flatMap((id): readonly Run[] => {
    const record = lookup(context, id);
    if (record === "damaged") found.set(id, fail("cipher.tampered"));
    else if (record === undefined || record.chunks === 0) found.set(id, ok(null));
    else
      return [{ record, names: namesOfRun(record.chunks, (chunk) => context.names.object(record, chunk)) }];
    return [];
  });

/** Puts the runs together; runs that do not check stay out of `found`. */
const assemble = (
  context: KvsContext,
  runs: readonly Run[],
  values: ReadonlyMap<string, string>,
  error: StoreError | null,
  found: Found,
): void => {
  for (const { record, names } of runs) {
    const isWhole = names.every((name) => values.has(name));
    const blob = context.chunks.blob(
      record,
      names.map((name) => values.get(name)),
    );
    if (blob !== null) found.set(record.id, ok({ id: record.id, revision: record.revision, blob }));
    else if (error !== null && !isWhole) found.set(record.id, err(error));
  }
};

/** One pass over ids. `isFresh`: the index was read just now. Whether the index turned out to be old. */
const pass = async (
  context: KvsContext,
  ids: readonly string[],
  isFresh: boolean,
  found: Found,
  signal: AbortSignal,
): Promise<{ readonly isOld: boolean; readonly error: StoreError | null }> => {
  const runs = runsOf(context, ids, found);
  const names = [...(isFresh ? [] : markNames(context)), ...runs.flatMap((run) => run.names)];
  const answer = await context.requests.read(names, signal);
  const isOld =
    !isFresh &&
    names.some((name) => answer.values.has(name)) &&
    !isSameMarks(context.known().marks, marksIn(context, answer.values));
  if (isOld) return { isOld, error: null };
  assemble(context, runs, answer.values, answer.error, found);
  return { isOld, error: answer.error };
};

const seen = (context: KvsContext, found: Found): void => {
  const known = context.known();
  const unseen = new Set([...known.unseen].filter((id) => found.get(id)?.ok !== true));
  if (unseen.size < known.unseen.size) context.remember({ ...known, unseen });
};

const setMissing = (
  found: Found,
  ids: readonly string[],
  result: Result<StoredObject | null, StoreError>,
): void => {
  for (const id of ids) if (!found.has(id)) found.set(id, result);
};

/** Reads the index if it must be; true when it is known to be that of this moment. */
const freshen = async (
  context: KvsContext,
  isForced: boolean,
  signal: AbortSignal,
): Promise<Result<boolean, StoreError>> => {
  const { isUncertain, slot } = context.known();
  if (!isForced && !isUncertain && slot !== null) return ok(false);
  const refreshed = await refresh(context, signal);
  return refreshed.ok ? ok(true) : refreshed;
};

/** Reads objects; one outcome for each id, null for what is absent or deleted. */
export const readObjects = async (
  context: KvsContext,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Result<StoredObject | null, StoreError>>> => {
  const found: Found = new Map();
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const waiting = ids.filter((id) => !found.has(id));
    if (waiting.length === 0) break;
    const isFresh = await freshen(context, attempt > 0, signal);
    if (!isFresh.ok) setMissing(found, ids, isFresh);
    if (!isFresh.ok) break;
    const passed = await pass(context, waiting, isFresh.value, found, signal);
    if (passed.error !== null) setMissing(found, ids, err(passed.error));
    if (passed.isOld) found.clear();
  }
  setMissing(found, ids, fail("cipher.tampered"));
  seen(context, found);
  return found;
};
