/**
 * Client of VivoKey's Verify API (contract 3): the service chooses its challenge after it has seen the
 * chip's first message, and ends in a signed token. The token is checked here, against the service's
 * own keys, with a nonce of ours in it; a tap proves presence, and no secret depends on the chip.
 */
import { createLocalJWKSet, decodeProtectedHeader, errors, jwtVerify } from "jose";
import type { JSONWebKeySet, JWTPayload } from "jose";
import { z } from "zod";
import { fromHex, toHex } from "#chip/bytes.ts";
import type { Presence, PresenceError, PresenceService } from "#chip/presence.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { HttpFailure } from "#stores/http.port.ts";
import type { HttpAnswer, HttpJson } from "./http-json.ts";
import { logged } from "./service-log.ts";
import { presenceFailure, unparsable } from "./vivokey-scan.ts";

/** Where the service is and which signatures count. */
export interface VerifyServiceOptions {
  readonly baseUrl: string;
  /** UUID form (contract 3.1). */
  readonly apiKey: () => Promise<Result<string, AppError>>;
  readonly clock: Clock;
  readonly log: Log;
  /** ES256 as seen; RS256 only if the profile says so (contract 3.5). */
  readonly algorithms?: readonly ("ES256" | "RS256")[];
  /** The `iss` to insist on; its value is inferred (contract 3.5), so it is not looked at unless given. */
  readonly issuer?: string;
  /** The `dev_id` to insist on: the account's own, which only its owner can tell. */
  readonly developerId?: string;
  readonly http: HttpJson;
}

const challengeSchema = z.object({
  payload: z.string().regex(/^[0-9a-f]{64}$/i),
  token: z.string().min(1).max(8192),
});
const sessionSchema = z.object({ token: z.string().min(1).max(16_384) });
const jwksSchema = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })).max(50),
});
const claimsSchema = z.object({
  sub: z.string().min(1).max(128),
  cld: z.string(),
  atp: z.enum(["mau", "mutual"]),
  dev_id: z.string().optional(),
  exp: z.number(),
});

/** Allowed between the clocks, and the longest life of a token seen anywhere (contract 3.5, 9). */
const skewSeconds = 10;
const longestLifeSeconds = 300;

