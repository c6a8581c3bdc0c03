/**
 * Client of VivoKey's Scan API (contract 1): challenge, the service's word for the chip, the verdict.
 * It holds no chip key and judges nothing itself; what it hands to a chip is exactly 32 bytes or an
 * error.
 */
import { z } from "zod";
import { fromHex, reverseBytes, toHex } from "#chip/bytes.ts";
import type {
  IdentifiedChip,
  Presence,
  PresenceError,
  PresenceService,
  ScanChallenge,
} from "#chip/presence.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { HttpFailure } from "#stores/http.port.ts";
import type { HttpAnswer, HttpJson } from "./http-json.ts";
import { logged } from "./service-log.ts";

/** Where the service is and what the contract leaves open. */
export interface ScanServiceOptions {
  /** Ends with /v1/ at VivoKey's own. */
  readonly baseUrl: string;
  /** 60 hex characters (contract 1.1). */
  readonly apiKey: () => Promise<Result<string, AppError>>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a validated challenge opens KVS: unknown, a setting (contract 1.5). */
  readonly tokenLifeMs: number;
  /** The last endpoint has two names (contract 0.5). */
  readonly checkPath: "check-response" | "check-result";
  readonly http: HttpJson;
}

const challengeSchema = z.object({
  "picc-challenge": z.string().regex(/^[0-9a-f]{32}$/i),
  timeout: z.number().int().positive().max(3600),
});
const pcdSchema = z.object({ "pcd-response": z.string().max(4096) });
const verdictSchema = z.union([
  z.object({ "check-result": z.enum(["member-id", "chip-id"]), "result-data": z.string().min(1).max(512) }),
  z.object({ "check-result": z.literal("chip-member"), "result-data": z.tuple([z.string(), z.string()]) }),
  z.object({ "check-result": z.literal("error") }),
]);

/** What the service writes instead of an answer for a chip it does not know (contract 1.3, confirmed). */
const notEnrolled = "Not enrolled UID.";
const forChipBytes = 32;

/** The UID as the Scan API wants it (contract 1.3): Spark 2 reversed, Spark 1 MSB first, Apex as SELECT gave it. */
export const scanUid = (chip: IdentifiedChip): string =>
  toHex(chip.kind === "spark2" ? reverseBytes(chip.uid) : chip.uid);

/** A failed call as an error of the catalogue. */
export const presenceFailure = (failure: HttpFailure): Result<never, PresenceError> => {
  const { reason } = failure;
  if (reason === "cancelled") return fail("scan.cancelled");
  if (reason === "unreachable" || reason === "timeout" || reason === "insecure")
    return fail("auth.unreachable", { ...failure });
  return fail("auth.bad-reply", { ...failure });
};

/** An answer that is not what was asked for: trouble at the service by its status, else unreadable. */
export const unparsable = (status: number): Result<never, PresenceError> =>
  status >= 500 || status === 429 ? fail("auth.unreachable", { status }) : fail("auth.bad-reply", { status });

const joinUrl = (base: string, path: string): string => `${base.replace(/\/+$/, "")}/${path}`;

const about = (chip: IdentifiedChip, challenge: ScanChallenge): Readonly<Record<string, string>> => ({
  "picc-uid": scanUid(chip),
  "picc-challenge": challenge.value,
});

