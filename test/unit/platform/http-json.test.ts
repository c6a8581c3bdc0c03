import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { directJson as httpJson } from "#test/support/direct-http.ts";

const chunk = "x".repeat(65_536);
let sentChunks = 0;
let server: Server;
let base = "";

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
};

/** Writes for as long as somebody reads. */
const pour = (response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write('{"data":"');
  const more = (): void => {
    if (response.destroyed) return;
    sentChunks += 1;
    if (response.write(chunk)) setImmediate(more);
    else response.once("drain", more);
  };
  more();
};

const page = "<!doctype html><title>Sign in</title>";
const answers: Readonly<Record<string, readonly [status: number, body: string]>> = {
  "/fine": [200, '{"a":1}'],
  "/said": [400, '{"error":"x"}'],
  "/page": [200, page],
  "/cut": [200, '{"a":'],
  "/empty": [200, ""],
  "/trouble": [503, page],
  "/slow-down": [429, ""],
  "/refused": [403, "Forbidden"],
  "/portal": [403, `  ${page}`],
};

const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = request.url ?? "";
  const known = answers[path];
  if (known !== undefined) response.writeHead(known[0]).end(known[1]);
  else if (path === "/echo")
    response.end(
      JSON.stringify({
        method: request.method,
        key: request.headers["x-api-vivokey"],
        type: request.headers["content-type"],
        body: await bodyOf(request),
      }),
    );
  else if (path === "/endless") pour(response);
  else if (path === "/moved") response.writeHead(302, { location: "/fine" }).end();
  else if (path === "/drop") request.socket.destroy();
  // Anything else is never answered.
};

beforeAll(async () => {
  server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const { signal } = new AbortController();
const get = (path: string): ReturnType<typeof httpJson> => httpJson({ url: `${base}${path}`, signal });

describe("one JSON call", () => {
  it("sends JSON by POST with the headers given, and reads by GET without a body", async () => {
    const headers = { "x-api-vivokey": "k" };
    const posted = await httpJson({ url: `${base}/echo`, body: { a: [1] }, headers, signal });
    const sent = { method: "POST", key: "k", type: "application/json", body: '{"a":[1]}' };
    expect(posted).toEqual({ ok: true, value: { status: 200, json: sent } });
    expect(await get("/echo")).toMatchObject({ value: { json: { method: "GET", body: "" } } });
  });

  it.each([
    ["/fine", 200, { a: 1 }],
    ["/said", 400, { error: "x" }],
    ["/trouble", 503, null],
    ["/slow-down", 429, null],
    ["/refused", 403, null],
  ])("%s: hands on the status %i with what JSON there is", async (path, status, json) => {
    expect(await get(path)).toEqual({ ok: true, value: { status, json } });
  });

  it.each(["/page", "/cut", "/empty", "/portal"])("%s is not JSON", async (path) => {
    expect(await get(path)).toEqual({ ok: false, error: { reason: "not-json" } });
  });
});

describe("what does not end well", () => {
  it("stops reading at the limit, however long the answer", async () => {
    expect(await get("/endless")).toEqual({ ok: false, error: { reason: "too-large" } });
    const read = sentChunks;
    // The limit is 16 chunks; what the sockets' buffers swallowed comes on top.
    expect(read).toBeLessThan(500);
    await new Promise((wake) => setTimeout(wake, 100));
    expect(sentChunks).toBeLessThan(read + 100);
  });

  it("takes exactly as many bytes as allowed", async () => {
    const url = `${base}/fine`;
    expect((await httpJson({ url, signal, maxBytes: 7 })).ok).toBe(true);
    expect(await httpJson({ url, signal, maxBytes: 6 })).toMatchObject({ error: { reason: "too-large" } });
  });

  it("waits only as long as told", async () => {
    const answer = await httpJson({ url: `${base}/never`, signal, timeoutMs: 50 });
    expect(answer).toEqual({ ok: false, error: { reason: "timeout" } });
  });

  it("stops when asked to, also before it began", async () => {
    const stop = new AbortController();
    const pending = httpJson({ url: `${base}/never`, signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    expect(await pending).toEqual({ ok: false, error: { reason: "cancelled" } });
    const never = await httpJson({ url: `${base}/fine`, signal: stop.signal });
    expect(never).toEqual({ ok: false, error: { reason: "cancelled" } });
  });

  it("says what the network said when nobody answers", async () => {
    expect(await get("/drop")).toMatchObject({ error: { reason: "unreachable", system: "UND_ERR_SOCKET" } });
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const nobody = await httpJson({ url: `http://127.0.0.1:${port}/`, signal });
    expect(nobody).toEqual({ ok: false, error: { reason: "unreachable", system: "ECONNREFUSED" } });
  });

  it("does not follow to another address, which would take the key along", async () => {
    expect(await get("/moved")).toMatchObject({ error: { reason: "unreachable" } });
  });

  it.each([
    "http://192.0.2.1/v1/",
    "http://127.0.0.1.example.org/",
    "http://localhost.example.org/",
    "ftp://127.0.0.1/",
    "file:///etc/passwd",
    "not an address",
  ])("sends nothing to %s", async (url) => {
    expect(await httpJson({ url, signal })).toEqual({ ok: false, error: { reason: "insecure" } });
  });
});
