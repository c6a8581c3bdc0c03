/**
 * HTTP as the services' clients see it: one bounded exchange, any method, bytes in and out. The one
 * implementation is platform/http.ts. It logs nothing, because addresses, headers and bodies may hold
 * secrets.
 */
import type { Result } from "#contract/result.ts";

/** Why there is no whole answer. `system` is the code of the network stack, such as ECONNREFUSED, where it gives one. */
export interface HttpFailure {
  readonly reason: "unreachable" | "timeout" | "too-large" | "not-json" | "cancelled" | "insecure";
  readonly system?: string;
}

/**
 * What is sent. Limits: 8 s and 1 MiB of answer unless told otherwise; the time covers the whole answer.
 * Redirects are not followed: a 3xx comes back as an answer.
 */
export interface BytesRequest {
  readonly url: string;
  /** GET unless told otherwise. */
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /**
   * Sending it twice does no harm. It is sent once more when a connection that had lain unused was cut
   * before the answer: services close those, and a computer that slept learns of it by the next request.
   */
  readonly isRepeatable?: boolean;
}

/** The whole answer. Names of headers are in lower case. */
export interface BytesAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
}

/** Sends one request, once unless it is repeatable. */
export type Http = (request: BytesRequest) => Promise<Result<BytesAnswer, HttpFailure>>;
