import { describe, expect, it } from "vitest";
import { createKvsClient } from "#platform/vivokey-kvs.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import type { HttpJson } from "#platform/http-json.ts";
import { createHandClock, createRushingClock } from "#test/support/hand-clock.ts";
import { answered, keptLog, scriptedHttp, unanswered } from "#test/support/scripted-http.ts";

const { signal } = new AbortController();
const token = "17695fd27eaf8c65833d50cbff12a501";

const make = (http: HttpJson, clock = createRushingClock(), log = keptLog()): KvsClient =>
  createKvsClient({ baseUrl: "https://service.example/v1/", clock, log, http, random: () => 0.5 });
const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? "ok";
const success = (data: unknown): ReturnType<typeof answered> => answered({ result: "success", data });

describe("reading", () => {
  it("asks for the names and returns them in that order, whatever they are called", async () => {
    const { http, seen } = scriptedHttp(success(JSON.parse('{"7":"c","__proto__":"b","a":"","more":"x"}')));
    const values = await make(http).read(token, ["a", "__proto__", "7"], signal);
    expect(values.ok && [...values.value]).toEqual([
      ["a", ""],
      ["__proto__", "b"],
      ["7", "c"],
    ]);
    expect(seen[0]).toMatchObject({
      url: "https://service.example/v1/kvp-read",
      body: { challenge: token, dict: ["a", "__proto__", "7"] },
    });
  });

  it.each([
    ["a name left out", success({ b: "1" })],
    ["a name that every object has", success({})],
    ["another type", success({ a: 1, toString: "" })],
    ["null", success({ a: null, toString: "" })],
    ["a list", success(["a"])],
    ["no data", answered({ result: "success" })],
    ["another word", answered({ result: "ok", data: { a: "", toString: "" } })],
    ["too much", unanswered("too-large")],
    ["no JSON", unanswered("not-json")],
    ["a status of no use", answered(null, 404)],
  ])("never takes for empty: %s", async (_what, answer) => {
    const read = await make(scriptedHttp(answer).http).read(token, ["a", "toString"], signal);
    expect(codeOf(read)).toBe("store.bad-reply");
  });

  it("hands on the service's one bit, and does not ask again", async () => {
    const { http, seen } = scriptedHttp(answered({ result: "error" }));
    expect(codeOf(await make(http).read(token, ["a"], signal))).toBe("store.refused");
    expect(seen).toHaveLength(1);
  });
});

describe("storing", () => {
  it("sends pairs as they are", async () => {
    const { http, seen } = scriptedHttp(answered({ result: "success" }));
    const pairs = [{ key: "é".repeat(10), value: "v".repeat(256) }];
    expect(await make(http).store(token, pairs, signal)).toEqual({ ok: true, value: undefined });
    expect(seen[0]).toMatchObject({
      url: "https://service.example/v1/kvp-store",
      body: { challenge: token, dict: pairs },
    });
  });

  it.each([
    ["é".repeat(10) + "a", "", "store.name-too-long"],
    ["a", "é".repeat(128) + "a", "store.value-too-long"],
  ])("sends nothing of it when one is over the limit, counted in bytes", async (key, value, code) => {
    const { http, seen } = scriptedHttp(answered({ result: "success" }));
    const pairs = [
      { key: "fine", value: "x" },
      { key, value },
    ];
    expect(codeOf(await make(http).store(token, pairs, signal))).toBe(code);
    expect(seen).toEqual([]);
  });
});

it("does not ask for a name over the limit, which the service would cut", async () => {
  const { http, seen } = scriptedHttp(success({}));
  expect(codeOf(await make(http).read(token, ["a".repeat(21)], signal))).toBe("store.name-too-long");
  expect(seen).toEqual([]);
});

describe("trying again", () => {
  it.each([
    ["trouble", answered(null, 503)],
    ["asked too often", answered({ message: "slow down" }, 429)],
    ["nobody there", unanswered("unreachable")],
    ["no answer in time", unanswered("timeout")],
  ])("%s: three times in all, waiting longer each time", async (_what, answer) => {
    const clock = createRushingClock();
    const { http, seen } = scriptedHttp(answer);
    expect(codeOf(await make(http, clock).read(token, ["a"], signal))).toBe("store.unreachable");
    expect(seen).toHaveLength(3);
    expect(clock.waits).toEqual([200, 400]);
  });

  it("is over as soon as an answer comes", async () => {
    const { http, seen } = scriptedHttp(unanswered("timeout"), answered({ result: "success" }));
    expect(codeOf(await make(http).store(token, [{ key: "a", value: "1" }], signal))).toBe("ok");
    expect(seen).toHaveLength(2);
  });

  it("stops in the middle of a pause", async () => {
    const stop = new AbortController();
    const { http, seen } = scriptedHttp(unanswered("unreachable"), unanswered("cancelled"));
    const pending = make(http, createHandClock()).read(token, ["a"], stop.signal);
    setImmediate(() => stop.abort());
    expect(codeOf(await pending)).toBe("scan.cancelled");
    expect(seen).toHaveLength(2);
  });

  it("does not begin after the end", async () => {
    const stop = new AbortController();
    const http: HttpJson = () => {
      stop.abort();
      return Promise.resolve(unanswered("unreachable"));
    };
    expect(codeOf(await make(http).read(token, ["a"], stop.signal))).toBe("scan.cancelled");
  });
});

it("writes failures down with their reference, and neither token, name nor value", async () => {
  const log = keptLog();
  const client = make(scriptedHttp(answered({ result: "error" })).http, createRushingClock(), log);
  const failed = await client.store(token, [{ key: "secret-name", value: "secret-value" }], signal);
  expect(log.lines).toEqual([
    {
      event: "vivokey-kvs",
      call: "kvp-store",
      code: "store.refused",
      ref: failed.ok ? "" : failed.error.ref,
    },
  ]);
});
