/**
 * Bytes to and from the signed addresses that the account gives for a file (contract 5, 7.9). They belong to
 * another program, live five minutes, and never see the token; nothing that comes with their answers is
 * taken for the account's.
 */
import type { Clock } from "#contract/clock.port.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { BytesAnswer, BytesRequest, Http, HttpFailure } from "#stores/http.port.ts";
import { failureOfHttp } from "./error-table.ts";
import type { PdaFailure } from "./error-table.ts";
import { pause } from "#stores/waiting.ts";
import { backOffMs } from "./back-off.ts";

/** Transfers. A kind `file` failure means that the address is refused, such as for its age. */
export interface SignedTransfer {
  /** Null when it worked. */
  put(url: string, bytes: Uint8Array, signal: AbortSignal): Promise<PdaFailure | null>;
  /** At most `size` bytes and a little. */
  get(url: string, size: number, signal: AbortSignal): Promise<Result<Uint8Array, PdaFailure>>;
}

/** The content type of every file of ours; the description and the upload must say the same. */
export const uploadType = "application/octet-stream";

const tries = 3;
/** Of the five minutes; a transfer that begins later would not end in time. */
const urlLifeMs = 4 * 60_000;

const timeFor = (bytes: number): number => Math.min(urlLifeMs, 15_000 + Math.ceil(bytes / 65_536) * 1_000);

/** Only the status says something: the body is the storage's own. */
const failureOf = (answer: Result<BytesAnswer, HttpFailure>): PdaFailure | null => {
  if (!answer.ok) return failureOfHttp(answer.error);
  const { status } = answer.value;
  if (status === 200) return null;
  if (status >= 500 || status === 429)
    return { kind: "away", error: fail("store.unreachable", { status }).error };
  return { kind: status === 404 ? "no-file" : "file", error: fail("store.refused", { status }).error };
};

const isWorthRepeating = ({ kind }: PdaFailure): boolean => kind === "lost" || kind === "away";

/** Makes the transfers. Both may be repeated: they set or read the same bytes. */
export const createSignedTransfer = (
  http: Http,
  clock: Clock,
  random: (length: number) => Uint8Array,
): SignedTransfer => {
  const send = async (request: BytesRequest): Promise<Result<Uint8Array, PdaFailure>> => {
    const endsAt = clock.monotonicMs() + urlLifeMs;
    for (let attempt = 1; ; attempt++) {
      const answer = await http(request);
      const failure = failureOf(answer);
      if (failure === null) return ok(answer.ok ? answer.value.bytes : new Uint8Array(0));
      const isLate = clock.monotonicMs() > endsAt;
      if (attempt === tries || isLate || !isWorthRepeating(failure)) return err(failure);
      await pause(clock, backOffMs(attempt, random), request.signal);
    }
  };
  return {
    put: async (url, bytes, signal) => {
      const headers = { "x-amz-server-side-encryption": "AES256", "content-type": uploadType };
      const timeoutMs = timeFor(bytes.length);
      const answer = await send({ url, method: "PUT", headers, body: bytes, timeoutMs, signal });
      return answer.ok ? null : answer.error;
    },
    get: (url, size, signal) => send({ url, signal, timeoutMs: timeFor(size), maxBytes: size + 1_024 }),
  };
};
