/**
 * Sends what waits to VivoKey KVS while the last tap's session lasts: after each change, after each
 * tap, on demand. What cannot be sent stays in the vault's outbox; nothing is lost by waiting.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { OutboxRunner } from "#sync/outbox-runner.ts";
import { createOutboxRunner } from "#sync/outbox-runner.ts";
import type { Environment } from "./environment.ts";
import { openKvsStore } from "./kvs-composition.ts";
import type { Profile } from "./profile.ts";
import type { TapSession } from "./services.ts";

/** What the desk needs. */
export interface SyncDeskParts {
  readonly environment: Environment;
  readonly session: TapSession;
  readonly profile: Profile;
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: () => void;
}

/** Changes that come close together go out together: each sending has a fixed price (root and page). */
const gatherMs = 400;

/** Keeps the copies up to date. */
export class SyncDesk {
  readonly #parts: SyncDeskParts;
  #runner: OutboxRunner | null = null;
  #cancelPlanned: () => void = () => undefined;
  #abort = new AbortController();
  #isBusy = false;
  #error: AppError | null = null;

  constructor(parts: SyncDeskParts) {
    this.#parts = parts;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Why the last sending did not go through, if it did not. */
  get error(): AppError | null {
    return this.#error;
  }

  /** The vault was opened: connect its store, and send what waits. */
  vaultOpened(): void {
    const { environment, session, profile, log, clock } = this.#parts;
    // During a rotation names and ciphertexts are still those of the former key: it is told all anew at its end.
    if (
      this.#runner === null &&
      environment.vault?.rotation() === null &&
      environment.vault.entries() &&
      environment.services.kvs &&
      environment.store
    ) {
      const remote = openKvsStore({
        vault: environment.vault,
        store: environment.store,
        kvs: environment.services.kvs,
        crypto: this.#parts.crypto,
        session: () => session.token(),
        profile,
        log,
      });
      if (remote.ok)
        this.#runner = createOutboxRunner({ store: environment.store, remote: remote.value, clock, log });
    }
    this.somethingWaits();
  }

  /** Plans a sending shortly, if there is a session. */
  somethingWaits(): void {
    this.#cancelPlanned();
    if (this.#runner === null || !this.#parts.session.token().ok) return;
    this.#cancelPlanned = this.#parts.clock.after(gatherMs, () => void this.send());
  }

  /** Sends what waits now. Errors: those of the store, session.none and session.expired among them. */
  async send(): Promise<Result<void, AppError>> {
    this.#cancelPlanned();
    const runner = this.#runner;
    if (runner === null) return ok(undefined);
    const token = this.#parts.session.token();
    if (!token.ok) return token;
    this.#show(true, null);
    const sent = await runner.run(this.#abort.signal);
    this.#show(false, sent.ok ? null : sent.error);
    return sent.ok ? ok(undefined) : sent;
  }

  /** The vault is about to be locked: stop, forget the keys' users. */
  vaultClosing(): void {
    this.#cancelPlanned();
    this.#runner?.dispose();
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#runner = null;
    this.#error = null;
  }

  dispose(): void {
    this.vaultClosing();
  }

  #show(isBusy: boolean, error: AppError | null): void {
    this.#isBusy = isBusy;
    this.#error = error;
    this.#parts.changed();
  }
}
