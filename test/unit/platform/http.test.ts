/** A service that cuts a connection before it answers, as one does with what lay unused while a computer slept. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHttp } from "#platform/http.ts";

const { signal } = new AbortController();
const http = createHttp(() => "direct");
const closing: (() => void)[] = [];

afterEach(() => closing.splice(0).forEach((close) => close()));

/** Cuts the first requests and answers those after them. */
const startServer = async (cuts: number): Promise<{ readonly url: string; readonly seen: () => number }> => {
  let seen = 0;
  const server = createServer((request, response) => {
    seen += 1;
    if (seen <= cuts) request.socket.resetAndDestroy();
    else response.end("here");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen: () => seen };
};

describe("a connection that is cut before the answer", () => {
  it("costs nothing where a request may be sent twice", async () => {
    const { url, seen } = await startServer(1);
    const answer = await http({ url, signal, method: "POST", body: "{}", isRepeatable: true });
    expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
    expect(seen()).toBe(2);
  });

  it("is told, and nothing is sent again, where twice would not be the same", async () => {
    const { url, seen } = await startServer(1);
    const answer = await http({ url, signal, method: "POST", body: "{}" });
    expect(answer).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(seen()).toBe(1);
  });

  it("is a service that is away when the second one is cut too", async () => {
    const { url, seen } = await startServer(2);
    const answer = await http({ url, signal, method: "POST", body: "{}", isRepeatable: true });
    expect(answer).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    expect(seen()).toBe(2);
  });
});
