/**
 * One store's way out: its outbox runner, when it may run, and what the last run came to. What cannot be
 * sent stays in the vault's outbox; nothing is lost by waiting.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { RemoteStore } from "#contract/views.ts";
import type { Store } from "#stores/store.port.ts";
import { createOutboxRunner } from "#sync/outbox-runner.ts";
import type { OutboxRun, OutboxRunner } from "#sync/outbox-runner.ts";
import { uint64 } from "#vault/bytes.ts";
import type { LocalStore } from "#vault/local-store.port.ts";

/** What a lane is made of. `mayRun`: whether the store is open now, or why not. */
export interface LaneParts<S extends Store = Store> {
  readonly store: RemoteStore;
  readonly remote: S;
  readonly local: LocalStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly mayRun: () => Result<void, AppError>;
  readonly changed: () => void;
  /** Told of each run when it is over. */
  readonly ended?: ((run: OutboxRun) => void) | undefined;
}

/** Changes that come close together go out together: each sending has a fixed price. */
const gatherMs = 400;
/** A retry is never planned sooner, nor later than this; each look plans the next. */
const soonestRetryMs = 1_000;
const latestLookMs = 3_600_000;

/** The row that says when everything was last sent. */
export const syncedName = (store: RemoteStore): string => `${store}/synced`;

/** Sends to one store. */
export class Lane<S extends Store = Store> {
  readonly #parts: LaneParts<S>;
  readonly #runner: OutboxRunner;
  readonly #abort = new AbortController();
  #cancelPlanned: () => void = () => undefined;
  #isBusy = false;
  #error: AppError | null = null;

  constructor(parts: LaneParts<S>) {
    this.#parts = parts;
    const { local, remote, clock, log, ended } = parts;
    this.#runner = createOutboxRunner({ store: local, remote, clock, log, ended });
  }

  get remote(): S {
    return this.#parts.remote;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Why the last sending did not go through, if it did not. */
  get error(): AppError | null {
    return this.#error;
  }

  /** Plans a sending shortly, if the store is open. */
  plan(delayMs: number = gatherMs): void {
    this.#cancelPlanned();
    if (!this.#parts.mayRun().ok) return;
    this.#cancelPlanned = this.#parts.clock.after(delayMs, () => void this.send());
  }

  /** Sends what waits now; with `retryFailed` also what was put off. */
  async send(retryFailed = false): Promise<Result<void, AppError>> {
    this.#cancelPlanned();
    const allowed = this.#parts.mayRun();
    if (!allowed.ok) return allowed;
    this.#show(true, null);
    const sent = await this.#runner.run(this.#abort.signal, { retryFailed });
    if (this.#abort.signal.aborted) return ok(undefined);
    if (sent.ok) this.#noteSynced();
    this.#show(false, sent.ok ? null : sent.error);
    this.#planRetry();
    return sent.ok ? ok(undefined) : sent;
  }

  /** The vault is about to be locked, or the store disconnected: stop, forget the keys' users. */
  dispose(): void {
    this.#cancelPlanned();
    this.#abort.abort();
    this.#runner.dispose();
  }

  #noteSynced(): void {
    const { local, clock, store } = this.#parts;
    const at = uint64(Math.max(0, Math.floor(clock.now())));
    local.commit([{ op: "meta", name: syncedName(store), value: at }]);
  }

  /** What was put off by a failure is tried again when it is due. */
  #planRetry(): void {
    const due = this.#runner.nextDueAt();
    if (!due.ok || due.value === null || due.value === Number.MAX_SAFE_INTEGER) return;
    const wait = due.value - this.#parts.clock.now();
    const soonest = wait <= 0 && this.#waitsForPerson ? latestLookMs : soonestRetryMs;
    this.plan(Math.min(latestLookMs, Math.max(soonest, wait)));
  }

  /** A failure that put nothing off ends by what a person does; only the file is busy for a moment. */
  get #waitsForPerson(): boolean {
    return this.#error !== null && this.#error.code !== "vault.busy";
  }

  #show(isBusy: boolean, error: AppError | null): void {
    this.#isBusy = isBusy;
    this.#error = error;
    this.#parts.changed();
  }
}
