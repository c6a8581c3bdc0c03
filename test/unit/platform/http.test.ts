/** A service that cuts a connection before it answers, as one does with what lay unused while a computer slept. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHttp } from "#platform/http.ts";

const { signal } = new AbortController();
let now = 0;
const http = createHttp(
  () => "direct",
  () => now,
);
const closing: (() => void)[] = [];

afterEach(() => closing.splice(0).forEach((close) => close()));

/** Answers its first request, and cuts as many as told before it answers again. */
const startServer = async (cuts: number): Promise<{ readonly url: string; readonly seen: () => number }> => {
  let seen = 0;
  const server = createServer((request, response) => {
    seen += 1;
    if (seen > 1 && seen <= 1 + cuts) request.socket.resetAndDestroy();
    else response.end("here");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen: () => seen };
};

const afterUse = async (cuts: number, unusedMs = 1_100): ReturnType<typeof startServer> => {
  const server = await startServer(cuts);
  expect(await http({ url: server.url, signal })).toMatchObject({ ok: true });
  now += unusedMs;
  return server;
};
const away = { ok: false, error: { reason: "unreachable" } };
const twice = { signal, method: "POST", body: "{}", isRepeatable: true } as const;

describe("a connection that is cut before the answer", () => {
  it("costs nothing when it had lain unused and the request may be sent twice", async () => {
    const { url, seen } = await afterUse(1);
    expect(await http({ ...twice, url })).toMatchObject({ ok: true, value: { status: 200 } });
    expect(seen()).toBe(3);
  });

  it.each([
    ["twice would not be the same", { ...twice, isRepeatable: false }, 1_100],
    ["it was in use a moment ago", twice, 0],
  ])("is told, and nothing is sent again, when %s", async (_why, request, unusedMs) => {
    const { url, seen } = await afterUse(1, unusedMs);
    expect(await http({ ...request, url })).toMatchObject(away);
    expect(seen()).toBe(2);
  });

  it("is a service that is away when the second one is cut too", async () => {
    const { url, seen } = await afterUse(2);
    expect(await http({ ...twice, url })).toMatchObject(away);
    expect(seen()).toBe(3);
  });
});
