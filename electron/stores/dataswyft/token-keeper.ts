/**
 * Holds the one token of the account: takes over the renewed ones that come with answers, keeps the newest
 * in the secret slot, and ends the sign-in when the service or the calendar says so. Another program may
 * use the same slot, so what lies there is looked at before it is replaced.
 */
import type { CryptoKey } from "jose";
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";
import { wipe } from "#vault/bytes.ts";
import { decodeSignIn, encodeSignIn } from "./kept-sign-in.ts";
import type { KeptSignIn } from "./kept-sign-in.ts";
import { importPdaKey, isRenewal, isUsable, readClaims, verifyToken } from "./token.ts";
import type { TokenClaims } from "./token.ts";
import { createTurns } from "#stores/turns.ts";

/** Failures of asking for a token to use. */
export type TokenUseError = SecretError | AppError<"store.not-connected" | "store.consent-ended">;

/** The token of one account. */
export interface TokenKeeper {
  /** The sign-in as the slot has it, joined with what is newer here; null while nobody is signed in. */
  load(): Promise<Result<KeptSignIn | null, SecretError>>;
  /** A token that should still be taken. One that ran out is dropped: store.consent-ended. */
  use(): Promise<Result<string, TokenUseError>>;
  /** Takes the token that came back on an answer, if it renews the one in use. Never fails. */
  offer(token: string): Promise<void>;
  /**
   * The service refused `token`: a newer one that another program kept, else null. It stays kept: an account
   * whose own clock or key was wrong for a while takes it again.
   */
  newerThan(token: string): Promise<Result<string | null, SecretError>>;
  /** Replaces whatever was kept. */
  start(kept: KeptSignIn): Promise<Result<void, SecretError>>;
  forget(): Promise<Result<void, SecretError>>;
  subscribe(listener: () => void): () => void;
}

/** What the keeper needs. */
export interface TokenKeeperParts {
  readonly secrets: SecretSlot;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a sign-in is of the account and application in the settings: its token goes nowhere else. */
  readonly isOurs: (kept: KeptSignIn) => boolean;
}

/** A token lives on for 72 hours, so that a minute less of it is nothing, and a write a minute is enough. */
const saveEveryMs = 60_000;
/** After this the slot is asked again, in case another program signed in or out. */
const trustMs = 30_000;

/** Whether memory has a later token of the very sign-in that the slot has. */
const isNewerOfSame = (here: KeptSignIn | null, kept: KeptSignIn | null): boolean =>
  kept?.endedAt === null &&
  here?.token != null &&
  here.claims.jti === kept.claims.jti &&
  here.claims.issuedAt > kept.claims.issuedAt;

class Keeper implements TokenKeeper {
  private current: KeptSignIn | null = null;
  private loadedAt: number | null = null;
  private savedIssue = 0;
  private imported: { readonly pem: string; readonly key: CryptoKey | null } | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly inTurn = createTurns();
  private readonly parts: TokenKeeperParts;

  constructor(parts: TokenKeeperParts) {
    this.parts = parts;
  }

  async load(): Promise<Result<KeptSignIn | null, SecretError>> {
    return this.inTurn(() => this.reload());
  }

  async use(): Promise<Result<string, TokenUseError>> {
    const age = this.loadedAt === null ? Infinity : this.parts.clock.monotonicMs() - this.loadedAt;
    if (age > trustMs) {
      const loaded = await this.load();
      if (!loaded.ok) return loaded;
    }
    if (this.current === null) return fail("store.not-connected");
    const { token, claims } = this.current;
    if (token === null) return fail("store.consent-ended");
    if (isUsable(claims, this.now())) return ok(token);
    const newer = await this.newerThan(token);
    if (!newer.ok) return newer;
    if (newer.value !== null) return ok(newer.value);
    const dropped = await this.inTurn(() => this.drop(token));
    return dropped.ok ? fail("store.consent-ended") : dropped;
  }

