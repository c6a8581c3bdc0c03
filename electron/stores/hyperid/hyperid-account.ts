/** The Account port for HyperID: signing in by OpenID Connect, and revoking on the way out. */
import { fail } from "#contract/errors.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Account, AccountError, AccountFacts, BrowserSignIn } from "#stores/account.port.ts";
import { asAccountError } from "./errors-between.ts";
import { factsOf, keptAfterSignIn } from "./kept-tokens.ts";
import type { Openid, OpenidClient, OpenidGrant, OpenidSignIn } from "./openid.port.ts";
import type { TokenKeeper } from "./token-keeper.ts";
import type { UserData } from "./user-data-verbs.ts";
import { byUserId } from "./user-data-verbs.ts";

/** What the account is made of. */
export interface HyperidAccountParts {
  readonly openid: Openid;
  readonly keeper: TokenKeeper;
  readonly data: UserData;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: string;
  readonly client: () => Promise<Result<OpenidClient, AccountError>>;
  readonly subscribe: Account["subscribe"];
}

/** Sign-in by e-mail or a social account, not by a wallet (contract 2.4). */
const flowMode = { flow_mode: "0" };

const revoke = async (
  { openid, log }: HyperidAccountParts,
  client: OpenidClient,
  token: string,
  signal: AbortSignal,
): Promise<void> => {
  const revoked = await openid.revoke(client, token, signal);
  if (!revoked.ok) log.warn("hyperid", { call: "revoke", code: revoked.error.code, ref: revoked.error.ref });
};

const finish = async (
  parts: HyperidAccountParts,
  client: OpenidClient,
  signIn: OpenidSignIn,
  expectedId: string | null,
  redirect: URL,
  signal: AbortSignal,
): Promise<Result<AccountFacts, AccountError>> => {
  const granted = await signIn.finish(redirect, signal);
  if (!granted.ok) return granted;
  const grant = granted.value;
  if (expectedId !== null && grant.subject !== expectedId) {
    await giveBack(parts, client, grant, signal);
    return fail("store.other-account");
  }
  const kept = keptAfterSignIn(client, grant, parts.clock.now());
  const adopted = await parts.keeper.adopt(kept);
  if (adopted.ok) return ok(factsOf(kept));
  await giveBack(parts, client, grant, signal);
  return adopted;
};

/** A grant that is not kept is not left open at the service. */
const giveBack = (
  parts: HyperidAccountParts,
  client: OpenidClient,
  grant: OpenidGrant,
  signal: AbortSignal,
): Promise<void> => revoke(parts, client, grant.refreshToken ?? grant.accessToken, signal);

const begin = async (
  parts: HyperidAccountParts,
  redirectUri: string,
  expectedId: string | null,
  signal: AbortSignal,
): Promise<Result<BrowserSignIn, AccountError>> => {
  if (!URL.canParse(redirectUri)) return fail("settings.address-malformed");
  const client = await parts.client();
  if (!client.ok) return client;
  const request = { redirectUri, scope: parts.scope, parameters: flowMode };
  const signIn = await parts.openid.begin(client.value, request, signal);
  if (!signIn.ok) return signIn;
  return ok({
    url: signIn.value.url,
    finish: (redirect, until) => finish(parts, client.value, signIn.value, expectedId, redirect, until),
  });
};

/** Revokes, not logs out (contract 2.5). A service that is away must not keep a person connected. */
const disconnect = (parts: HyperidAccountParts, signal: AbortSignal): Promise<Result<void, AccountError>> =>
  parts.keeper.end(async ({ refreshToken, accessToken }) => {
    const client = await parts.client();
    if (client.ok) await revoke(parts, client.value, refreshToken ?? accessToken, signal);
    return signal.aborted ? fail("connect.cancelled") : ok(undefined);
  });

/** Makes the port. */
export const createHyperidAccount = (parts: HyperidAccountParts): Account => ({
  facts: async () => {
    const kept = await parts.keeper.load();
    if (!kept.ok) return kept;
    return ok(kept.value === null ? null : factsOf(kept.value));
  },
  begin: (redirectUri, expectedId, signal) => begin(parts, redirectUri, expectedId, signal),
  test: async (signal) => {
    const listed = await parts.data.list(byUserId, signal);
    return listed.ok ? ok(undefined) : err(asAccountError(listed.error.error));
  },
  disconnect: (signal) => disconnect(parts, signal),
  subscribe: parts.subscribe,
});
