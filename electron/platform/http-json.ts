/**
 * One bounded JSON call: a time limit, a size limit, JSON or nothing. Addresses are https, or http on
 * this computer. It logs nothing, because bodies, addresses and headers may hold secrets.
 */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";

/** Why there is no JSON answer. `system` is the code of the network stack, such as ECONNREFUSED, where it gives one. */
export interface HttpFailure {
  readonly reason: "unreachable" | "timeout" | "too-large" | "not-json" | "cancelled" | "insecure";
  readonly system?: string;
}

/** What is sent. `body` is written as JSON; without one the call is a GET. Limits: 8 s and 1 MiB unless told otherwise. */
export interface HttpRequest {
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** The status and the parsed body. */
export interface HttpAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** Sends one request. */
export type HttpJson = (request: HttpRequest) => Promise<Result<HttpAnswer, HttpFailure>>;

const defaultTimeoutMs = 8_000;
const defaultMaxBytes = 1_048_576;

const isAllowed = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && isLoopback);
};

const readBounded = async (response: Response, maxBytes: number): Promise<string | null> => {
  const decoder = new TextDecoder();
  let text = "";
  let received = 0;
  if (response.body === null) return text;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    received += chunk.length;
    if (received > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

/** A refusal may come without JSON; a page in place of one is a proxy's or a portal's, and says nothing of the service. */
const isTold = (status: number, text: string): boolean =>
  status >= 500 || status === 429 || (status >= 400 && !text.trimStart().startsWith("<"));

const parse = (status: number, text: string): Result<HttpAnswer, HttpFailure> => {
  try {
    return ok({ status, json: JSON.parse(text) as unknown });
  } catch {
    return isTold(status, text) ? ok({ status, json: null }) : err({ reason: "not-json" });
  }
};

/** fetch puts what happened into the cause of its error; only its code is taken, because a text may name addresses. */
const systemCode = (failure: unknown): { readonly system?: string } => {
  const cause = failure instanceof Error ? failure.cause : undefined;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string"
    ? { system: cause.code }
    : {};
};

const exchange = async (
  request: HttpRequest,
  signal: AbortSignal,
): Promise<Result<HttpAnswer, HttpFailure>> => {
  const response = await fetch(request.url, {
    method: request.body === undefined ? "GET" : "POST",
    headers: { accept: "application/json", "content-type": "application/json", ...request.headers },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    redirect: "error",
    signal,
  });
  const text = await readBounded(response, request.maxBytes ?? defaultMaxBytes);
  return text === null ? err({ reason: "too-large" }) : parse(response.status, text);
};

/** The one implementation, over the built-in fetch. */
export const httpJson: HttpJson = async (request) => {
  if (!isAllowed(request.url)) return err({ reason: "insecure" });
  const late = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
  try {
    return await exchange(request, AbortSignal.any([request.signal, late]));
  } catch (failure) {
    if (request.signal.aborted) return err({ reason: "cancelled" });
    return err(late.aborted ? { reason: "timeout" } : { reason: "unreachable", ...systemCode(failure) });
  }
};
