/** The token keeper over a service where every refresh token is good once, a slot in memory and a clock. */
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { KeptTokens } from "#stores/hyperid/kept-tokens.ts";
import { decodeKept, encodeKept } from "#stores/hyperid/kept-tokens.ts";
import type { Openid, OpenidGrant } from "#stores/hyperid/openid.port.ts";
import type { TokenKeeper } from "#stores/hyperid/token-keeper.ts";
import { createTokenKeeper } from "#stores/hyperid/token-keeper.ts";
import type { HandClock } from "./hand-clock.ts";
import { createRushingClock } from "./hand-clock.ts";
import type { MemorySlot } from "./memory-slot.ts";
import { createMemorySlot } from "./memory-slot.ts";

/** The client of these tests. */
export const identity = { issuer: "https://login.example/auth/realms/HyperID", clientId: "desk" };
/** Where the clock begins. */
export const startedAt = 1_700_000_000_000;

/** Ada's tokens, good for an hour. */
export const kept = (changes: Partial<KeptTokens> = {}): KeptTokens => ({
  version: 1,
  ...identity,
  subject: "sub-ada",
  email: "ada@example.org",
  connectedAt: startedAt - 1_000,
  accessToken: "access-1",
  accessEndsAt: startedAt + 3_600_000,
  refreshToken: "refresh-1",
  refreshEndsAt: startedAt + 86_400_000,
  ...changes,
});
/** The tokens numbered so. */
export const grant = (at: number, changes: Partial<OpenidGrant> = {}): OpenidGrant => ({
  accessToken: `access-${at}`,
  expiresInS: 3_600,
  refreshToken: `refresh-${at}`,
  refreshExpiresInS: 86_400,
  scope: null,
  subject: null,
  email: null,
  ...changes,
});

type Refresh = (
  token: string,
) => Result<OpenidGrant, AccountError> | Promise<Result<OpenidGrant, AccountError>>;

/** A service where every refresh token is good once. */
export interface RotatingService {
  readonly openid: Openid;
  readonly asked: string[];
}
/** Makes it; `refresh` in place of the rotation. */
export const rotatingService = (refresh?: Refresh): RotatingService => {
  const asked: string[] = [];
  let current = 1;
  const rotate: Refresh = (token) => {
    if (token !== `refresh-${current}`) return fail("store.consent-ended");
    current += 1;
    return ok(grant(current));
  };
  const unused = (): never => {
    throw new Error("not asked for here");
  };
  return {
    asked,
    openid: {
      discover: unused,
      begin: unused,
      revoke: unused,
      refresh: async (_client, token) => {
        asked.push(token);
        await new Promise((wake) => setTimeout(wake, 2));
        return (refresh ?? rotate)(token);
      },
    },
  };
};

/** The keeper with what is around it. */
export interface TokenDesk {
  readonly keeper: TokenKeeper;
  readonly slot: MemorySlot;
  readonly clock: HandClock;
  readonly changes: () => number;
}
/** Makes one; the slot holds Ada's tokens. */
export const tokenDesk = (
  openid: Openid,
  slot = createMemorySlot(encodeKept(kept())),
  clock = createRushingClock(),
  client = identity,
): TokenDesk => {
  let changes = 0;
  const keeper = createTokenKeeper({
    openid,
    secrets: slot,
    clock,
    identity: client,
    client: () => Promise.resolve(ok({ ...client, clientSecret: "secret" })),
    changed: () => (changes += 1),
  });
  return { keeper, slot, clock, changes: () => changes };
};
/** What the slot holds now. */
export const inSlot = (slot: MemorySlot): KeptTokens | null => {
  const bytes = slot.kept();
  return bytes === null ? null : decodeKept(bytes);
};
/** The access token, or the code of the failure. */
export const tokenOf = (result: Result<KeptTokens, AccountError>): string =>
  result.ok ? result.value.accessToken : result.error.code;
