/** Named values when answers are lost, wrong or refused, and when the caller gives up. */
import { beforeEach, describe, expect, it } from "vitest";
import { createBench, noAbort } from "#test/support/dataswyft-bench.ts";
import type { DataswyftBench } from "#test/support/dataswyft-bench.ts";
import { jsonReply, noReply, textReply } from "#test/support/pda-replies.ts";
import type { PdaReply } from "#test/support/pda-replies.ts";

let bench: DataswyftBench;
beforeEach(async () => {
  bench = await createBench();
  bench.pda.seen.length = 0;
});

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const put = async (name: string, ...values: number[]): Promise<unknown> => {
  const outcomes = await bench.service.values.write([{ name, bytes: bytes(...values) }], noAbort);
  return outcomes.get(name);
};
const get = async (name: string): Promise<unknown> =>
  (await bench.service.values.read([name], noAbort)).get(name);
const done = { ok: true, value: undefined };

describe("answers that are lost", () => {
  const lose = (method: string, times: number, reply: PdaReply = noReply("unreachable")): void => {
    let left = times;
    bench.pda.afterwards = (request, answer) =>
      (request.method ?? "GET") === method && left-- > 0 ? reply : answer;
  };

  it("of a new record are not asked for twice; the next write finds the record", async () => {
    lose("POST", 1);
    expect(await put("v/a", 1)).toMatchObject({ ok: false, error: { code: "store.unreachable" } });
    expect(bench.pda.seen.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(await put("v/a", 2)).toEqual(done);
    expect(bench.pda.records).toHaveLength(1);
  });

  it("of what may be repeated are asked for again", async () => {
    await put("v/a", 1);
    lose("PUT", 2);
    expect(await put("v/a", 2)).toEqual(done);
    lose("GET", 2);
    expect(await get("v/a")).toEqual({ ok: true, value: bytes(2) });
    lose("DELETE", 2);
    expect((await bench.service.values.remove(["v/a"], noAbort)).get("v/a")).toEqual(done);
    expect(bench.pda.records).toEqual([]);
  });

  it("three times are told", async () => {
    await put("v/a", 1);
    lose("PUT", 3);
    expect(await put("v/a", 2)).toMatchObject({ error: { code: "store.unreachable" } });
    lose("GET", 99);
    expect(await get("v/a")).toMatchObject({ error: { code: "store.unreachable" } });
    expect(await bench.service.values.list("", noAbort)).toMatchObject({
      error: { code: "store.unreachable" },
    });
    expect((await bench.service.values.remove(["v/x"], noAbort)).get("v/x")).toMatchObject({
      error: { code: "store.unreachable" },
    });
  });

  it("after a duplicate was told are looked for", async () => {
    let isFirst = true;
    bench.pda.instead = ({ method }) => {
      if (method !== "POST" || !isFirst) return null;
      isFirst = false;
      return jsonReply(400, { message: "Bad Request", cause: "Duplicate data - x" });
    };
    expect(await put("v/a", 1)).toEqual(done);
    expect(bench.pda.records).toHaveLength(1);
  });

  it.each<readonly [string, string, PdaReply, string]>([
    ["a page", "POST", textReply(200, "<html>"), "store.bad-reply"],
    ["a page with 201", "POST", textReply(201, "<html>"), "store.bad-reply"],
    ["200 where 201 belongs", "POST", jsonReply(200, []), "store.bad-reply"],
    ["an empty echo", "POST", jsonReply(201, []), "store.bad-reply"],
    [
      "an echo of something else",
      "POST",
      jsonReply(201, [{ endpoint: "x/y", recordId: "r", data: {} }]),
      "store.bad-reply",
    ],
    [
      "a refusal",
      "POST",
      jsonReply(400, { message: "Bad Request", cause: "Could not insert data - x" }),
      "store.refused",
    ],
    [
      "a duplicate again and again",
      "POST",
      jsonReply(400, { message: "Bad Request", cause: "Duplicate data - x" }),
      "store.refused",
    ],
    ["no right", "POST", jsonReply(403, { error: "Forbidden", message: "" }), "store.no-permission"],
    [
      "its failure",
      "POST",
      jsonReply(500, { error: "Internal Server error", message: "" }),
      "store.unreachable",
    ],
    ["too much", "POST", textReply(413, "", "text/plain"), "store.value-too-long"],
    ["wait", "POST", textReply(429, "", "text/plain"), "store.busy"],
    ["sleep", "GET", jsonReply(404, { error: "Not Found", message: "HAT unavailable" }), "store.unreachable"],
    ["a list that is none", "GET", jsonReply(200, { data: [] }), "store.bad-reply"],
    ["half a list", "GET", textReply(200, '[{"endpoint"', "application/json"), "store.bad-reply"],
    ["cancelled", "GET", noReply("cancelled"), "scan.cancelled"],
  ])("instead of which comes %s", async (_what, method, reply, code) => {
    bench.pda.instead = (request) => ((request.method ?? "GET") === method ? reply : null);
    expect(await put("v/a", 1)).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(bench.log.lines)).not.toMatch(/v\/a|AQ==|hubat|eyJ/);
  });

  it("from a read back that fails are not acknowledged", async () => {
    bench.pda.instead = ({ url }) => (url.includes("data-record") ? textReply(500, "") : null);
    expect(await put("v/a", 1)).toMatchObject({ error: { code: "store.unreachable" } });
    bench.pda.instead = ({ url }) =>
      url.includes("data-record") ? jsonReply(400, { message: "Data Missing", cause: "" }) : null;
    expect(await put("v/a", 2)).toMatchObject({ error: { code: "store.conflict" } });
  });
});

describe("giving up", () => {
  it("before anything was sent, while it waits its turn, and between two attempts", async () => {
    const gone = AbortSignal.abort();
    const { values } = bench.service;
    expect((await values.write([{ name: "v/a", bytes: bytes(1) }], gone)).get("v/a")).toMatchObject({
      error: { code: "scan.cancelled" },
    });
    expect((await values.remove(["v/a"], gone)).get("v/a")).toMatchObject({
      error: { code: "scan.cancelled" },
    });
    expect((await values.read(["v/a"], gone)).get("v/a")).toMatchObject({
      error: { code: "scan.cancelled" },
    });
    expect(await values.list("", gone)).toMatchObject({ error: { code: "scan.cancelled" } });
    expect(bench.pda.seen).toEqual([]);
    const halfway = new AbortController();
    bench.pda.instead = () => {
      halfway.abort();
      return textReply(503, "");
    };
    expect(await values.list("", halfway.signal)).toMatchObject({ error: { code: "scan.cancelled" } });
    expect(bench.pda.seen).toHaveLength(1);
  });
});
