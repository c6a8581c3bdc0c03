/** Values of a connected HyperID account, over real HTTP to the stand-in. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import type { HyperidBench } from "#test/support/hyperid-bench.ts";
import { bytesOf, freshBench, manyValues, startBenchSandbox } from "#test/support/hyperid-bench.ts";
import { codeOf, codesOf } from "#test/support/outcomes.ts";
import { hyperidOf } from "#test/support/hyperid-connected.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { keptLog } from "#test/support/scripted-http.ts";

const { signal } = new AbortController();
let sandbox: TestSandbox;
let bench: HyperidBench;

beforeAll(async () => {
  sandbox = await startBenchSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  bench = await freshBench(sandbox);
});

interface Held {
  readonly hyperid: { readonly values: readonly Record<string, unknown>[] };
}
const heldValues = async (): Promise<Held["hyperid"]["values"]> =>
  ((await sandbox.control("/objects")) as Held).hyperid.values;

describe("values", () => {
  it("come back as they were, from no byte to the limit, private", async () => {
    const { maxValueBytes } = bench.service.values.limits;
    expect(maxValueBytes).toBe(3_072);
    const sizes = [0, 1, 2, 3, 255, 256, maxValueBytes - 1, maxValueBytes];
    const values = sizes.map((size) => ({ name: `v/${size}`, bytes: bytesOf(size) }));
    expect(codesOf(await bench.service.values.write(values, signal))).toEqual(["ok"]);
    const read = await bench.service.values.read(
      values.map(({ name }) => name),
      signal,
    );
    for (const { name, bytes } of values) expect(read.get(name)).toEqual({ ok: true, value: bytes });
    for (const kept of await heldValues()) expect(JSON.stringify(kept)).toMatch(/private|"scope":0/);
    for (const { url, body } of bench.watched.seen)
      if (url.endsWith("by-user-id/set")) expect(JSON.parse(String(body))).toMatchObject({ access_scope: 0 });
  });

  it("go over the limit nowhere", async () => {
    const long = [
      { name: "v/long", bytes: bytesOf(bench.service.values.limits.maxValueBytes + 1) },
      { name: "n".repeat(bench.service.values.limits.maxNameBytes + 1), bytes: bytesOf(1) },
      { name: "Ä", bytes: bytesOf(1) },
      { name: "n".repeat(bench.service.values.limits.maxNameBytes), bytes: bytesOf(1) },
    ];
    const before = bench.watched.count("/set");
    const outcomes = await bench.service.values.write(long, signal);
    expect([...outcomes.values()].map(codeOf).sort()).toEqual([
      "ok",
      "store.name-too-long",
      "store.refused",
      "store.value-too-long",
    ]);
    expect(bench.watched.count("/set") - before).toBe(1);
  });

  it("are replaced, listed by their beginning, removed, and missing then", async () => {
    const names = manyValues(7).map(({ name }) => name);
    expect(codesOf(await bench.service.values.write(manyValues(7), signal))).toEqual(["ok"]);
    await bench.service.values.write([{ name: "w/x", bytes: bytesOf(9) }], signal);
    await bench.service.values.write([{ name: "v/000", bytes: bytesOf(77) }], signal);
    const listed = await bench.service.values.list("v/", signal);
    expect(listed.ok && listed.value.map(({ name }) => name).sort()).toEqual(names);
    const read = await bench.service.values.read(["v/000", "nothing-here"], signal);
    expect(read.get("v/000")).toEqual({ ok: true, value: bytesOf(77) });
    expect(read.get("nothing-here")).toEqual({ ok: true, value: null });
    expect(codesOf(await bench.service.values.remove([...names, "nothing-here"], signal))).toEqual(["ok"]);
    expect(codesOf(await bench.service.values.remove(names, signal))).toEqual(["ok"]);
    const left = await bench.service.values.list("", signal);
    expect(left.ok && left.value).toEqual([{ name: "w/x" }]);
    await bench.service.values.remove(["w/x"], signal);
    expect(await bench.service.values.list("", signal)).toEqual({ ok: true, value: [] });
  });

  it("are read as well where the bench.service shows missing ones as null", async () => {
    await sandbox.control("/hyperid/settings", { showsMissingAsNull: true });
    await bench.service.values.write(manyValues(2), signal);
    const read = await bench.service.values.read(["v/000", "v/009"], signal);
    expect([...read.values()]).toEqual([ok(bytesOf(0)), ok(null)]);
  });

  it("are asked for in requests that the bench.service takes, found by halving", async () => {
    await sandbox.control("/hyperid/settings", { keysPerRequest: 7 });
    const values = manyValues(60);
    expect(codesOf(await bench.service.values.write(values, signal))).toEqual(["ok"]);
    const before = bench.watched.count("/get");
    const names = values.map(({ name }) => name);
    expect(codesOf(await bench.service.values.read(names, signal))).toEqual(["ok"]);
    // 7 was found while writing: no request is refused any more.
    expect(bench.watched.count("/get") - before).toBeLessThanOrEqual(Math.ceil(60 / 3));
    expect(codesOf(await bench.service.values.remove(names, signal))).toEqual(["ok"]);
  });

  it("too long for the bench.service alone are told so, whatever our setting says", async () => {
    await sandbox.control("/hyperid/settings", { valueBytes: 1_000, keyCharacters: 40 });
    const outcomes = await bench.service.values.write(
      [
        { name: "long", bytes: bytesOf(900) },
        { name: "n".repeat(60), bytes: bytesOf(9) },
        { name: "fits", bytes: bytesOf(600) },
      ],
      signal,
    );
    expect(codeOf(outcomes.get("long"))).toBe("store.value-too-long");
    expect(codeOf(outcomes.get("n".repeat(60)))).toBe("store.name-too-long");
    expect(codeOf(outcomes.get("fits"))).toBe("ok");
  });

  it("published by another program of the same app are read, and the log says so", async () => {
    const log = keptLog();
    const other = hyperidOf(sandbox, { secrets: bench.secrets, log });
    const kept = JSON.parse(new TextDecoder().decode(bench.secrets.kept() ?? new Uint8Array())) as {
      accessToken: string;
    };
    await sandbox.post(
      `${sandbox.endpoints.hyperid.restBaseUrl}/user-data/by-user-id/set`,
      { value_key: "tapvault/v/pub", value_data: "AAEC", access_scope: 1 },
      { authorization: `Bearer ${kept.accessToken}` },
    );
    expect(await other.values.list("v/", signal)).toEqual(ok([{ name: "v/pub" }]));
    const read = await other.values.read(["v/pub"], signal);
    expect(read.get("v/pub")).toEqual(ok(Uint8Array.of(0, 1, 2)));
    expect(log.lines).toMatchObject([{ event: "hyperid", code: "keys-public", count: 1 }]);
  });

  it("of two writers at once end as one of the two, and whoever lost is told", async () => {
    const second = hyperidOf(sandbox, { secrets: bench.secrets });
    const mine = [{ name: "both", bytes: bytesOf(10) }];
    const theirs = [{ name: "both", bytes: bytesOf(20) }];
    const [a, b] = await Promise.all([
      bench.service.values.write(mine, signal),
      second.values.write(theirs, signal),
    ]);
    const outcomes = [codeOf(a.get("both")), codeOf(b.get("both"))];
    for (const code of outcomes) expect(["ok", "store.conflict"]).toContain(code);
    expect(outcomes).toContain("ok");
  });
});

describe("a bench.service that fails on the way", () => {
  it("has the token ended in the middle of a batch: renewed once, nothing lost", async () => {
    let sets = 0;
    const aging = hyperidOf(sandbox, {
      secrets: bench.secrets,
      http: async (request) => {
        if (request.url.endsWith("/set") && ++sets === 10)
          await sandbox.control("/clock", { offsetMs: 3_700_000 });
        return bench.watched.http(request);
      },
    });
    const refreshes = bench.watched.count("/token");
    const before = bench.secrets.kept();
    expect(codesOf(await aging.values.write(manyValues(30), signal))).toEqual(["ok"]);
    expect(bench.watched.count("/token") - refreshes).toBe(1);
    expect(bench.secrets.kept()).not.toEqual(before);
  });

  it.each([
    ["a dropped connection", { kind: "drop" }],
    ["half an answer", { kind: "cut" }],
    ["status 500", { kind: "status" }],
    ["status 503", { kind: "status", status: 503 }],
    ["too many requests", { kind: "status", status: 429 }],
    ["-4", { kind: "code", code: "-4" }],
    ["-2", { kind: "expire" }],
    ["-1", { kind: "code", code: "-1" }],
    ["a late answer", { kind: "delay", delayMs: 300 }],
    ["a slow body", { kind: "slow", delayMs: 300 }],
  ])("is asked again after %s, once", async (_what, body) => {
    await bench.fault({ path: "get", ...body });
    await bench.fault({ path: "set", ...body });
    expect(codesOf(await bench.service.values.write(manyValues(1), signal))).toEqual(["ok"]);
    await bench.fault({ path: "list-get", ...body });
    expect((await bench.service.values.list("", signal)).ok).toBe(true);
    await bench.fault({ path: "delete", ...body });
    expect(codesOf(await bench.service.values.remove(["v/000"], signal))).toEqual(["ok"]);
  });

  it.each([
    ["status 500", { kind: "status" }, "store.unreachable", 3],
    ["status 404", { kind: "status", status: 404 }, "store.unreachable", 1],
    ["status 503", { kind: "status", status: 503 }, "store.busy", 3],
    ["a dropped connection", { kind: "drop" }, "store.unreachable", 3],
    ["a page with 200", { kind: "garbage" }, "store.bad-reply", 1],
    ["half an answer with 200", { kind: "garbage", garbage: "truncated" }, "store.bad-reply", 1],
    ["nothing with 200", { kind: "garbage", garbage: "empty" }, "store.bad-reply", 1],
    ["-3", { kind: "code", code: "-3" }, "store.no-permission", 1],
    ["-4", { kind: "code", code: "-4" }, "store.busy", 3],
    ["-1", { kind: "code", code: "-1" }, "store.consent-ended", 2],
  ])("says %s when it goes on", async (_what, body, code, requests) => {
    await bench.fault({ path: "get", ...body, count: 50 });
    const before = bench.watched.count("/get");
    const read = await bench.service.values.read(["v/000"], signal);
    expect(codeOf(read.get("v/000"))).toBe(code);
    expect(bench.watched.count("/get") - before).toBe(requests);
  });

  it("stops a batch as soon as the bench.service is away, and every value has its outcome", async () => {
    await bench.fault({ path: "set", kind: "code", code: "-3", count: 500 });
    const before = bench.watched.count("/set");
    const outcomes = await bench.service.values.write(manyValues(40), signal);
    expect(outcomes.size).toBe(40);
    expect(codesOf(outcomes)).toEqual(["store.no-permission"]);
    expect(bench.watched.count("/set") - before).toBeLessThanOrEqual(4);
  });

  it("is left alone when the person cancels, also between two tries", async () => {
    await bench.fault({ path: "get", kind: "delay", delayMs: 5_000 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const started = Date.now();
    expect(codesOf(await bench.service.values.read(["v/000"], stop.signal))).toEqual(["scan.cancelled"]);
    await bench.fault({ path: "get", kind: "code", code: "-4", count: 9 });
    const again = new AbortController();
    setTimeout(() => again.abort(), 100);
    expect(codesOf(await bench.service.values.read(["v/000"], again.signal))).toEqual(["scan.cancelled"]);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect(codesOf(await bench.service.values.write(manyValues(3), again.signal))).toEqual([
      "scan.cancelled",
    ]);
  });
});
