/** Named values over records: how few requests, what is acknowledged, crossing writers, limits. */
import { beforeEach, describe, expect, it } from "vitest";
import { createBench, noAbort } from "#test/support/dataswyft-bench.ts";
import type { DataswyftBench } from "#test/support/dataswyft-bench.ts";

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
const calls = (): readonly string[] =>
  bench.pda.seen.map(
    ({ method, url }) => `${method ?? "GET"} ${new URL(url).pathname.replace("/api/v2.6", "")}`,
  );
const done = { ok: true, value: undefined };

describe("a value", () => {
  it("is listed for, created, read back; then replaced by its record's id", async () => {
    expect(await put("v/a", 1, 2, 3)).toEqual(done);
    expect(calls()).toEqual([
      "GET /data/keepsafe-dev/vault",
      "POST /data/keepsafe-dev/vault",
      "GET /data-record/record-1",
    ]);
    bench.pda.seen.length = 0;
    expect(await put("v/a", 4)).toEqual(done);
    expect(calls()).toEqual(["PUT /data", "GET /data-record/record-1"]);
    expect(bench.pda.records).toHaveLength(1);
    expect(bench.pda.records[0]?.data).toMatchObject({ k: "v/a", v: "BA==", at: bench.pda.now });
    expect(await get("v/a")).toEqual({ ok: true, value: bytes(4) });
  });

  it("may be written twice with the same bytes: each record has a fresh nonce", async () => {
    expect(await put("v/a", 1)).toEqual(done);
    expect(await put("v/a", 1)).toEqual(done);
    expect(await put("v/b", 1)).toEqual(done);
    const nonces = bench.pda.records.map(({ data }) => (data as { n: string }).n);
    expect(new Set(nonces).size).toBe(2);
    expect(nonces[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it("of nothing is a value too", async () => {
    expect(await put("v/a")).toEqual(done);
    expect(await get("v/a")).toEqual({ ok: true, value: bytes() });
    expect(await get("v/b")).toEqual({ ok: true, value: null });
  });

  it("is listed with its bytes, by prefix; records of others are left alone", async () => {
    await put("v/a", 1);
    await put("w/b", 2);
    bench.pda.records.push({ recordId: "foreign", data: { hello: "world" } });
    bench.pda.records.push({ recordId: "damaged", data: { k: "v/c", n: "x", at: 1, v: "?" } });
    expect(await bench.service.values.list("v/", noAbort)).toEqual({
      ok: true,
      value: [{ name: "v/a", bytes: bytes(1) }, { name: "v/c" }],
    });
    expect(await get("v/c")).toMatchObject({ ok: false, error: { code: "store.bad-reply" } });
    await bench.service.values.remove(["v/a", "v/c", "w/b"], noAbort);
    expect(bench.pda.records.map(({ recordId }) => recordId)).toEqual(["foreign"]);
  });

  it("is removed by its id, and removed already when it is not there", async () => {
    await put("v/a", 1);
    await put("v/b", 1);
    await bench.service.values.list("", noAbort);
    bench.pda.seen.length = 0;
    const removed = await bench.service.values.remove(["v/a", "v/b"], noAbort);
    expect([...removed.values()]).toEqual([done, done]);
    expect(bench.pda.seen.map(({ url }) => new URL(url).search)).toEqual([
      "?records=record-1&records=record-2",
    ]);
    expect((await bench.service.values.remove(["v/a", "v/x"], noAbort)).get("v/x")).toEqual(done);
    expect(bench.pda.records).toEqual([]);
  });

  it("too long or with too long a name is refused before anything is sent", async () => {
    const outcomes = await bench.service.values.write(
      [
        { name: "a".repeat(201), bytes: bytes(1) },
        { name: "", bytes: bytes(1) },
        { name: "v/large", bytes: new Uint8Array(50_000_001) },
      ],
      noAbort,
    );
    expect([...outcomes.values()].map((one) => (one.ok ? "ok" : one.error.code))).toEqual([
      "store.name-too-long",
      "store.refused",
      "store.value-too-long",
    ]);
    expect(bench.pda.seen).toEqual([]);
    expect(await put("a".repeat(200), 1)).toEqual(done);
  });
});

describe("many values", () => {
  const values = (count: number, size: number): { name: string; bytes: Uint8Array }[] =>
    Array.from({ length: count }, (_, at) => ({
      name: `v/${at}`,
      bytes: new Uint8Array(size).fill(at % 256),
    }));

  it("go in one request and are confirmed by one list", async () => {
    const outcomes = await bench.service.values.write(values(50, 100), noAbort);
    expect([...outcomes.values()].every(({ ok }) => ok)).toBe(true);
    expect(calls()).toEqual([
      "GET /data/keepsafe-dev/vault",
      "POST /data/keepsafe-dev/vault",
      "GET /data/keepsafe-dev/vault",
    ]);
    bench.pda.seen.length = 0;
    const read = await bench.service.values.read(
      values(50, 1).map(({ name }) => name),
      noAbort,
    );
    expect(calls()).toEqual(["GET /data/keepsafe-dev/vault"]);
    expect(read.get("v/7")).toEqual({ ok: true, value: new Uint8Array(100).fill(7) });
  });

  it("are split so that no request is over 10 MB", async () => {
    bench = await createBench({
      settings: {
        pdaUrl: "ada.hubat.net",
        applicationId: "keepsafe-dev",
        namespace: "",
        signInPage: "hatlogin",
        fileFromBytes: 9_000_000,
      },
    });
    const outcomes = await bench.service.values.write(values(5, 3_000_000), noAbort);
    expect([...outcomes.values()].every(({ ok }) => ok)).toBe(true);
    const sizes = bench.pda.seen.flatMap(({ method, body }) =>
      method === "POST" && typeof body === "string" ? [body.length] : [],
    );
    expect(sizes.length).toBe(3);
    expect(Math.max(...sizes)).toBeLessThan(10_000_000);
  });
});

describe("two writers", () => {
  it("of one new name leave two records: the latest counts, the other goes with the next write", async () => {
    const other = await bench.another();
    await other.values.list("", noAbort);
    expect(await put("v/a", 1)).toEqual(done);
    await other.values.write([{ name: "v/a", bytes: bytes(2) }], noAbort);
    expect(bench.pda.records).toHaveLength(2);
    expect(await get("v/a")).toEqual({ ok: true, value: bytes(2) });
    expect(await bench.service.values.list("", noAbort)).toEqual({
      ok: true,
      value: [{ name: "v/a", bytes: bytes(2) }],
    });
    expect(await put("v/a", 3)).toEqual(done);
    expect(bench.pda.records).toHaveLength(1);
    expect((await other.values.read(["v/a"], noAbort)).get("v/a")).toEqual({ ok: true, value: bytes(3) });
  });

  it("both remove it, or one removes what the other replaces", async () => {
    await put("v/a", 1);
    const other = await bench.another();
    await other.values.list("", noAbort);
    await bench.service.values.remove(["v/a"], noAbort);
    expect((await other.values.remove(["v/a"], noAbort)).get("v/a")).toEqual(done);
    await put("v/a", 2);
    await other.values.list("", noAbort);
    await bench.service.values.remove(["v/a"], noAbort);
    const replaced = await other.values.write([{ name: "v/a", bytes: bytes(3) }], noAbort);
    expect(replaced.get("v/a")).toEqual(done);
    expect(await get("v/a")).toEqual({ ok: true, value: bytes(3) });
  });

  it("see a conflict when one overwrites the other before it was read back", async () => {
    await put("v/a", 1);
    bench.pda.afterwards = ({ method }, reply) => {
      if (method !== "PUT") return reply;
      const [record] = bench.pda.records;
      if (record !== undefined) record.data = { k: "v/a", n: "other", at: 1, v: "CQ==" };
      return reply;
    };
    expect(await put("v/a", 2)).toMatchObject({ ok: false, error: { code: "store.conflict" } });
    bench.pda.afterwards = (_request, reply) => reply;
    expect(await get("v/a")).toEqual({ ok: true, value: bytes(9) });
  });

  it("in one program wait for each other", async () => {
    const outcomes = await Promise.all([put("v/a", 1), put("v/a", 2), put("v/a", 3)]);
    expect(outcomes).toEqual([done, done, done]);
    expect(bench.pda.records).toHaveLength(1);
    expect(await get("v/a")).toEqual({ ok: true, value: bytes(3) });
  });
});
