/**
 * Tells one service what waits for it: sealed entries to write, entries to delete. One run at a
 * time, in batches; each outcome is noted as it comes in. Nothing waiting is lost by a failure, a
 * cancelled run or the end of a session. It must not open what is sealed.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import { err, ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { Store, StoreError, StoredObject } from "#stores/store.port.ts";
import type { LocalStore, LocalStoreError, OutboxRecord, Stored } from "#vault/local-store.port.ts";
import { endsRun, operationsFor } from "./outbox-outcome.ts";
import type { OutboxOutcome } from "./outbox-outcome.ts";

/** What the runner is made from. `random` answers numbers from 0 to below 1 and spreads the retries. */
export interface OutboxRunnerParts {
  readonly store: LocalStore;
  readonly remote: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
  /** Told of each run when it is over, whoever asked for it. */
  readonly ended?: ((run: OutboxRun) => void) | undefined;
}

/** What a run did, failed or not. */
export interface OutboxRun {
  readonly written: number;
  readonly deleted: number;
  readonly failed: number;
  readonly error: OutboxError | null;
}

/** What a run did when nothing failed. */
export interface OutboxReport {
  readonly written: number;
  readonly deleted: number;
}

/** Why a run stopped early, or the last failure of an item; the other items were sent all the same. */
export type OutboxError = StoreError | LocalStoreError;

/** How a run is made. `retryFailed` tries what was put off too, as when a person asks for it. */
export interface OutboxRunOptions {
  readonly retryFailed?: boolean;
}

/** The runner of one service. */
export interface OutboxRunner {
  /** Runs until nothing is due. A call during a run joins it, and has it look once more at its end. */
  run(signal: AbortSignal, options?: OutboxRunOptions): Promise<Result<OutboxReport, OutboxError>>;
  isBusy(): boolean;
  /** When the next waiting item is due (epoch ms; far off for what only a person's wish retries); null when nothing waits. */
  nextDueAt(): Stored<number | null>;
  /** Calls `listener` when a run begins, after each batch, and at its end. Returns its own unsubscribe. */
  subscribe(listener: () => void): () => void;
  /** Cancels a run; what it had not sent goes on waiting. */
  dispose(): void;
}

interface Tally {
  written: number;
  deleted: number;
  failed: number;
  error: OutboxError | null;
}

interface Context extends OutboxRunnerParts {
  readonly random: () => number;
  readonly notify: () => void;
}

/** The sealed rows of a batch; a row that moved on meanwhile is left for its own later item. */
const readObjects = (store: LocalStore, batch: readonly OutboxRecord[]): Stored<readonly StoredObject[]> => {
  const objects: StoredObject[] = [];
  for (const item of batch) {
    const row = store.entry(item.entryId);
    if (!row.ok) return row;
    if (row.value?.revision !== item.revision) continue;
    objects.push({ id: item.entryId, revision: item.revision, blob: row.value.sealed });
  }
  return ok(objects);
};

const send = async (
  context: Context,
  batch: readonly OutboxRecord[],
  signal: AbortSignal,
): Promise<Stored<readonly OutboxOutcome[]>> => {
  const { remote, store } = context;
  const objects = readObjects(
    store,
    batch.filter((item) => item.action === "write"),
  );
  if (!objects.ok) return objects;
  const deletions = batch.filter((item) => item.action === "delete").map((item) => item.entryId);
  const answers = [
    ...(objects.value.length === 0 ? [] : await remote.writeMany(objects.value, signal)),
    ...(deletions.length === 0 ? [] : await remote.deleteMany(deletions, signal)),
  ];
  const results = new Map<string, Result<void, StoreError>>(answers.map(({ id, result }) => [id, result]));
  return ok(
    batch.map((item) => {
      const isSuperseded = item.action === "write" && !objects.value.some(({ id }) => id === item.entryId);
      return { item, isSuperseded, result: results.get(item.entryId) ?? null };
    }),
  );
};