/** Makes the client. */
export const createScanService = (options: ScanServiceOptions): PresenceService => {
  const { http } = options;
  const post = (
    path: string,
    body: unknown,
    signal: AbortSignal,
    isRepeatable = false,
  ): Promise<Result<HttpAnswer, HttpFailure>> =>
    http({ url: joinUrl(options.baseUrl, path), body, signal, isRepeatable });
  const isOver = (challenge: ScanChallenge): boolean =>
    options.clock.now() - challenge.issuedAt > challenge.lifeMs;
  const noted = <T>(call: string, result: Result<T, PresenceError>): Result<T, PresenceError> =>
    logged(options.log, "vivokey-scan", call, result);
  return {
    flow: "scan",
    fetchChallenge: async (signal) => {
      const apiKey = await options.apiKey();
      if (!apiKey.ok) return fail("auth.bad-key", { cause: apiKey.error.code });
      // The first call after a long while, and one that uses nothing up.
      const answer = await post("get-challenge", { "api-key": apiKey.value }, signal, true);
      const now = options.clock.now();
      return noted(
        "get-challenge",
        answer.ok ? readChallenge(answer.value, now) : presenceFailure(answer.error),
      );
    },
    answerChip: async ({ chip, challenge, message }, signal) => {
      if (challenge === null || isOver(challenge)) return fail("auth.challenge-expired");
      const body = { ...about(chip, challenge), "pcd-challenge": toHex(message) };
      const answer = await post("pcd-challenge", body, signal);
      return noted(
        "pcd-challenge",
        answer.ok ? readForChip(answer.value, isOver(challenge)) : presenceFailure(answer.error),
      );
    },
    check: async ({ chip, challenge, response }, signal) => {
      if (challenge === null) return fail("auth.challenge-expired");
      const body = { ...about(chip, challenge), "picc-response": toHex(response) };
      const answer = await post(options.checkPath, body, signal);
      const expiresAt = options.clock.now() + options.tokenLifeMs;
      return noted(
        options.checkPath,
        answer.ok
          ? readVerdict(answer.value, { challenge, expiresAt, isOver: isOver(challenge) })
          : presenceFailure(answer.error),
      );
    },
  };
};

const readChallenge = (answer: HttpAnswer, now: number): Result<ScanChallenge, PresenceError> => {
  const parsed = challengeSchema.safeParse(answer.json);
  if (parsed.success)
    return ok({ value: parsed.data["picc-challenge"], issuedAt: now, lifeMs: parsed.data.timeout * 1000 });
  return isKeyRefusal(answer) ? fail("auth.bad-key", { status: answer.status }) : unparsable(answer.status);
};

/**
 * The answer to a bad key is not published (contract 1.2). Inferred: the two statuses that mean it, or
 * JSON that speaks of a result or an error and has no challenge in it. Anything else is a bad reply.
 */
const isKeyRefusal = ({ status, json }: HttpAnswer): boolean => {
  if (status === 401 || status === 403) return true;
  if (status >= 500 || status === 429 || typeof json !== "object" || json === null) return false;
  return !("picc-challenge" in json) && ["result", "error", "message"].some((name) => name in json);
};

/** Hands on 32 bytes and nothing else; the service's words for a challenge it no longer takes are not published. */
const readForChip = (
  answer: HttpAnswer,
  isOver: boolean,
): Result<{ readonly forChip: Uint8Array; readonly token: null }, PresenceError> => {
  const parsed = pcdSchema.safeParse(answer.json);
  if (!parsed.success) return unparsable(answer.status);
  const text = parsed.data["pcd-response"];
  if (text === notEnrolled) return fail("auth.not-enrolled");
  const forChip = fromHex(text);
  if (forChip?.length === forChipBytes) return ok({ forChip, token: null });
  return fail(isOver ? "auth.challenge-expired" : "auth.rejected");
};

const readVerdict = (
  answer: HttpAnswer,
  known: { readonly challenge: ScanChallenge; readonly expiresAt: number; readonly isOver: boolean },
): Result<Presence, PresenceError> => {
  const parsed = verdictSchema.safeParse(answer.json);
  if (!parsed.success) return unparsable(answer.status);
  const verdict = parsed.data;
  if (verdict["check-result"] === "error")
    return fail(known.isOver ? "auth.challenge-expired" : "auth.rejected");
  const proof = { flow: "scan", token: known.challenge.value, expiresAt: known.expiresAt } as const;
  if (verdict["check-result"] === "chip-member") {
    const [chipId, memberId] = verdict["result-data"];
    return ok({ ...proof, chipId, memberId });
  }
  const id = verdict["result-data"];
  return verdict["check-result"] === "member-id"
    ? ok({ ...proof, chipId: null, memberId: id })
    : ok({ ...proof, chipId: id, memberId: null });
};