/** Makes the client. */
export const createVerifyService = (options: VerifyServiceOptions): PresenceService => {
  const { http } = options;
  const url = (path: string): string => `${options.baseUrl.replace(/\/+$/, "")}/${path}`;
  const post = async (
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<Result<HttpAnswer, PresenceError>> => {
    const key = await options.apiKey();
    if (!key.ok) return fail("auth.bad-key", { cause: key.error.code });
    const answer = await http({ url: url(path), body, headers: { "x-api-vivokey": key.value }, signal });
    return answer.ok ? ok(answer.value) : presenceFailure(answer.error);
  };
  const keys = async (signal: AbortSignal): Promise<Result<JSONWebKeySet, PresenceError>> =>
    readKeys(await http({ url: url(".well-known/jwks.json"), signal }));
  const noted = <T>(call: string, result: Result<T, PresenceError>): Result<T, PresenceError> =>
    logged(options.log, "vivokey-verify", call, result);
  return {
    flow: "verify",
    fetchChallenge: () => Promise.resolve(ok(null)),
    answerChip: async ({ chip, message }, signal) => {
      // Spark 1 answers a challenge it gets first; here none exists before its message (contract 3.2).
      if (chip.kind === "spark1") return fail("auth.rejected", { chip: chip.kind });
      const body = { scheme: 2, message: hex(message), uid: hex(chip.uid) };
      const answer = await post("challenge", body, signal);
      return noted("challenge", answer.ok ? readChallenge(answer.value) : answer);
    },
    check: async ({ chip, token, response }, signal) => {
      const nonce = globalThis.crypto.randomUUID();
      const cld = JSON.stringify({ nonce });
      const body = { uid: hex(chip.uid), response: hex(response), token, cld };
      const answer = await post("session", body, signal);
      const session = answer.ok ? readSession(answer.value) : answer;
      if (!session.ok) return noted("session", session);
      const jwks = await keys(signal);
      return noted("token", jwks.ok ? await verifyToken(session.value, jwks.value, cld, options) : jwks);
    },
  };
};

const hex = (bytes: Uint8Array): string => toHex(bytes).toLowerCase();

/** Bodies of failures are not published; the status tells what can be told. */
const refusal = ({ status }: HttpAnswer): Result<never, PresenceError> => {
  if (status === 401 || status === 403) return fail("auth.bad-key", { status });
  if (status === 404) return fail("auth.not-enrolled", { status });
  if (status >= 500 || status === 429) return fail("auth.unreachable", { status });
  return status >= 400 ? fail("auth.rejected", { status }) : fail("auth.bad-reply", { status });
};

const readChallenge = (
  answer: HttpAnswer,
): Result<{ readonly forChip: Uint8Array; readonly token: string }, PresenceError> => {
  const parsed = challengeSchema.safeParse(answer.json);
  if (answer.status >= 300 || !parsed.success) return refusal(answer);
  const forChip = fromHex(parsed.data.payload);
  return forChip === null ? fail("auth.bad-reply") : ok({ forChip, token: parsed.data.token });
};

const readSession = (answer: HttpAnswer): Result<string, PresenceError> => {
  const parsed = sessionSchema.safeParse(answer.json);
  return answer.status < 300 && parsed.success ? ok(parsed.data.token) : refusal(answer);
};

const readKeys = (answer: Result<HttpAnswer, HttpFailure>): Result<JSONWebKeySet, PresenceError> => {
  if (!answer.ok) return presenceFailure(answer.error);
  const parsed = jwksSchema.safeParse(answer.value.json);
  return parsed.success ? ok(parsed.data as JSONWebKeySet) : unparsable(answer.value.status);
};

/** Signature first, then times, then what the token says. Only wrong times of a good token are the clock's fault. */
const verifyToken = async (
  token: string,
  jwks: JSONWebKeySet,
  cld: string,
  options: VerifyServiceOptions,
): Promise<Result<Presence, PresenceError>> => {
  const algorithms = [...(options.algorithms ?? ["ES256"])];
  try {
    const { alg } = decodeProtectedHeader(token);
    if (alg === undefined || !algorithms.includes(alg as "ES256"))
      return fail("auth.rejected", { reason: "algorithm" });
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
      algorithms,
      clockTolerance: skewSeconds,
      currentDate: new Date(options.clock.now()),
      maxTokenAge: longestLifeSeconds,
      requiredClaims: ["exp"],
      ...(options.issuer === undefined ? {} : { issuer: options.issuer }),
    });
    return readClaims(token, payload, cld, options.developerId);
  } catch (cause) {
    return isTime(cause) ? fail("auth.clock-skew") : fail("auth.rejected", { reason: "signature" });
  }
};

/** Over, or not yet begun, by our clock. A time that is missing is not a matter of clocks. */
const isTime = (cause: unknown): boolean =>
  cause instanceof errors.JWTExpired ||
  (cause instanceof errors.JWTClaimValidationFailed &&
    cause.reason === "check_failed" &&
    (cause.claim === "iat" || cause.claim === "nbf"));

const readClaims = (
  token: string,
  payload: JWTPayload,
  cld: string,
  developerId: string | undefined,
): Result<Presence, PresenceError> => {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success || claims.data.cld !== cld) return fail("auth.rejected", { reason: "claims" });
  const { sub, exp, dev_id } = claims.data;
  if (developerId !== undefined && dev_id !== developerId)
    return fail("auth.rejected", { reason: "developer" });
  return ok({ flow: "verify", token, expiresAt: exp * 1000, memberId: null, chipId: sub });
};