const count = (tally: Tally, { item, isSuperseded, result }: OutboxOutcome): void => {
  if (isSuperseded || result === null) return;
  if (!result.ok) {
    tally.error = result.error;
    if (!endsRun(result.error)) tally.failed++;
  } else if (item.action === "write") tally.written++;
  else tally.deleted++;
};

/** Sends one batch and notes its outcomes; false when the run is to end. */
const runBatch = async (
  context: Context,
  tally: Tally,
  batch: readonly OutboxRecord[],
  signal: AbortSignal,
): Promise<boolean> => {
  const sent = await send(context, batch, signal);
  if (!sent.ok) {
    tally.error = sent.error;
    return false;
  }
  for (const outcome of sent.value) count(tally, outcome);
  const now = context.clock.now();
  const noted = context.store.commit(
    sent.value.flatMap((outcome) => operationsFor(context.remote.id, outcome, now, context.random)),
  );
  context.notify();
  if (!noted.ok) {
    tally.error = noted.error;
    return false;
  }
  return !sent.value.some(({ result }) => result?.ok === false && endsRun(result.error));
};

/** Every item due now, each at most once, so that one that fails does not hold the run up. */
const runAll = async (context: Context, signal: AbortSignal, dueAt: number, tally: Tally): Promise<void> => {
  const { store, remote, clock } = context;
  const queued = store.commit([{ op: "queue-missing", store: remote.id, at: clock.now() }]);
  const due = queued.ok ? store.outbox(remote.id, dueAt, Number.MAX_SAFE_INTEGER) : queued;
  if (!due.ok) {
    tally.error = due.error;
    return;
  }
  const batchLength = Math.max(1, remote.capabilities.batch);
  for (let at = 0; at < due.value.length && !signal.aborted; at += batchLength) {
    if (!(await runBatch(context, tally, due.value.slice(at, at + batchLength), signal))) return;
  }
};

const report = (context: Context, tally: Tally): Result<OutboxReport, OutboxError> => {
  const { written, deleted, failed, error } = tally;
  context.log.info("outbox-run", { store: context.remote.id, written, deleted, failed, code: error?.code });
  context.ended?.({ ...tally });
  return error === null ? ok({ written, deleted }) : err(error);
};

/** What a run is to send: what is due, or also what was put off. */
type Wish = "due" | "all";

const work = async (
  context: Context,
  signal: AbortSignal,
  first: Wish,
  nextWish: () => Wish | null,
): Promise<Result<OutboxReport, OutboxError>> => {
  const tally: Tally = { written: 0, deleted: 0, failed: 0, error: null };
  for (let wish: Wish | null = first; wish !== null && !signal.aborted; wish = nextWish()) {
    // After a failure only a person's wish is worth another look; its own failures count, not the former.
    if (tally.error !== null && wish === "due") break;
    tally.error = null;
    await runAll(context, signal, wish === "all" ? Number.MAX_SAFE_INTEGER : context.clock.now(), tally);
  }
  return report(context, tally);
};

/** Makes the runner. Runs only when told to; the caller knows when there is a session. */
export const createOutboxRunner = (parts: OutboxRunnerParts): OutboxRunner => {
  const listeners = new Set<() => void>();
  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  const context: Context = { ...parts, random: parts.random ?? Math.random, notify };
  const disposal = new AbortController();
  let current: Promise<Result<OutboxReport, OutboxError>> | null = null;
  let asked: Wish | null = null;
  const takeAsked = (): Wish | null => {
    const wish = asked;
    asked = null;
    return wish;
  };
  return {
    run: (signal, { retryFailed = false } = {}) => {
      const wish: Wish = retryFailed ? "all" : "due";
      if (current !== null) {
        asked = asked === "all" ? asked : wish;
        return current;
      }
      asked = null;
      current = work(context, AbortSignal.any([signal, disposal.signal]), wish, takeAsked).finally(() => {
        current = null;
        notify();
      });
      notify();
      return current;
    },
    isBusy: () => current !== null,
    nextDueAt: () => parts.store.outboxDueAt(parts.remote.id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      disposal.abort();
      listeners.clear();
    },
  };
};
