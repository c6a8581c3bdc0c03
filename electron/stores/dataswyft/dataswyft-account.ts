/**
 * The account at a personal data account (contract 3): a sign-in is a trip of the browser that brings the
 * application's token back in an address. Because nothing binds that answer to the question, everything
 * that can be checked is: the way back, our mark in it, the key, the issuer, the application, the time.
 */
import type { Clock } from "#contract/clock.port.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Account, AccountError, AccountFacts, BrowserSignIn } from "#stores/account.port.ts";
import type { Http } from "#stores/http.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import { factsOf } from "./kept-sign-in.ts";
import type { KeptSignIn } from "./kept-sign-in.ts";
import type { PdaSettingsError, PdaTarget } from "./pda-address.ts";
import type { PdaClient } from "./pda-client.ts";
import { fetchPdaKey } from "./pda-key.ts";
import { planTrip, readTrip } from "./sign-in-page.ts";
import type { SignInPage, SignInTrip } from "./sign-in-page.ts";
import { acceptFreshToken } from "./token.ts";
import type { TokenKeeper } from "./token-keeper.ts";

/** What signing in needs. */
export interface AccountParts {
  readonly target: () => Result<PdaTarget, PdaSettingsError>;
  readonly page: () => SignInPage;
  /** Whether a mark may ride in the way back; false where the portal wants it exactly as registered. */
  readonly hasState: () => boolean;
  readonly keeper: TokenKeeper;
  readonly client: PdaClient;
  readonly http: Http;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
}

/** Where a token came from: a person's consent, or a developer's credentials. */
export interface TokenOrigin {
  readonly target: PdaTarget;
  readonly isDeveloperAccess: boolean;
}

/** Proves a token that just came, and keeps it. connect.wrong-state for one that was handed in before. */
export const keepFreshToken = async (
  parts: Pick<AccountParts, "http" | "clock" | "keeper">,
  { target, isDeveloperAccess }: TokenOrigin,
  token: string,
  signal: AbortSignal,
): Promise<Result<AccountFacts, AccountError>> => {
  const pdaKey = await fetchPdaKey(parts.http, target.address, signal);
  if (!pdaKey.ok) return pdaKey;
  const { key, pem, serverNow } = pdaKey.value;
  const now = parts.clock.now();
  const { applicationId, address } = target;
  const expected = { host: address.host, applicationId, key, now, serverNow };
  const claims = await acceptFreshToken(token, expected);
  if (!claims.ok) return claims;
  const before = await parts.keeper.load();
  if (!before.ok) return before;
  const last = before.value?.claims;
  // The account never issues the same token twice: it was handed in before.
  if (last?.jti === claims.value.jti && last.issuedAt >= claims.value.issuedAt)
    return fail("connect.wrong-state");
  if (signal.aborted) return fail("connect.cancelled");
  const kept: KeptSignIn = {
    version: 1,
    host: address.host,
    applicationId,
    token,
    claims: claims.value,
    pem,
    connectedAt: now,
    isDeveloperAccess,
    endedAt: null,
  };
  const saved = await parts.keeper.start(kept);
  return saved.ok ? ok(factsOf(kept)) : saved;
};

const finishOnce = (parts: AccountParts, target: PdaTarget, trip: SignInTrip): BrowserSignIn["finish"] => {
  let isOver = false;
  return async (redirect, signal) => {
    if (isOver) return fail("connect.wrong-state");
    isOver = true;
    const token = readTrip(trip, redirect);
    if (!token.ok) return token;
    return keepFreshToken(parts, { target, isDeveloperAccess: false }, token.value, signal);
  };
};

/** Codes of a store that an account has too. */
const shared = [
  "store.unreachable",
  "store.bad-reply",
  "store.refused",
  "store.busy",
  "store.no-permission",
  "store.not-configured",
  "store.not-connected",
  "store.consent-ended",
  "store.secrets-lost",
  "keychain.locked",
  "keychain.unavailable",
] as const;

const toAccountError = (error: StoreError): AccountError => {
  if (error.code === "scan.cancelled") return fail("connect.cancelled").error;
  const code = shared.find((known) => known === error.code) ?? "store.refused";
  return { ...appError(code, error.detail), ref: error.ref };
};

/** Makes the account. */
export const createDataswyftAccount = (parts: AccountParts): Account => {
  const { keeper, client } = parts;
  return {
    facts: async () => {
      const kept = await keeper.load();
      if (!kept.ok) return kept;
      return ok(kept.value === null ? null : factsOf(kept.value));
    },
    begin: async (redirectUri, expectedId, signal) => {
      const target = parts.target();
      if (!target.ok) return target;
      const { address } = target.value;
      if (expectedId !== null && expectedId !== address.host) return fail("store.other-account");
      const present = await fetchPdaKey(parts.http, address, signal);
      if (!present.ok) return present;
      const trip = planTrip({
        target: target.value,
        page: parts.page(),
        redirectUri,
        hasState: parts.hasState(),
        random: parts.random,
      });
      return ok({ url: trip.url, finish: finishOnce(parts, target.value, trip) });
    },
    test: async (signal) => {
      const target = parts.target();
      if (!target.ok) return target;
      const path = `data/${target.value.namespace}/vault?take=1`;
      const answer = await client({ path, signal, maxBytes: 16 * 1_048_576 });
      return answer.ok ? ok(undefined) : err(toAccountError(answer.error.error));
    },
    // The account has no revocation: what was handed out runs out by itself (contract 2.2).
    disconnect: () => keeper.forget(),
    subscribe: (listener) => keeper.subscribe(listener),
  };
};
