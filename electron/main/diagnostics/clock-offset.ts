/** How far this computer's clock is from the service's, by the Date of any answer. Nothing is sent with the question. */
import type { Clock } from "#contract/clock.port.ts";
import type { Http } from "#stores/http.port.ts";

const askMs = 5_000;
/** A Date has whole seconds, cut off. */
const halfSecond = 500;

/** Ours less theirs, in milliseconds; null when there was no answer with a date. */
export const clockOffset = async (
  baseUrl: string | null,
  http: Http,
  clock: Clock,
): Promise<number | null> => {
  if (baseUrl === null) return null;
  const signal = AbortSignal.timeout(askMs);
  const sentAt = clock.now();
  const answer = await http({ url: baseUrl, method: "HEAD", signal, timeoutMs: askMs });
  if (!answer.ok) return null;
  const theirs = Date.parse(answer.value.headers.get("date") ?? "");
  if (Number.isNaN(theirs)) return null;
  return Math.round((sentAt + clock.now()) / 2 - theirs - halfSecond);
};
