/** What one answer of a service means for the outbox and for how the copy stands. Pure. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { Operation, OutboxRecord } from "#vault/local-store.port.ts";

/** An item with its answer; null when the service said nothing of it. */
export interface OutboxOutcome {
  readonly item: OutboxRecord;
  /** The entry moved on before the item was sent. */
  readonly isSuperseded: boolean;
  readonly result: Result<void, StoreError> | null;
}

const firstDelayMs = 2_000;
const maxDelayMs = 3_600_000;
/** Never by itself: only a new revision or a person's wish tries it again. */
const onRequest = Number.MAX_SAFE_INTEGER;
/** Failures that speak of the store as a whole and end only by what a person does: what waits goes on waiting as it was. */
const waitsForPerson: ReadonlySet<string> = new Set<StoreError["code"]>([
  "session.none",
  "session.expired",
  "scan.cancelled",
  "store.not-connected",
  "store.not-configured",
  "store.consent-ended",
  "store.secrets-lost",
  "store.no-permission",
  "keychain.locked",
  "keychain.unavailable",
]);
const passes = new Set<StoreError["code"]>([
  "store.unreachable",
  "store.bad-reply",
  "store.conflict",
  "store.refused",
  "store.busy",
  "store.clock-skew",
]);

/** Whether a failure ends a run: it would meet all items alike. */
export const endsRun = ({ code }: Pick<AppError, "code">): boolean => waitsForPerson.has(code);

/** How long to wait before the next attempt: doubling from 2 s to an hour, spread over its upper half. */
export const backOffMs = (attempts: number, random: () => number): number => {
  const full = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(attempts, 30));
  return Math.round(full / 2 + (full / 2) * random());
};

const doneOperations = (store: string, item: OutboxRecord, at: number): readonly Operation[] => {
  const { entryId, revision } = item;
  const done: Operation = { op: "outbox-done", store, entryId, revision };
  if (item.action === "delete") return [done, { op: "copy-removed", store, entryId, revision }];
  return [done, { op: "copy", copy: { store, entryId, revision, state: "kept", at, errorCode: null } }];
};

const failedOperations = (
  store: string,
  item: OutboxRecord,
  error: StoreError,
  at: number,
  random: () => number,
): readonly Operation[] => {
  const { entryId, revision } = item;
  const attempts = item.attempts + 1;
  const notBefore = passes.has(error.code) ? at + backOffMs(item.attempts, random) : onRequest;
  const errorCode = error.code;
  return [
    { op: "outbox-later", store, entryId, revision, attempts, notBefore },
    { op: "copy", copy: { store, entryId, revision, state: "failed", at, errorCode } },
  ];
};

/** The rows that change with an outcome; none when the item simply goes on waiting. */
export const operationsFor = (
  store: string,
  outcome: OutboxOutcome,
  at: number,
  random: () => number,
): readonly Operation[] => {
  const { item, result } = outcome;
  if (outcome.isSuperseded) {
    return [{ op: "outbox-done", store, entryId: item.entryId, revision: item.revision }];
  }
  if (result === null) return [];
  if (result.ok) return doneOperations(store, item, at);
  return endsRun(result.error) ? [] : failedOperations(store, item, result.error, at, random);
};
