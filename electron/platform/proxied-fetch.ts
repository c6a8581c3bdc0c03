/** Fetching through a proxy: one that is named, or those of the environment (HTTPS_PROXY, NO_PROXY). Loaded only when there is one. */
import type { Dispatcher } from "undici";
import { EnvHttpProxyAgent, ProxyAgent, fetch as fetchBy } from "undici";

/** The part of an answer that both fetches have: the built-in one, and that of the library for proxies. */
interface Fetched {
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  readonly body: unknown;
}

/** Sends one request. */
export type Fetch = (url: string, init: RequestInit) => Promise<Fetched>;

/** What a proxy that does not open the way shows itself as; the library has no better name for it. */
const tunnelRefused = "UND_ERR_ABORTED";

/** A refusal by the proxy, told apart from a service that is away. */
const refusal = (): Error => Object.assign(new Error("the proxy refused"), { code: "PROXY_REFUSED" });

/** The library wraps it several times, once by cancelling the request. */
const isTunnelRefused = (failure: unknown): boolean => {
  if (!(failure instanceof Error)) return false;
  return ("code" in failure && failure.code === tunnelRefused) || isTunnelRefused(failure.cause);
};

const fetchThrough =
  (dispatcher: Dispatcher): Fetch =>
  async (url, init) => {
    try {
      return await fetchBy(url, { ...(init as object), dispatcher });
    } catch (failure) {
      if (!isTunnelRefused(failure)) throw failure;
      throw new TypeError("no way through the proxy", { cause: refusal() });
    }
  };

/** Makes the fetches; one agent a proxy, so that connections are used again. `null` is the environment's. */
export const createProxiedFetches = (): ((proxy: string | null) => Fetch) => {
  const fetches = new Map<string | null, Fetch>();
  return (proxy) => {
    const known = fetches.get(proxy);
    if (known !== undefined) return known;
    const made = fetchThrough(proxy === null ? new EnvHttpProxyAgent() : new ProxyAgent(proxy));
    fetches.set(proxy, made);
    return made;
  };
};
