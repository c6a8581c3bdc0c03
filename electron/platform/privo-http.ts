/**
 * How PRIVO is sent something (contract 4): 10 seconds a try, and at most two more tries when it asks to
 * wait, has trouble of its own, or cuts the connection. Asking changes nothing there, so it may be repeated.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err } from "#contract/result.ts";
import { pause } from "#stores/waiting.ts";
import type { BytesAnswer, BytesRequest, Http, HttpFailure } from "#stores/http.port.ts";

/** What sending needs. `random` spreads the tries, 0 to below 1. */
export interface PrivoSender {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Failures that both addresses have in common. */
export type PrivoTrouble = AppError<
  "lookup.unreachable" | "lookup.busy" | "lookup.bad-reply" | "task.cancelled"
>;

const timeoutMs = 10_000;
const moreTries = 2;
const firstPauseMs = 400;
/** Longer than this nobody waits at a screen: the error comes at once, and the person decides. */
const longestPauseMs = 20_000;

const cutConnection = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

const isBusy = (status: number): boolean => status === 429 || status >= 500;

/** Retry-After in milliseconds from now: seconds or a date (RFC 9110 10.2.3); null when it is neither. */
export const retryAfterMs = (header: string | undefined, now: number): number | null => {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
};

/** How long to wait before the next try; null for none. */
const pauseBefore = (
  { clock, random }: PrivoSender,
  answer: Result<BytesAnswer, HttpFailure>,
  attempt: number,
): number | null => {
  if (attempt >= moreTries) return null;
  const ownMs = firstPauseMs * 2 ** attempt * (0.5 + random());
  if (!answer.ok) return cutConnection.has(answer.error.system ?? "") ? ownMs : null;
  if (!isBusy(answer.value.status)) return null;
  const toldMs = retryAfterMs(answer.value.headers.get("retry-after"), clock.now());
  const pauseMs = Math.max(ownMs, toldMs ?? 0);
  return pauseMs <= longestPauseMs ? pauseMs : null;
};

/** Sends a request, up to three times. */
export const sendPatiently = async (
  sender: PrivoSender,
  request: Omit<BytesRequest, "timeoutMs">,
): Promise<Result<BytesAnswer, HttpFailure>> => {
  for (let attempt = 0; ; attempt++) {
    const answer = await sender.http({ ...request, timeoutMs });
    const pauseMs = pauseBefore(sender, answer, attempt);
    if (pauseMs === null) return answer;
    await pause(sender.clock, pauseMs, request.signal);
    if (request.signal.aborted) return err({ reason: "cancelled" });
  }
};

/** A call without an answer, as an error of the catalogue. */
export const troubleOf = (failure: HttpFailure): Result<never, PrivoTrouble> => {
  const { reason } = failure;
  if (reason === "cancelled") return fail("task.cancelled");
  const isAway = reason === "unreachable" || reason === "timeout" || reason === "insecure";
  return fail(isAway ? "lookup.unreachable" : "lookup.bad-reply", { ...failure });
};

/** What a status tells whoever gives it; null when it is the address's own matter. A redirect leads elsewhere. */
export const troubleByStatus = (status: number): Result<never, PrivoTrouble> | null => {
  if (status === 429) return fail("lookup.busy", { status });
  if (status >= 500 || (status >= 300 && status < 400)) return fail("lookup.unreachable", { status });
  return null;
};

/** A body as JSON; undefined when it is none. */
export const jsonOf = ({ bytes }: BytesAnswer): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};
