/**
 * One bounded HTTP exchange: a time limit, a size limit, no redirects. Addresses are https, or http on
 * this computer. It goes straight out over the built-in fetch, or through the proxy it is told; what is
 * on this computer is never asked for through a proxy. It logs nothing, because bodies, addresses and
 * headers may hold secrets.
 */
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { BytesAnswer, BytesRequest, Http, HttpFailure } from "#stores/http.port.ts";
import type { Fetch } from "./proxied-fetch.ts";

const defaultTimeoutMs = 8_000;
const defaultMaxBytes = 1_048_576;

/**
 * How a request leaves this computer: straight, as the environment's variables say, or through a proxy.
 * `none`: a proxy is wanted and there is none that can be used; the request is not sent at all.
 */
export type WayOut = "direct" | "environment" | "none" | { readonly proxy: string };

/** The way for an address. */
export type WayFor = (url: URL) => WayOut | Promise<WayOut>;

const isLoopback = ({ hostname }: URL): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(hostname);

const isAllowed = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
};

const readBounded = async (body: unknown, maxBytes: number): Promise<Uint8Array | null> => {
  const parts: Uint8Array[] = [];
  let received = 0;
  if (body === null) return new Uint8Array(0);
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
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

/** What the network stack says of a connection that the other side closed. */
const cutConnection = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

const wasCut = (failure: unknown): boolean => cutConnection.has(systemCode(failure).system ?? "");

/** The fetch of a way; the library for proxies is loaded when one is first used. */
const createFetches = (): ((way: Exclude<WayOut, "none">) => Promise<Fetch>) => {
  let loading: Promise<(proxy: string | null) => Fetch> | null = null;
  return async (way) => {
    if (way === "direct") return fetch;
    loading ??= import("./proxied-fetch.ts").then(({ createProxiedFetches }) => createProxiedFetches());
    return (await loading)(way === "environment" ? null : way.proxy);
  };
};

const exchange = async (
  request: BytesRequest,
  signal: AbortSignal,
  send: Fetch,
): Promise<Result<BytesAnswer, HttpFailure>> => {
  const response = await send(request.url, {
    method: request.method ?? "GET",
    headers: { ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body as NonNullable<RequestInit["body"]> }),
    redirect: "manual",
    signal,
  });
  const bytes = await readBounded(response.body, request.maxBytes ?? defaultMaxBytes);
  if (bytes === null) return err({ reason: "too-large" });
  return ok({ status: response.status, headers: new Map(response.headers), bytes });
};

/** Longer than this unused, a connection may have been closed without this program having seen it. */
const unusedMs = 1_000;

/** When each origin was last asked something. */
interface Uses {
  readonly now: () => number;
  readonly last: Map<string, number>;
}

/** The exchange, and once more where that is harmless and the connection that was cut was likely an old one. */
const exchangeOnOpen = async (
  uses: Uses,
  ...all: Parameters<typeof exchange>
): ReturnType<typeof exchange> => {
  const [request, signal] = all;
  const { origin } = new URL(request.url);
  const isOld = uses.now() - (uses.last.get(origin) ?? Infinity) > unusedMs;
  try {
    return await exchange(...all);
  } catch (failure) {
    if (request.isRepeatable !== true || !isOld || signal.aborted || !wasCut(failure)) throw failure;
    return await exchange(...all);
  } finally {
    uses.last.set(origin, uses.now());
  }
};

/** The implementation of the Http port for a choice of ways; `now` in milliseconds, of a clock that only goes on. */
export const createHttp = (wayFor: WayFor, now = (): number => performance.now()): Http => {
  const fetchOf = createFetches();
  const uses: Uses = { now, last: new Map() };
  return async (request) => {
    if (!isAllowed(request.url)) return err({ reason: "insecure" });
    const late = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
    try {
      const url = new URL(request.url);
      const way = isLoopback(url) ? "direct" : await wayFor(url);
      if (way === "none") return err({ reason: "unreachable", system: "NO_PROXY_USABLE" });
      const signal = AbortSignal.any([request.signal, late]);
      return await exchangeOnOpen(uses, request, signal, await fetchOf(way));
    } catch (failure) {
      if (request.signal.aborted) return err({ reason: "cancelled" });
      return err(late.aborted ? { reason: "timeout" } : { reason: "unreachable", ...systemCode(failure) });
    }
  };
};

/** Straight out, whatever the settings say: for what is on this computer. */
export const http: Http = createHttp(() => "direct");
