/**
 * Proof that an ID token is the service's: RS256 by a key of its JWKS, for this client, made just now.
 * The nonce was compared before. A failure that is one of time is told apart when the service's own clock
 * differs from this computer's.
 */
import { createLocalJWKSet, errors, jwtVerify } from "jose";
import type { JSONWebKeySet } from "jose";
import { z } from "zod";
import type { Clock } from "#contract/clock.port.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { Http } from "#stores/http.port.ts";
import type { OpenidExchange } from "./openid-fetch.ts";
import { httpError, statusError } from "./openid-errors.ts";

/** Whose token it must be and where that service's keys are. */
export interface IdTokenPlace {
  readonly issuer: string;
  readonly clientId: string;
  readonly keysUrl: string;
}

/** Checks ID tokens, keeping the keys of each service between calls. */
export type IdTokenCheck = (
  idToken: string,
  place: IdTokenPlace,
  exchange: OpenidExchange,
  signal: AbortSignal,
) => Promise<Result<void, AccountError>>;

const toleranceS = 60;
/** A token for a sign-in is made when its code is exchanged. */
const maxAgeS = 300;
const skewMs = 120_000;

const keysSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

const parseKeys = (bytes: Uint8Array): JSONWebKeySet | null => {
  try {
    const parsed = keysSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

const fetchKeys = async (
  http: Http,
  url: string,
  signal: AbortSignal,
): Promise<Result<JSONWebKeySet, AccountError>> => {
  const answer = await http({ url, headers: { accept: "application/json" }, signal });
  if (!answer.ok) return err(httpError(answer.error));
  if (answer.value.status !== 200) return err(statusError(answer.value.status));
  const keys = parseKeys(answer.value.bytes);
  return keys === null ? fail("store.bad-reply", { because: "keys" }) : ok(keys);
};

const timeClaims: readonly string[] = ["exp", "iat", "nbf"];

const isAboutTime = (thrown: unknown): boolean =>
  thrown instanceof errors.JWTExpired ||
  (thrown instanceof errors.JWTClaimValidationFailed &&
    thrown.reason === "check_failed" &&
    timeClaims.includes(thrown.claim));

/** Clock skew where the service's clock shows one; without that a wrong time proves nothing about ours. */
const timeError = (clock: Clock, serverTime: number | null): AccountError => {
  const aheadMs = serverTime === null ? 0 : clock.now() - serverTime;
  return Math.abs(aheadMs) > skewMs
    ? appError("connect.clock-skew", { minutes: Math.round(aheadMs / 60_000) })
    : appError("connect.untrusted", { because: "time" });
};

const proofError = (thrown: unknown, clock: Clock, serverTime: number | null): AccountError => {
  if (isAboutTime(thrown)) return timeError(clock, serverTime);
  const because = thrown instanceof errors.JOSEError ? thrown.code : "key";
  return appError("connect.untrusted", { because });
};

/** Makes the check. An unknown key has the keys fetched once more: the service may have changed them. */
export const createIdTokenCheck = (http: Http, clock: Clock): IdTokenCheck => {
  const kept = new Map<string, JSONWebKeySet>();
  const prove = async (
    idToken: string,
    { issuer, clientId }: IdTokenPlace,
    keys: JSONWebKeySet,
  ): Promise<unknown> => {
    try {
      await jwtVerify(idToken, createLocalJWKSet(keys), {
        algorithms: ["RS256"],
        issuer,
        audience: clientId,
        currentDate: new Date(clock.now()),
        clockTolerance: toleranceS,
        maxTokenAge: maxAgeS,
      });
      return null;
    } catch (thrown) {
      return thrown;
    }
  };
  const fresh = async (url: string, signal: AbortSignal): ReturnType<typeof fetchKeys> => {
    const keys = await fetchKeys(http, url, signal);
    if (keys.ok) kept.set(url, keys.value);
    return keys;
  };
  return async (idToken, place, exchange, signal) => {
    const serverTime = exchange.serverTime();
    const known = kept.get(place.keysUrl);
    const keys = known === undefined ? await fresh(place.keysUrl, signal) : ok(known);
    if (!keys.ok) return keys;
    let thrown = await prove(idToken, place, keys.value);
    if (thrown instanceof errors.JWKSNoMatchingKey) {
      const again = await fresh(place.keysUrl, signal);
      if (!again.ok) return again;
      thrown = await prove(idToken, place, again.value);
    }
    return thrown === null ? ok(undefined) : err(proofError(thrown, clock, serverTime));
  };
};
