/**
 * The person's tokens for one contract in use: handed to one call, renewed once when the service says that
 * they ended, one renewal at a time. New tokens are saved before they are used, because the old pair may be
 * dead by then. Nothing is remembered between calls, so that another program on the same vault may renew too.
 */
import { z } from "zod";
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { DigimeContext } from "./digime-context.ts";
import { orCancelled } from "./digime-context.ts";
import type { LocalError, Trouble } from "./digime-errors.ts";
import { isTokenEnded, skewOf } from "./digime-errors.ts";
import type { DigimeSlot, Kept, Role, TokenPayload } from "./digime-kept.ts";
import { tokenPayloadSchema, tokensOf } from "./digime-kept.ts";
import { bearer, sendForJson } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import type { DigimeTrust } from "./digime-trust.ts";

/** The tokens of one contract. */
export interface DigimeTokens {
  /** Null while nobody is signed in under this contract. */
  current(clientId: string): Promise<Result<Kept | null, Trouble>>;
  /** The account; store.not-connected when there is none. */
  required(clientId: string): Promise<Result<Kept, Trouble>>;
  /** Keeps a new account and tells the listeners. */
  keep(kept: Kept): Promise<Result<void, Trouble>>;
  /** Forgets the account, after a renewal under way has ended. */
  forget(): Promise<Result<void, Trouble>>;
  /** New tokens in place of those of `used`; only the first of several callers asks the service. */
  renew(identity: DigimeIdentity, used: Kept, signal: AbortSignal): Promise<Result<Kept, Trouble>>;
  /** Makes a call with the tokens, and once more with new ones if the service says that they ended. */
  withTokens<T>(
    identity: DigimeIdentity,
    signal: AbortSignal,
    call: (kept: Kept) => Promise<Result<T, Trouble>>,
  ): Promise<Result<T, Trouble>>;
  subscribe(listener: () => void): () => void;
}

/** What the tokens are made of. */
export interface DigimeTokensParts {
  readonly context: DigimeContext;
  readonly trust: DigimeTrust;
  readonly slot: DigimeSlot;
  readonly role: Role;
}

const replySchema = z.object({ token: z.string().min(1).max(65_536) });

/** Asks the token address with these claims and opens the signed reply (contract 4.4 and Refresh). */
export const requestTokens = async (
  context: DigimeContext,
  trust: DigimeTrust,
  identity: DigimeIdentity,
  base: string,
  claims: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Result<TokenPayload, Trouble>> => {
  const authorise = (): Promise<string> => bearer(context, identity, claims);
  const call = { url: `${base}oauth/token`, method: "POST", authorise, signal } as const;
  const reply = await sendForJson(context, call, replySchema);
  return reply.ok ? trust.open(reply.value.token, base, tokenPayloadSchema, signal) : reply;
};

const local = (error: LocalError): Result<never, Trouble> => err({ kind: "local", error });

const isRefreshEnded = (trouble: Trouble): boolean =>
  isTokenEnded(trouble) || (trouble.kind === "refused" && trouble.code === "InvalidRefreshToken");

/** Asks for a new pair; one that belongs to another user is refused. */
const askForRenewal = async (
  { context, trust }: DigimeTokensParts,
  identity: DigimeIdentity,
  { refresh, older, userId }: Kept,
): Promise<Result<TokenPayload, Trouble>> => {
  const base = older === null ? identity.addresses.base : identity.addresses.legacy;
  const claims = {
    grant_type: "refresh_token",
    refresh_token: refresh.value,
    ...(older === null ? {} : { redirect_uri: older.redirectUri }),
  };
  // No caller's signal: a renewal that reached the service must be saved, whoever still waits for it.
  const { signal } = new AbortController();
  const payload = await requestTokens(context, trust, identity, base, claims, signal);
  return payload.ok && payload.value.sub !== userId ? local(appError("store.other-account")) : payload;
};

/** Keeps the pair in the slot; in memory only while it could not be written. */
class TokenKeeper {
  private readonly listeners = new Set<() => void>();
  private unsaved: Kept | null = null;
  private readonly slot: DigimeSlot;
  private readonly role: Role;

  constructor({ slot, role }: DigimeTokensParts) {
    this.slot = slot;
    this.role = role;
  }

  async current(clientId: string): Promise<Result<Kept | null, Trouble>> {
    const saved = this.unsaved === null ? ok(undefined) : await this.keep(this.unsaved);
    return saved.ok ? this.slot.load(this.role, clientId) : saved;
  }

  async keep(kept: Kept): Promise<Result<void, Trouble>> {
    this.unsaved = kept;
    const saved = await this.slot.save(this.role, kept);
    if (!saved.ok) return saved;
    this.unsaved = null;
    this.tell();
    return saved;
  }

  async forget(): Promise<Result<void, Trouble>> {
    this.unsaved = null;
    const forgotten = await this.slot.forget(this.role);
    if (forgotten.ok) this.tell();
    return forgotten;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

type Renewal = (identity: DigimeIdentity, used: Kept) => Promise<Result<Kept, Trouble>>;

const createRenewal = (
  parts: DigimeTokensParts,
  keeper: TokenKeeper,
  required: DigimeTokens["required"],
): Renewal => {
  /** Another program may have renewed meanwhile, which ended the pair that was tried here. */
  const afterRefusal = async (
    clientId: string,
    used: Kept,
    trouble: Trouble,
  ): Promise<Result<Kept, Trouble>> => {
    const now = await required(clientId);
    if (now.ok && now.value.refresh.value !== used.refresh.value) return now;
    return skewOf(trouble) === null ? local(appError("store.consent-ended")) : err(trouble);
  };
  return async (identity, used) => {
    const kept = await required(identity.clientId);
    if (!kept.ok || kept.value.access.value !== used.access.value) return kept;
    const payload = await askForRenewal(parts, identity, kept.value);
    if (!payload.ok) {
      const { error } = payload;
      return isRefreshEnded(error) ? afterRefusal(identity.clientId, kept.value, error) : payload;
    }
    const renewed = { ...kept.value, ...tokensOf(payload.value) };
    const saved = await keeper.keep(renewed);
    return saved.ok ? ok(renewed) : saved;
  };
};

/** Makes the tokens' keeper. */
export const createDigimeTokens = (parts: DigimeTokensParts): DigimeTokens => {
  const keeper = new TokenKeeper(parts);
  const required: DigimeTokens["required"] = async (clientId) => {
    const kept = await keeper.current(clientId);
    if (!kept.ok) return kept;
    return kept.value === null ? local(appError("store.not-connected")) : ok(kept.value);
  };
  const renewNow = createRenewal(parts, keeper, required);
  let renewal: Promise<Result<Kept, Trouble>> | null = null;
  const renew: DigimeTokens["renew"] = (identity, used, signal) => {
    renewal ??= parts.slot.exclusively(() => renewNow(identity, used)).finally(() => (renewal = null));
    return orCancelled(renewal, signal);
  };
  return {
    current: (clientId) => keeper.current(clientId),
    required,
    keep: (kept) => keeper.keep(kept),
    forget: async () => {
      await renewal;
      return keeper.forget();
    },
    renew,
    withTokens: async (identity, signal, call) => {
      const kept = await required(identity.clientId);
      if (!kept.ok) return kept;
      const first = await call(kept.value);
      if (first.ok || !isTokenEnded(first.error)) return first;
      const renewed = await renew(identity, kept.value, signal);
      return renewed.ok ? call(renewed.value) : renewed;
    },
    subscribe: (listener) => keeper.subscribe(listener),
  };
};
