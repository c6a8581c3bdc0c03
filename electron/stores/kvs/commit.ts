/**
 * Carrying a plan out: chunks and pages are written, read back together with the marks of both slots,
 * and only then the root is written into the slot that does not hold the present one. Cut short
 * anywhere, the service shows the state before or the state after, never a mix.
 */
import { fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { StoredObject, StoreError } from "#stores/store.port.ts";
import { clearing, unusedOf } from "./garbage.ts";
import type { KvsPair } from "./kvs-client.port.ts";
import type { KvsContext } from "./kvs-context.ts";
import { planChanges, planRewrite } from "./plan.ts";
import type { Change, Plan } from "./plan.ts";
import type { Slot } from "./names.ts";
import { isSameMarks, markNames, marksIn, refresh } from "./refresh.ts";
import type { Garbage, RecentChange, Remembered } from "./remembered.ts";
import { rootValues } from "./root-slots.ts";

const maxAttempts = 4;
const maxRecent = 128;

/** What a read-back showed. `isCurrent`: nobody else wrote a root meanwhile. */
interface ReadBack {
  readonly wrong: ReadonlySet<string>;
  readonly isCurrent: boolean;
}

type Outcomes = Map<string, Result<void, StoreError>>;

/** Writes, reads back with the marks, and tells which names did not come back as written. */
const writeAndReadBack = async (
  context: KvsContext,
  pairs: readonly KvsPair[],
  signal: AbortSignal,
): Promise<Result<ReadBack, StoreError>> => {
  const stored = await context.requests.store(pairs, signal);
  if (!stored.ok) return stored;
  const names = [...pairs.map((pair) => pair.key), ...markNames(context)];
  const answer = await context.requests.read(names, signal);
  if (answer.error !== null) return err(answer.error);
  const wrong = pairs.filter((pair) => answer.values.get(pair.key) !== pair.value);
  return ok({
    wrong: new Set(wrong.map((pair) => pair.key)),
    isCurrent: isSameMarks(context.known().marks, marksIn(context, answer.values)),
  });
};

const recentWith = (known: Remembered, made: readonly RecentChange[]): readonly RecentChange[] => {
  const ids = new Set(made.map((change) => change.record.id));
  return [...known.recent.filter((change) => !ids.has(change.record.id)), ...made].slice(-maxRecent);
};

/** Remembers a plan before anything of it is sent, so that a crash leaves nothing that cannot be found. */
const announce = (context: KvsContext, plan: Plan): void => {
  const known = context.known();
  context.remember({
    ...known,
    garbage: unusedOf(context, [...known.garbage, ...plan.added], [known.manifest]),
    isUncertain: true,
    doubtful: plan.made.map((change) => change.record),
  });
};

/** Nothing of the root was sent: the index in place is known for certain. */
const withdraw = (context: KvsContext): void => {
  context.remember({ ...context.known(), isUncertain: false, doubtful: [] });
};

/**
 * Writes the root and, in what room its request has, clears what the root in place had dropped; only
 * if that root is known to be the one that `known` says.
 */
const writeRoot = async (
  context: KvsContext,
  plan: Plan,
  canClear: boolean,
  signal: AbortSignal,
): Promise<Result<void, StoreError>> => {
  const known = context.known();
  const slot = known.slot === 0 ? 1 : 0;
  const { epoch, bits, pages } = plan.manifest;
  const values = rootValues(context.cipher, { slot, epoch, bits, pages });
  const root = values.map((value, chunk) => ({ key: context.names.root(slot, chunk), value }));
  const size = context.settings.pairsPerRequest;
  const garbage = unusedOf(context, known.garbage, [known.manifest, plan.manifest]);
  const cleared = clearing(context, garbage, canClear ? (size - (root.length % size)) % size : 0);
  const stored = await context.requests.store([...root, ...cleared.pairs], signal);
  if (!stored.ok) return stored;
  rootIsWritten(context, plan, slot, values[0] ?? "", cleared.left);
  return ok(undefined);
};

const rootIsWritten = (
  context: KvsContext,
  plan: Plan,
  slot: Slot,
  mark: string,
  garbage: readonly Garbage[],
): void => {
  const known = context.known();
  const made = new Set(plan.made.map((change) => change.record.id));
  context.remember({
    highestEpoch: plan.manifest.epoch,
    slot,
    marks: slot === 0 ? [mark, known.marks[1]] : [known.marks[0], mark],
    manifest: plan.manifest,
    unseen: new Set([...known.unseen].filter((id) => !made.has(id))),
    recent: recentWith(known, plan.made),
    garbage: [...garbage, ...plan.dropped],
    isUncertain: false,
    doubtful: [],
  });
};

const isNothing = (plan: Plan): boolean => plan.uploads.length === 0 && plan.pagePairs.length === 0;

/** One go at a group of changes: `again` with those that are still to be made, or the end. */
interface Attempt {
  readonly again: readonly Change[] | null;
  readonly result: Result<void, StoreError>;
}

/** A group on its way. `written` are names that came back as written in an earlier go. */
interface Group {
  readonly toCome: number;
  readonly written: Set<string>;
  readonly outcomes: Outcomes;
}

/** Notes which uploads came back and which did not; the ids of the latter. */
const checkUploads = (plan: Plan, wrong: ReadonlySet<string>, group: Group): ReadonlySet<string> => {
  const failed = new Set<string>();
  for (const { record, pairs } of plan.uploads)
    for (const { key } of pairs) {
      if (wrong.has(key)) failed.add(record.id);
      else group.written.add(key);
    }
  for (const id of failed) group.outcomes.set(id, fail("store.bad-reply"));
  return failed;
};

const attempt = async (
  context: KvsContext,
  changes: readonly Change[],
  group: Group,
  signal: AbortSignal,
): Promise<Attempt> => {
  const plan = planChanges(context, changes, group.toCome);
  for (const [id, error] of plan.refused) group.outcomes.set(id, err(error));
  if (isNothing(plan)) return { again: null, result: ok(undefined) };
  announce(context, plan);
  const uploads = plan.uploads.flatMap((upload) => upload.pairs);
  const pairs = [...uploads.filter((pair) => !group.written.has(pair.key)), ...plan.pagePairs];
  const back = await writeAndReadBack(context, pairs, signal);
  if (back.ok && back.value.isCurrent && back.value.wrong.size === 0)
    return { again: null, result: await writeRoot(context, plan, true, signal) };
  withdraw(context);
  if (!back.ok) return { again: null, result: back };
  const failed = checkUploads(plan, back.value.wrong, group);
  const again = changes.filter((change) => !plan.refused.has(change.id) && !failed.has(change.id));
  if (back.value.isCurrent) return { again, result: fail("store.bad-reply") };
  const refreshed = await refresh(context, signal);
  return { again: refreshed.ok ? again : null, result: refreshed.ok ? fail("store.conflict") : refreshed };
};

/**
 * Makes a group of changes in one commit and puts lost ones back. Fills `outcomes` for every id; the
 * result is that of the commit as a whole: after a failure nothing further should be sent.
 */
export const commitGroup = async (
  context: KvsContext,
  changes: readonly Change[],
  toCome: number,
  outcomes: Outcomes,
  signal: AbortSignal,
): Promise<Result<void, StoreError>> => {
  const group: Group = { toCome, written: new Set(), outcomes };
  let waiting: readonly Change[] = changes;
  let result: Result<void, StoreError> = ok(undefined);
  for (let count = 0; count < maxAttempts; count++) {
    const isReady = context.known().isUncertain ? await refresh(context, signal) : ok(undefined);
    const made = isReady.ok
      ? await attempt(context, waiting, group, signal)
      : { again: null, result: isReady };
    result = made.result;
    if (made.again === null) break;
    waiting = made.again;
  }
  for (const change of waiting) if (!outcomes.has(change.id)) outcomes.set(change.id, result);
  return result;
};

/**
 * Replaces everything by these objects at a higher epoch; what was there stays readable until the new
 * root is in place. store.conflict when another computer writes meanwhile, store.bad-reply when what
 * was written does not come back.
 */
export const commitRewrite = async (
  context: KvsContext,
  objects: readonly StoredObject[],
  signal: AbortSignal,
): Promise<Result<void, StoreError>> => {
  const plan = planRewrite(context, objects);
  announce(context, plan);
  const pairs = [...plan.uploads.flatMap((upload) => upload.pairs), ...plan.pagePairs];
  const back = await writeAndReadBack(context, pairs, signal);
  if (!back.ok) return back;
  if (!back.value.isCurrent) return fail("store.conflict");
  if (back.value.wrong.size > 0) return fail("store.bad-reply");
  return writeRoot(context, plan, false, signal);
};
