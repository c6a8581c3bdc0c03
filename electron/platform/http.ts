/**
 * One bounded HTTP exchange over the built-in fetch: a time limit, a size limit, no redirects.
 * Addresses are https, or http on this computer. It logs nothing, because bodies, addresses and
 * headers may hold secrets.
 */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { BytesAnswer, BytesRequest, Http, HttpFailure } from "#stores/http.port.ts";

const defaultTimeoutMs = 8_000;
const defaultMaxBytes = 1_048_576;

const isAllowed = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && isLoopback);
};

const readBounded = async (response: Response, maxBytes: number): Promise<Uint8Array | null> => {
  const parts: Uint8Array[] = [];
  let received = 0;
  if (response.body === null) return new Uint8Array(0);
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    received += chunk.length;
    if (received > maxBytes) return null;
    parts.push(chunk);
  }
  return new Uint8Array(Buffer.concat(parts, received));
};

/** fetch puts what happened into the cause of its error; only its code is taken, because a text may name addresses. */
const systemCode = (failure: unknown): { readonly system?: string } => {
  const cause = failure instanceof Error ? failure.cause : undefined;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string"
    ? { system: cause.code }
    : {};
};

const exchange = async (
  request: BytesRequest,
  signal: AbortSignal,
): Promise<Result<BytesAnswer, HttpFailure>> => {
  const response = await fetch(request.url, {
    method: request.method ?? "GET",
    headers: { ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body as NonNullable<RequestInit["body"]> }),
    redirect: "manual",
    signal,
  });
  const bytes = await readBounded(response, request.maxBytes ?? defaultMaxBytes);
  if (bytes === null) return err({ reason: "too-large" });
  return ok({ status: response.status, headers: new Map(response.headers), bytes });
};

/** The one implementation of the Http port. */
export const http: Http = async (request) => {
  if (!isAllowed(request.url)) return err({ reason: "insecure" });
  const late = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
  try {
    return await exchange(request, AbortSignal.any([request.signal, late]));
  } catch (failure) {
    if (request.signal.aborted) return err({ reason: "cancelled" });
    return err(late.aborted ? { reason: "timeout" } : { reason: "unreachable", ...systemCode(failure) });
  }
};
