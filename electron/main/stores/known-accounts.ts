/**
 * Who is signed in where, as far as it is known: learned when it is first asked for, again after each
 * change of an account, and corrected by what its uses come to.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { AccountStore } from "#contract/views.ts";
import type { Account } from "#stores/account.port.ts";
import { needsSignIn } from "./store-views.ts";
import type { KnownAccount } from "./store-views.ts";

/** What is needed to know it. */
export interface KnownAccountsParts {
  readonly isConnected: (store: AccountStore) => boolean;
  readonly account: (store: AccountStore) => Promise<Result<Account, AppError>>;
  readonly changed: () => void;
}

/** The knowledge. */
export class KnownAccounts {
  readonly #parts: KnownAccountsParts;
  readonly #known = new Map<AccountStore, KnownAccount>();
  readonly #learning = new Set<AccountStore>();
  readonly #unsubscribe = new Map<AccountStore, () => void>();

  constructor(parts: KnownAccountsParts) {
    this.#parts = parts;
  }

  /** What is known now; begins to learn what is not. */
  now(store: AccountStore): KnownAccount | null {
    const isUnknown = this.#parts.isConnected(store) && !this.#known.has(store);
    if (isUnknown && !this.#learning.has(store)) {
      this.#learning.add(store);
      void this.learn(store).finally(() => this.#learning.delete(store));
    }
    return this.#known.get(store) ?? null;
  }

  /** Asks the account who it is; the service is not asked. */
  learn(store: AccountStore): Promise<void> {
    return this.#learn(store, false);
  }

  /** Takes note of what a use came to: one that says “sign in again” is shown until another one holds. */
  note(store: AccountStore, result: Result<unknown, AppError>): void {
    const known = this.#known.get(store);
    if (known === undefined) return;
    const error = result.ok ? null : result.error;
    if (error !== null && !needsSignIn.includes(error.code)) return;
    this.#known.set(store, { facts: known.facts, error });
    this.#parts.changed();
  }

  /** Nobody is signed in there any more. */
  forget(store: AccountStore): void {
    this.#unsubscribe.get(store)?.();
    this.#unsubscribe.delete(store);
    this.#known.delete(store);
  }

  dispose(): void {
    for (const stop of this.#unsubscribe.values()) stop();
  }

  async #learn(store: AccountStore, keepsError: boolean): Promise<void> {
    const account = await this.#parts.account(store);
    const facts = account.ok ? await account.value.facts() : account;
    // Looked up now, not before: a use may have ended meanwhile.
    const lastError = keepsError ? (this.#known.get(store)?.error ?? null) : null;
    this.#known.set(store, {
      facts: facts.ok ? facts.value : null,
      error: facts.ok ? lastError : facts.error,
    });
    if (account.ok) this.#listen(store, account.value);
    this.#parts.changed();
  }

  #listen(store: AccountStore, account: Account): void {
    this.#unsubscribe.get(store)?.();
    // A change of tokens does not say that a use holds again.
    const relearn = (): void => {
      if (this.#parts.isConnected(store)) void this.#learn(store, true);
    };
    this.#unsubscribe.set(store, account.subscribe(relearn));
  }
}
