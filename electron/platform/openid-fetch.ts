/**
 * The fetch that openid-client is given: every exchange goes through the Http port with its limits of
 * time and size, and no redirect is followed. It also remembers what the library does not tell: why
 * there was no answer, and what time the service says it is.
 */
import type { CustomFetch } from "openid-client";
import type { BytesRequest, Http, HttpFailure } from "#stores/http.port.ts";

/** The exchanges of one call, and what the last of them showed. */
export interface OpenidExchange {
  readonly fetch: CustomFetch;
  /** Why the last exchange had no answer; null when it had one. */
  failure(): HttpFailure | null;
  /** The status of the last answer; null before there was one. */
  status(): number | null;
  /** The service's own time in epoch ms, from the Date header; null when it does not say. */
  serverTime(): number | null;
}

/** Whether an address is on this computer; only there may the sandbox be spoken to over http. */
export const isLoopback = (address: URL): boolean =>
  address.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(address.hostname);

type Method = NonNullable<BytesRequest["method"]>;
const methods: readonly string[] = ["GET", "HEAD", "POST", "PUT", "DELETE"] satisfies readonly Method[];
const isMethod = (method: string): method is Method => methods.includes(method);
const bodyless = new Set([204, 205, 304]);

type Body = Parameters<CustomFetch>[1]["body"];

const bodyOf = (body: Body): { readonly body?: Uint8Array | string } => {
  if (body === undefined || body === null) return {};
  if (typeof body === "string" || body instanceof Uint8Array) return { body };
  if (body instanceof URLSearchParams) return { body: body.toString() };
  throw new TypeError("only whole bodies are sent");
};

/** Makes the fetch for one call; `signal` is the caller's, beside the time limits of the port. */
export const openExchange = (http: Http, signal: AbortSignal): OpenidExchange => {
  let failed: HttpFailure | null = null;
  let status: number | null = null;
  let serverTime: number | null = null;
  const fetch: CustomFetch = async (url, { method, headers, body }) => {
    if (!isMethod(method)) throw new TypeError("method is not known");
    failed = null;
    const answer = await http({ url, method, headers, signal, ...bodyOf(body) });
    if (!answer.ok) {
      failed = answer.error;
      throw new Error("no answer");
    }
    const { value } = answer;
    status = value.status;
    const told = Date.parse(value.headers.get("date") ?? "");
    serverTime = Number.isNaN(told) ? null : told;
    const bytes = Uint8Array.from(value.bytes);
    return new Response(bodyless.has(status) ? null : bytes, { status, headers: [...value.headers] });
  };
  return { fetch, failure: () => failed, status: () => status, serverTime: () => serverTime };
};
