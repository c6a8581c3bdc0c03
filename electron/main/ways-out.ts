/** Which way requests leave this computer: as the settings say at that moment, never another one in its place. */
import type { Settings } from "#contract/views.ts";
import type { WayFor, WayOut } from "#platform/http.ts";

/** What the system says about an address, as browsers write it: "PROXY host:port; DIRECT". */
export type SystemProxy = (url: string) => Promise<string>;

const schemes: Readonly<Record<string, string>> = { PROXY: "http", HTTP: "http", HTTPS: "https" };

/** The first way of such a list that can be gone. A list of nothing but unknown ways is no way at all. */
export const wayOfList = (list: string): WayOut => {
  const ways = list
    .split(";")
    .map((one) => one.trim().split(/\s+/u))
    .filter(([kind]) => kind !== undefined && kind !== "");
  if (ways.length === 0) return "direct";
  for (const [kind = "", host] of ways) {
    if (kind.toUpperCase() === "DIRECT") return "direct";
    const scheme = schemes[kind.toUpperCase()];
    if (scheme !== undefined && host !== undefined) return { proxy: `${scheme}://${host}` };
  }
  return "none";
};

/** A proxy as a person writes it: http or https, a host and perhaps a port, nothing else. Null when it is not one. */
export const parseProxy = (text: string): string | null => {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return null;
  const { protocol, host, username, password, pathname, search, hash } = new URL(trimmed);
  const isBare = pathname === "/" && `${username}${password}${search}${hash}` === "";
  return (protocol === "http:" || protocol === "https:") && isBare ? `${protocol}//${host}` : null;
};

const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"] as const;

/** What the environment's variables say, where nobody else knows the system. */
const environmentWay = (environment: NodeJS.ProcessEnv): WayOut =>
  names.some((name) => (environment[name] ?? "") !== "") ? "environment" : "direct";

/** The ways for a profile's settings. A fixed proxy that is not one stops everything; nothing goes around it. */
export const createWays =
  (
    settings: () => Pick<Settings, "proxy" | "proxyUrl">,
    system: SystemProxy | null,
    environment: NodeJS.ProcessEnv,
  ): WayFor =>
  async (url) => {
    const { proxy, proxyUrl } = settings();
    if (proxy === "none") return "direct";
    if (proxy === "system")
      return system === null ? environmentWay(environment) : wayOfList(await system(url.origin));
    const fixed = parseProxy(proxyUrl);
    return fixed === null ? "none" : { proxy: fixed };
  };