  async offer(token: string): Promise<void> {
    const told = readClaims(token);
    const pem = told !== null && this.isRenewed(told) ? this.current?.pem : undefined;
    if (pem === undefined) return;
    const key = await this.keyOf(pem);
    const claims = key === null ? null : await verifyToken(token, key);
    if (claims === null) {
      this.parts.log.warn("dataswyft", { call: "renewal", reason: "signature" });
      return;
    }
    // Meanwhile an answer with a newer one may have come, or the sign-in may have ended.
    if (this.current === null || !this.isRenewed(claims)) return;
    this.current = { ...this.current, token, claims };
    if (claims.issuedAt - this.savedIssue >= saveEveryMs) await this.inTurn(() => this.saveNewest());
  }

  async newerThan(token: string): Promise<Result<string | null, SecretError>> {
    return this.inTurn(async () => {
      const loaded = await this.reload();
      if (!loaded.ok) return loaded;
      const kept = loaded.value;
      const isNewer = kept?.token != null && kept.token !== token && isUsable(kept.claims, this.now());
      return ok(isNewer ? kept.token : null);
    });
  }

  async start(kept: KeptSignIn): Promise<Result<void, SecretError>> {
    return this.inTurn(async () => {
      const saved = await this.save(kept);
      this.tell();
      return saved;
    });
  }

  async forget(): Promise<Result<void, SecretError>> {
    return this.inTurn(async () => {
      const forgotten = await this.parts.secrets.forget();
      if (!forgotten.ok) return forgotten;
      this.current = null;
      this.savedIssue = 0;
      this.tell();
      return forgotten;
    });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private now(): number {
    return this.parts.clock.now();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private async keyOf(pem: string): Promise<CryptoKey | null> {
    if (this.imported?.pem !== pem) this.imported = { pem, key: await importPdaKey(pem) };
    return this.imported.key;
  }

  private isRenewed(claims: TokenClaims): boolean {
    return this.current?.token != null && isRenewal(this.current.claims, claims);
  }

  private decode(bytes: Uint8Array | null): KeptSignIn | null {
    const kept = bytes === null ? null : decodeSignIn(bytes);
    return kept !== null && this.parts.isOurs(kept) ? kept : null;
  }

  /** What the slot has, unless it is an older token of the same sign-in than the one in memory. */
  private async reload(): Promise<Result<KeptSignIn | null, SecretError>> {
    const loaded = await this.parts.secrets.load();
    if (!loaded.ok) return loaded;
    const kept = this.decode(loaded.value);
    this.loadedAt = this.parts.clock.monotonicMs();
    this.savedIssue = kept?.claims.issuedAt ?? 0;
    if (!isNewerOfSame(this.current, kept)) this.current = kept;
    return ok(this.current);
  }

  /** The token that ran out is kept no longer; what it said is, so that the account is known again. */
  private async drop(token: string): Promise<Result<void, SecretError>> {
    const { current } = this;
    if (current?.token !== token) return ok(undefined);
    const saved = await this.save({ ...current, token: null, endedAt: this.now() });
    this.tell();
    return saved;
  }

  /** Writes the newest token, once: those that wait behind this one find nothing left to do. */
  private async saveNewest(): Promise<void> {
    const loaded = await this.reload();
    const { current } = this;
    if (!loaded.ok || current === null || current.claims.issuedAt - this.savedIssue < saveEveryMs) return;
    const saved = await this.save(current);
    if (!saved.ok) {
      const { code, ref } = saved.error;
      this.parts.log.warn("dataswyft", { call: "keep-token", code, ref });
      return;
    }
    this.tell();
  }

  private async save(kept: KeptSignIn): Promise<Result<void, SecretError>> {
    const bytes = encodeSignIn(kept);
    const saved = await this.parts.secrets.save(bytes);
    wipe(bytes);
    if (!saved.ok) return saved;
    this.current = kept;
    this.savedIssue = kept.claims.issuedAt;
    this.loadedAt = this.parts.clock.monotonicMs();
    return saved;
  }
}

/** Makes the keeper of one slot. */
export const createTokenKeeper = (parts: TokenKeeperParts): TokenKeeper => new Keeper(parts);
