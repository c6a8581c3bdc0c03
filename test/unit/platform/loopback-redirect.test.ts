/** The browser's way back over a real port: what is taken, what is refused, and that nothing stays open. */
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openLoopbackRedirect } from "#platform/loopback-redirect.ts";
import type { RedirectReceiver } from "#stores/redirect.port.ts";
import { codeOf } from "#test/support/outcomes.ts";
import { must } from "#test/support/vault-bench.ts";

const path = "/callback/hyperid";
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Listens on a port until the test is over; 0 takes a free one. */
const occupy = async (port = 0): Promise<{ readonly port: number; readonly free: () => Promise<void> }> => {
  const server = createServer();
  await once(server.listen({ port, host: "127.0.0.1", exclusive: true }), "listening");
  const free = async (): Promise<void> => {
    if (server.listening) await once(server.close(), "close");
  };
  ends.push(free);
  return { port: (server.address() as AddressInfo).port, free };
};

const freePort = async (): Promise<number> => {
  const { port, free } = await occupy();
  await free();
  return port;
};

const openOn = async (...ports: readonly number[]): Promise<RedirectReceiver> => {
  const receiver = must(await openLoopbackRedirect(ports, path));
  ends.push(() => receiver.close());
  return receiver;
};

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request with exactly this target; null when nobody listens. */
const ask = (
  port: number,
  target: string,
  { method = "GET", host = `127.0.0.1:${port}` } = {},
): Promise<Answer | null> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: target, method, headers: { host }, agent: false });
    sent.on("error", (cause: NodeJS.ErrnoException) =>
      ["ECONNREFUSED", "ECONNRESET"].includes(cause.code ?? "") ? resolve(null) : reject(cause),
    );
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.end();
  });

/** Sends a target that no HTTP client would; the first line of the answer. */
const askRaw = async (port: number, target: string): Promise<string> => {
  const socket = connect(port, "127.0.0.1");
  socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  let text = "";
  socket.setEncoding("latin1").on("data", (piece: string) => (text += piece));
  await once(socket, "close");
  return text.split("\r\n")[0] ?? "";
};

const isSettled = async (receiver: RedirectReceiver): Promise<boolean> =>
  Promise.race([receiver.received.then(() => true), new Promise<false>((r) => setImmediate(r, false))]);

/** Resolves when the port can be listened on again. */
const waitUntilFree = async (port: number): Promise<void> => {
  for (let left = 50; ; left -= 1) {
    try {
      await (await occupy(port)).free();
      return;
    } catch (cause) {
      if (left === 0) throw cause;
      await new Promise((wake) => setTimeout(wake, 2));
    }
  }
};

describe("the one answer", () => {
  it("is taken whole, and the browser sent on without it", async () => {
    const port = await freePort();
    const receiver = await openOn(port);
    expect(receiver.redirectUri).toBe(`http://127.0.0.1:${port}${path}`);
    const hit = await ask(port, `${path}?code=s3cret&state=abc`);
    expect([hit?.status, hit?.headers.location, hit?.text]).toEqual([303, "/done", ""]);
    expect(hit?.headers).toMatchObject({ "referrer-policy": "no-referrer", "cache-control": "no-store" });
    expect(must(await receiver.received).href).toBe(`${receiver.redirectUri}?code=s3cret&state=abc`);
  });

  it("may come by the name localhost", async () => {
    const port = await freePort();
    const receiver = await openOn(port);
    expect((await ask(port, `${path}?a=1`, { host: `localhost:${port}` }))?.status).toBe(303);
    expect(must(await receiver.received).searchParams.get("a")).toBe("1");
  });

  it("is only one: a second hit changes nothing", async () => {
    const port = await freePort();
    const receiver = await openOn(port);
    await ask(port, `${path}?code=first`);
    expect((await ask(port, `${path}?code=second`))?.status).toBe(410);
    expect(must(await receiver.received).searchParams.get("code")).toBe("first");
  });

  it("ends the server once the last page was fetched", async () => {
    const port = await freePort();
    await openOn(port);
    await ask(port, `${path}?code=s3cret`);
    const done = await ask(port, "/done");
    expect(done?.status).toBe(200);
    expect(done?.text).toContain("Go back to Tapvault");
    expect(done?.text).not.toContain("s3cret");
    await waitUntilFree(port);
    expect(await ask(port, path)).toBeNull();
  });

  it("still has its last page when whoever asked is done before the browser", async () => {
    const port = await freePort();
    const receiver = await openOn(port);
    await ask(port, `${path}?code=s3cret`);
    receiver.close();
    expect((await ask(port, "/done"))?.status).toBe(200);
    await waitUntilFree(port);
  });
});

describe("anything else", () => {
  it("is refused, and the answer still waited for", async () => {
    const port = await freePort();
    const receiver = await openOn(port);
    const statusOf = async (...args: Parameters<typeof ask>): Promise<number | undefined> =>
      (await ask(...args))?.status;
    expect(await statusOf(port, "/callback/digime?code=x")).toBe(404);
    expect(await statusOf(port, `${path}/?code=x`)).toBe(404);
    expect(await statusOf(port, "/done")).toBe(404);
    expect(await statusOf(port, `${path}?code=x`, { method: "POST" })).toBe(400);
    expect(await statusOf(port, `${path}?code=x`, { method: "HEAD" })).toBe(400);
    expect(await statusOf(port, `${path}?code=x`, { host: `rebound.example:${port}` })).toBe(400);
    expect(await statusOf(port, `${path}?code=x`, { host: "127.0.0.1" })).toBe(400);
    expect(await statusOf(port, `${path}?code=${"x".repeat(16_384)}`)).toBe(400);
    expect(await statusOf(port, `${path}?code=${"x".repeat(66_000)}`)).toBe(431);
    expect(await isSettled(receiver)).toBe(false);
    expect(await statusOf(port, path)).toBe(303);
  });

  it.each([
    "//",
    "/\\",
    "//evil.example/callback/hyperid?code=x",
    "http://evil.example/callback/hyperid",
    "*",
  ])("also the target %s", async (target) => {
    const port = await freePort();
    const receiver = await openOn(port);
    expect(await askRaw(port, target)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await isSettled(receiver)).toBe(false);
  });
});

describe("closing", () => {
  it("before an answer is connect.cancelled, frees the port, and may be done twice", async () => {
    const port = await freePort();
    const receiver = await openOn(port);
    receiver.close();
    receiver.close();
    expect(codeOf(await receiver.received)).toBe("connect.cancelled");
    await waitUntilFree(port);
  });
});

describe("the port", () => {
  it("is the first free one", async () => {
    const taken = await occupy();
    const free = await freePort();
    const receiver = await openOn(taken.port, free);
    expect(receiver.redirectUri).toBe(`http://127.0.0.1:${free}${path}`);
    expect((await ask(free, path))?.status).toBe(303);
  });

  it("is connect.port-taken with their numbers when none is free", async () => {
    const [one, other] = [await occupy(), await occupy()];
    const opened = await openLoopbackRedirect([one.port, other.port], path);
    expect(opened).toMatchObject({
      ok: false,
      error: { code: "connect.port-taken", detail: { ports: `${one.port}, ${other.port}` } },
    });
  });
});
