/** The way out of this computer: through the proxy that was set, never around it, and never through one to this computer. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createWays, parseProxy, wayOfList } from "#main/ways-out.ts";
import { type WayFor, createHttp } from "#platform/http.ts";
import { type LocalProxy, startProxy } from "#test/support/local-proxy.ts";

const { signal } = new AbortController();
const service = "https://api2.vivokey.com/v1/get-challenge";
const proxies: LocalProxy[] = [];

const proxy = async (answer: "refuse" | "hang-up" = "refuse"): Promise<LocalProxy> => {
  const started = await startProxy(answer);
  proxies.push(started);
  return started;
};

const fixed = (proxyUrl: string): WayFor => createWays(() => ({ proxy: "fixed", proxyUrl }), null, {});

afterEach(async () => {
  await Promise.all(proxies.splice(0).map((each) => each.close()));
});

describe("a fixed proxy", () => {
  it("is asked for the service, and its refusal is told apart", async () => {
    const { url, asked } = await proxy();
    const answer = await createHttp(fixed(url))({ url: service, signal });
    expect(answer).toEqual({ ok: false, error: { reason: "unreachable", system: "PROXY_REFUSED" } });
    expect(asked).toEqual(["CONNECT api2.vivokey.com:443"]);
  });

  it("that hangs up behind an open way is a service that is away", async () => {
    const { url, asked } = await proxy("hang-up");
    const answer = await createHttp(fixed(url))({ url: service, signal });
    expect(answer).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(answer).not.toMatchObject({ error: { system: "PROXY_REFUSED" } });
    expect(asked).toEqual(["CONNECT api2.vivokey.com:443"]);
  });

  it("that is not there is a service that is away, and nothing goes around it", async () => {
    const gone = await startProxy("refuse");
    await gone.close();
    const answer = await createHttp(fixed(gone.url))({ url: service, signal });
    expect(answer).toEqual({ ok: false, error: { reason: "unreachable", system: "ECONNREFUSED" } });
  });

  it("that cannot be understood stops the request", async () => {
    const answer = await createHttp(fixed("socks://127.0.0.1:1"))({ url: service, signal });
    expect(answer).toEqual({ ok: false, error: { reason: "unreachable", system: "NO_PROXY_USABLE" } });
  });

  it("never sees what is on this computer", async () => {
    const { url, asked } = await proxy();
    const server = createServer((_request, response) => response.end("here"));
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
    });
    const answer = await createHttp(fixed(url))({ url: `http://127.0.0.1:${port}/`, signal });
    server.closeAllConnections();
    server.close();
    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
    expect(asked).toEqual([]);
  });

  it("is followed at once when the setting changes", async () => {
    const [one, other] = [await proxy(), await proxy()];
    let proxyUrl = one.url;
    const http = createHttp(createWays(() => ({ proxy: "fixed", proxyUrl }), null, {}));
    await http({ url: service, signal });
    proxyUrl = other.url;
    await http({ url: service, signal });
    expect([one.asked.length, other.asked.length]).toEqual([1, 1]);
  });
});

describe("the system's way", () => {
  it("is what the system says of each address", async () => {
    const { url, asked } = await proxy();
    const origins: string[] = [];
    const ways = createWays(
      () => ({ proxy: "system", proxyUrl: "" }),
      (origin) => {
        origins.push(origin);
        return Promise.resolve(`PROXY ${url.replace("http://", "")}; DIRECT`);
      },
      {},
    );
    await createHttp(ways)({ url: `${service}?secret=1`, signal });
    expect(origins).toEqual(["https://api2.vivokey.com"]);
    expect(asked).toEqual(["CONNECT api2.vivokey.com:443"]);
  });

  it.each([
    ["", "direct"],
    ["DIRECT", "direct"],
    ["PROXY proxy.example:3128", { proxy: "http://proxy.example:3128" }],
    ["HTTPS proxy.example:443;DIRECT", { proxy: "https://proxy.example:443" }],
    ["SOCKS5 proxy.example:1080; PROXY other.example:80", { proxy: "http://other.example:80" }],
    ["SOCKS5 proxy.example:1080", "none"],
  ])("%s", (list, way) => {
    expect(wayOfList(list)).toEqual(way);
  });

  it("is the environment's where nobody else knows, and its exceptions count", async () => {
    const { url, asked } = await proxy();
    const before = { ...process.env };
    Object.assign(process.env, { HTTPS_PROXY: url, NO_PROXY: "auth.vivokey.com" });
    const http = createHttp(createWays(() => ({ proxy: "system", proxyUrl: "" }), null, process.env));
    const stopped = AbortSignal.timeout(50);
    await http({ url: service, signal });
    await http({ url: "https://auth.vivokey.com/", signal: stopped });
    process.env = before;
    expect(asked).toEqual(["CONNECT api2.vivokey.com:443"]);
  });

  it("is straight out without such variables, and when no proxy is wanted", async () => {
    const url = new URL(service);
    expect(await createWays(() => ({ proxy: "system", proxyUrl: "" }), null, {})(url)).toBe("direct");
    const none = createWays(() => ({ proxy: "none", proxyUrl: "http://p.example" }), null, {
      HTTPS_PROXY: "http://p.example",
    });
    expect(await none(url)).toBe("direct");
  });
});

describe("what a person may write", () => {
  it.each([
    ["http://proxy.example:3128", "http://proxy.example:3128"],
    [" https://proxy.example/ ", "https://proxy.example"],
    ["http://user:secret@proxy.example", null],
    ["http://proxy.example/path", null],
    ["socks5://proxy.example", null],
    ["proxy.example:3128", null],
    ["", null],
  ])("%s", (text, parsed) => {
    expect(parseProxy(text)).toBe(parsed);
  });
});
