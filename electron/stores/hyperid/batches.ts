/**
 * Many keys in requests that the service takes: a few at a time, cut smaller when it says there are too
 * many, halved when one key spoils the others, and stopped when the service as a whole is not to be had.
 */
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { eachInLanes } from "#stores/lanes.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { UserDataFailure } from "./user-data-failure.ts";
import type { UserDataResult } from "./user-data.ts";

/** How many requests are under way at once. */
export const atOnce = 4;

/** Failures that the next request would meet as well. */
const ofEverything: ReadonlySet<StoreError["code"]> = new Set([
  "store.unreachable",
  "store.busy",
  "store.no-permission",
  "store.not-configured",
  "store.not-connected",
  "store.consent-ended",
  "store.secrets-lost",
  "store.clock-skew",
  "store.full",
  "keychain.locked",
  "keychain.unavailable",
  "scan.cancelled",
]);

/** What stops a run: the first failure of everything, or the signal. */
export interface Brake {
  /** Why nothing more is to be sent; null while there is no reason. */
  reason(): StoreError | null;
  /** Takes note of a failure. */
  note(error: StoreError): void;
}

/** A brake for one call. */
export const createBrake = (signal: AbortSignal): Brake => {
  let stopped: StoreError | null = null;
  return {
    reason: () => {
      if (stopped === null && signal.aborted) stopped = fail("scan.cancelled").error;
      return stopped;
    },
    note: (error) => {
      if (ofEverything.has(error.code)) stopped ??= error;
    },
  };
};

/** How many keys a request carries; what the service once refused is not tried again. */
export interface BatchSize {
  keys: number;
}

/** Sends the keys of one request; the answer serves all of them. */
export type SendBatch<A> = (keys: readonly string[]) => UserDataResult<A>;

interface Run<A, T> {
  readonly size: BatchSize;
  readonly brake: Brake;
  readonly send: SendBatch<A>;
  readonly pick: (answer: A, key: string) => Result<T, StoreError>;
  readonly outcomes: Map<string, Result<T, StoreError>>;
}

const failAll = <A, T>({ outcomes }: Run<A, T>, keys: readonly string[], error: StoreError): void => {
  for (const key of keys) outcomes.set(key, { ok: false, error });
};

const afterFailure = async <A, T>(
  run: Run<A, T>,
  keys: readonly string[],
  { cut, error }: UserDataFailure,
): Promise<void> => {
  if (cut === null || keys.length === 1) {
    run.brake.note(error);
    failAll(run, keys, error);
    return;
  }
  const half = Math.ceil(keys.length / 2);
  if (cut === "smaller") run.size.keys = Math.min(run.size.keys, half);
  await sendOne(run, keys.slice(0, half));
  await sendOne(run, keys.slice(half));
};

const sendOne = async <A, T>(run: Run<A, T>, keys: readonly string[]): Promise<void> => {
  const stopped = run.brake.reason();
  if (stopped !== null) {
    failAll(run, keys, stopped);
    return;
  }
  const answer = await run.send(keys);
  if (!answer.ok) return afterFailure(run, keys, answer.error);
  for (const key of keys) run.outcomes.set(key, run.pick(answer.value, key));
};

/** Cuts keys into requests, sends them, and gives every key its own outcome. */
export const inBatches = async <A, T>(
  keys: readonly string[],
  run: Omit<Run<A, T>, "outcomes">,
): Promise<Map<string, Result<T, StoreError>>> => {
  const whole: Run<A, T> = { ...run, outcomes: new Map() };
  const unique = [...new Set(keys)];
  const batches: (readonly string[])[] = [];
  for (let at = 0; at < unique.length; at += run.size.keys)
    batches.push(unique.slice(at, at + run.size.keys));
  await eachInLanes(batches, atOnce, (batch) => sendOne(whole, batch));
  return whole.outcomes;
};
