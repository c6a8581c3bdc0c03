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
import type { HttpAnswer, HttpFailure, HttpJson } from "./http-json.ts";
import { httpJson } from "./http-json.ts";
import { presenceFailure } from "./vivokey-scan.ts";

/** Where the service is and which signatures count. */
export interface VerifyServiceOptions {
  readonly baseUrl: string;
  /** UUID form (contract 3.1). */
  readonly apiKey: () => Promise<Result<string, AppError>>;
  readonly clock: Clock;
  readonly log: Log;
  /** ES256 as seen; RS256 only if the profile says so (contract 3.5). */
  readonly algorithms?: readonly ("ES256" | "RS256")[];
  readonly http?: HttpJson;
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
});

const skewSeconds = 10;

/** Makes the client. */
export const createVerifyService = (options: VerifyServiceOptions): PresenceService => {
  const http = options.http ?? httpJson;
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
  const keys = (signal: AbortSignal): Promise<Result<HttpAnswer, HttpFailure>> =>
    http({ url: url(".well-known/jwks.json"), signal });
  return {
    flow: "verify",
    fetchChallenge: () => Promise.resolve(ok(null)),
    answerChip: async ({ chip, message }, signal) => {
      // Spark 1 answers a challenge it gets first; here none exists before its message (contract 3.2).
      if (chip.kind === "spark1") return fail("auth.rejected", { chip: chip.kind });
      const body = { scheme: 2, message: hex(message), uid: hex(chip.uid) };
      const answer = await post("challenge", body, signal);
      return answer.ok ? readChallenge(answer.value) : answer;
    },
    check: async ({ chip, token, response }, signal) => {
      const nonce = globalThis.crypto.randomUUID();
      const cld = JSON.stringify({ nonce });
      const body = { uid: hex(chip.uid), response: hex(response), token, cld };
      const answer = await post("session", body, signal);
      if (!answer.ok) return answer;
      const session = sessionSchema.safeParse(answer.value.json);
      if (!session.success || answer.value.status >= 300) return refusal(answer.value);
      const jwks = await keys(signal);
      if (!jwks.ok) return presenceFailure(jwks.error);
      return verifyToken(session.data.token, jwks.value.json, cld, options);
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

const verifyToken = async (
  token: string,
  jwks: unknown,
  cld: string,
  options: VerifyServiceOptions,
): Promise<Result<Presence, PresenceError>> => {
  const parsed = jwksSchema.safeParse(jwks);
  if (!parsed.success) return fail("auth.bad-reply", { reason: "jwks" });
  const algorithms = [...(options.algorithms ?? ["ES256"])];
  try {
    const { alg } = decodeProtectedHeader(token);
    if (alg === undefined || !algorithms.includes(alg as "ES256"))
      return fail("auth.rejected", { reason: "algorithm" });
    const keySet = createLocalJWKSet(parsed.data as JSONWebKeySet);
    const currentDate = new Date(options.clock.now());
    const { payload } = await jwtVerify(token, keySet, {
      algorithms,
      clockTolerance: skewSeconds,
      currentDate,
    });
    return readClaims(token, payload, cld);
  } catch (cause) {
    const isTime = cause instanceof errors.JWTExpired || isNotYet(cause);
    return isTime ? fail("auth.clock-skew") : fail("auth.rejected", { reason: "signature" });
  }
};

const isNotYet = (cause: unknown): boolean =>
  cause instanceof errors.JWTClaimValidationFailed && (cause.claim === "iat" || cause.claim === "nbf");

const readClaims = (token: string, payload: JWTPayload, cld: string): Result<Presence, PresenceError> => {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success || claims.data.cld !== cld) return fail("auth.rejected", { reason: "claims" });
  const expiresAt = (payload.exp ?? 0) * 1000;
  return ok({ flow: "verify", token, expiresAt, memberId: null, chipId: claims.data.sub });
};
