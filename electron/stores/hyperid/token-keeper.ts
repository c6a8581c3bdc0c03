/**
 * The tokens of the connected account: one renewal at a time, kept in the secret slot before they are
 * used, shared with other programs on the same slot. A caller that is cancelled does not cut a renewal
 * short, because the service may have changed the refresh token already.
 */
import type { Clock } from "#contract/clock.port.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";
import { createTurns } from "#stores/turns.ts";
import { wipe } from "#vault/bytes.ts";
import { readAccessClaims } from "./access-claims.ts";
import type { KeptTokens } from "./kept-tokens.ts";
import { decodeKept, encodeKept, isOfClient, tokensOf } from "./kept-tokens.ts";
import type { Openid, OpenidClient, OpenidGrant } from "./openid.port.ts";
import { pause, unlessAborted } from "#stores/waiting.ts";

/** What the keeper needs. `client` reads the client's secret, which may fail. */
export interface TokenKeeperParts {
  readonly openid: Openid;
  readonly secrets: SecretSlot;
  readonly clock: Clock;
  readonly client: () => Promise<Result<OpenidClient, AccountError>>;
  readonly identity: { readonly issuer: string; readonly clientId: string };
  /** Called after what is kept has changed, or when it is of no use any more. */
  readonly changed: () => void;
}

/** Keeps tokens. Calls that change the slot are made one after the other. */
export interface TokenKeeper {
  /** What the slot holds for this client; null while nobody is signed in. */
  load(): Promise<Result<KeptTokens | null, SecretError>>;
  /** Keeps the tokens of a new sign-in. */
  adopt(kept: KeptTokens): Promise<Result<void, SecretError>>;
  /** Forgets, after `farewell` was told the newest tokens, if there are any; not when that answers no. */
  end(
    farewell: (kept: KeptTokens) => Promise<Result<void, AccountError>>,
  ): Promise<Result<void, AccountError>>;
  /** A token that is good by what is known, and is not the one that the service has just refused. */
  access(signal: AbortSignal, refused?: string): Promise<Result<KeptTokens, AccountError>>;
}

/** A token that ends this soon is renewed before it is used. */
const marginMs = 30_000;
/** Another program that renews first needs a moment to keep what it got. */
const otherProgramMs = 400;
/** A renewal ends by the time limits below it, not by its callers. */
const never = new AbortController().signal;

interface State {
  /** In use; the same as the slot holds. */
  current: KeptTokens | null;
  /** Renewed at the service and not yet in the slot. */
  unsaved: KeptTokens | null;
  /** A refresh token that the service has refused: not worth asking again. */
  endedToken: string | null;
  flight: Promise<Result<KeptTokens, AccountError>> | null;
}

const load = async (parts: TokenKeeperParts): Promise<Result<KeptTokens | null, SecretError>> => {
  const loaded = await parts.secrets.load();
  if (!loaded.ok || loaded.value === null) return loaded.ok ? ok(null) : loaded;
  const kept = decodeKept(loaded.value);
  wipe(loaded.value);
  if (kept === null) return fail("store.secrets-lost", { because: "unreadable" });
  return ok(isOfClient(kept, parts.identity) ? kept : null);
};

const save = async (parts: TokenKeeperParts, kept: KeptTokens): Promise<Result<void, SecretError>> => {
  const bytes = encodeKept(kept);
  const saved = await parts.secrets.save(bytes);
  wipe(bytes);
  return saved;
};

const isUsable = (kept: KeptTokens, refused: string | undefined, now: number): boolean =>
  kept.accessToken !== refused && (kept.accessEndsAt === null || kept.accessEndsAt - marginMs > now);

/** Saves first: a token that the slot does not hold would be lost with this program. */
const saveAndUse = async (
  parts: TokenKeeperParts,
  state: State,
  next: KeptTokens,
): Promise<Result<KeptTokens, AccountError>> => {
  state.unsaved = next;
  const saved = await save(parts, next);
  if (!saved.ok) return saved;
  state.unsaved = null;
  state.current = next;
  parts.changed();
  return ok(next);
};

const consentEnded = (
  parts: TokenKeeperParts,
  state: State,
  token: string | null,
): Result<never, AccountError> => {
  const ended = token ?? "";
  if (state.endedToken !== ended) parts.changed();
  state.endedToken = ended;
  state.current = null;
  return fail("store.consent-ended");
};

