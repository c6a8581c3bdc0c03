/**
 * The account's JWTs (contract 2): what they say, whether they are really this account's, and how long
 * they open anything. Only RS256 by the account's own key counts. Tokens are never logged.
 */
import { compactVerify, decodeJwt, importSPKI } from "jose";
import type { CryptoKey } from "jose";
import { z } from "zod";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";

/** A token unused for this long opens nothing any more (contract 2.2). */
export const idleMs = 72 * 3_600_000;

const maxAgeMs = 10 * 60_000;
const maxAheadMs = 60_000;

const claimsSchema = z.object({
  iss: z.string().min(1),
  iat: z.number().nonnegative(),
  exp: z.number().nonnegative(),
  jti: z.string().min(1),
  application: z.string().min(1),
});

/** What an application token says. Times are epoch ms. */
export interface TokenClaims {
  readonly issuer: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly jti: string;
  readonly application: string;
}

const toClaims = (json: unknown): TokenClaims | null => {
  const parsed = claimsSchema.safeParse(json);
  if (!parsed.success) return null;
  const { iss, iat, exp, jti, application } = parsed.data;
  return {
    issuer: iss.toLowerCase(),
    issuedAt: iat * 1_000,
    expiresAt: exp * 1_000,
    jti,
    application: application.toLowerCase(),
  };
};

/** What the token claims, proven by nothing; null when it is no application token. */
export const readClaims = (token: string): TokenClaims | null => {
  try {
    return toClaims(decodeJwt(token));
  } catch {
    return null;
  }
};

/** The key of an account; null when the text is not an RSA public key in PEM. */
export const importPdaKey = async (pem: string): Promise<CryptoKey | null> => {
  try {
    return await importSPKI(pem.trim(), "RS256");
  } catch {
    return null;
  }
};

/** What the token says once its signature holds; null when it does not, or when it is signed in another way. */
export const verifyToken = async (token: string, key: CryptoKey): Promise<TokenClaims | null> => {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ["RS256"] });
    return toClaims(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return null;
  }
};

/** When this computer's clock and the account's differ, nothing else can be told from times. */
const skewOf = (claims: TokenClaims, now: number, serverNow: number | null): number | null => {
  const isAhead = claims.issuedAt > now + maxAheadMs;
  if (!isAhead && claims.issuedAt >= now - maxAgeMs) return null;
  if (serverNow === null) return isAhead ? claims.issuedAt - now : null;
  const isFreshThere = claims.issuedAt >= serverNow - maxAgeMs && claims.issuedAt <= serverNow + maxAheadMs;
  return isFreshThere ? serverNow - now : null;
};

const isFresh = (claims: TokenClaims, now: number): boolean =>
  claims.issuedAt >= now - maxAgeMs && claims.issuedAt <= now + maxAheadMs && claims.expiresAt > now;

/** Whose token it must be, and what time it is here and, by its Date header, there. */
export interface TokenExpectation {
  readonly host: string;
  readonly applicationId: string;
  readonly key: CryptoKey;
  readonly now: number;
  readonly serverNow: number | null;
}

/** Failures of a fresh token. */
export type TokenError = AppError<"connect.untrusted" | "connect.clock-skew" | "store.other-account">;

/**
 * Takes a token that just came out of a sign-in. connect.clock-skew {minutes} when only the clocks
 * disagree, store.other-account when another account issued it, connect.untrusted otherwise.
 */
export const acceptFreshToken = async (
  token: string,
  expected: TokenExpectation,
): Promise<Result<TokenClaims, TokenError>> => {
  const told = readClaims(token);
  if (told === null) return fail("connect.untrusted", { reason: "not-a-token" });
  if (told.issuer !== expected.host) return fail("store.other-account");
  const claims = await verifyToken(token, expected.key);
  if (claims === null) return fail("connect.untrusted", { reason: "signature" });
  if (claims.application !== expected.applicationId)
    return fail("connect.untrusted", { reason: "application" });
  const skew = skewOf(claims, expected.now, expected.serverNow);
  if (skew !== null) return fail("connect.clock-skew", { minutes: Math.round(skew / 60_000) });
  return isFresh(claims, expected.now) ? ok(claims) : fail("connect.untrusted", { reason: "too-old" });
};

/** Whether a token that came back on an answer renews the one in use: newer, and the same in all else. */
export const isRenewal = (kept: TokenClaims, next: TokenClaims): boolean =>
  next.jti === kept.jti &&
  next.issuer === kept.issuer &&
  next.application === kept.application &&
  next.expiresAt <= kept.expiresAt &&
  next.issuedAt > kept.issuedAt;

/** Whether the service still takes the token at this time. */
export const isUsable = (claims: TokenClaims, now: number): boolean =>
  now <= claims.issuedAt + idleMs && now <= claims.expiresAt;