const merged = (kept: KeptTokens, grant: OpenidGrant, now: number): Result<KeptTokens, AccountError> => {
  const claims = readAccessClaims(grant.accessToken);
  const subject = grant.subject ?? claims.subject;
  if (subject !== null && subject !== kept.subject) return fail("store.other-account");
  return ok({ ...kept, ...tokensOf(grant, now, kept), email: grant.email ?? kept.email });
};

/** The service refused the refresh token: unless another program has renewed it meanwhile, that was the end. */
const afterRefusal = async (
  parts: TokenKeeperParts,
  state: State,
  kept: KeptTokens,
  refused: string | undefined,
  isAgain: boolean,
): Promise<Result<KeptTokens, AccountError>> => {
  await pause(parts.clock, otherProgramMs, never);
  const now = await load(parts);
  if (!now.ok) return now;
  if (now.value === null) return fail("store.not-connected");
  if (now.value.refreshToken === kept.refreshToken || isAgain)
    return consentEnded(parts, state, now.value.refreshToken);
  return useOrRenew(parts, state, now.value, refused, true);
};

const useOrRenew = async (
  parts: TokenKeeperParts,
  state: State,
  kept: KeptTokens,
  refused: string | undefined,
  isAgain: boolean,
): Promise<Result<KeptTokens, AccountError>> => {
  if (isUsable(kept, refused, parts.clock.now())) {
    state.current = kept;
    return ok(kept);
  }
  const { refreshToken } = kept;
  if (refreshToken === null || refreshToken === state.endedToken)
    return consentEnded(parts, state, refreshToken);
  const client = await parts.client();
  if (!client.ok) return client;
  const granted = await parts.openid.refresh(client.value, refreshToken, never);
  if (!granted.ok) {
    return granted.error.code === "store.consent-ended"
      ? afterRefusal(parts, state, kept, refused, isAgain)
      : granted;
  }
  const next = merged(kept, granted.value, parts.clock.now());
  return next.ok ? saveAndUse(parts, state, next.value) : next;
};

const obtain = async (
  parts: TokenKeeperParts,
  state: State,
  refused: string | undefined,
): Promise<Result<KeptTokens, AccountError>> => {
  if (state.unsaved !== null) return saveAndUse(parts, state, state.unsaved);
  const kept = await load(parts);
  if (!kept.ok) return kept;
  if (kept.value === null) return fail("store.not-connected");
  return useOrRenew(parts, state, kept.value, refused, false);
};

const access = async (
  parts: TokenKeeperParts,
  state: State,
  inTurn: ReturnType<typeof createTurns>,
  signal: AbortSignal,
  refused: string | undefined,
): Promise<Result<KeptTokens, AccountError>> => {
  const { current } = state;
  if (signal.aborted) return fail("connect.cancelled");
  if (current !== null && isUsable(current, refused, parts.clock.now())) return ok(current);
  state.flight ??= inTurn(() => parts.secrets.exclusively(() => obtain(parts, state, refused))).finally(
    () => (state.flight = null),
  );
  return unlessAborted(state.flight, signal, () => fail("connect.cancelled"));
};

/** Makes the keeper. It asks nothing until it is called. */
export const createTokenKeeper = (parts: TokenKeeperParts): TokenKeeper => {
  const state: State = { current: null, unsaved: null, endedToken: null, flight: null };
  const inTurn = createTurns();
  const clear = (): void => {
    state.current = null;
    state.unsaved = null;
    state.endedToken = null;
  };
  return {
    load: () => load(parts),
    adopt: (kept) =>
      inTurn(async () => {
        const saved = await save(parts, kept);
        if (!saved.ok) return saved;
        clear();
        parts.changed();
        return ok(undefined);
      }),
    end: (farewell) =>
      inTurn(async () => {
        const kept = state.unsaved === null ? await load(parts) : ok(state.unsaved);
        // Tokens that cannot be read can still be forgotten.
        const said = kept.ok && kept.value !== null ? await farewell(kept.value) : ok(undefined);
        if (!said.ok) return said;
        const forgotten = await parts.secrets.forget();
        if (!forgotten.ok) return forgotten;
        clear();
        parts.changed();
        return ok(undefined);
      }),
    access: async (signal, refused) => {
      const first = await access(parts, state, inTurn, signal, refused);
      // A renewal begun for somebody else may have ended with the very token that was refused here.
      return first.ok && first.value.accessToken === refused
        ? access(parts, state, inTurn, signal, refused)
        : first;
    },
  };
};
