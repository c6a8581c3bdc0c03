/** What the KVS store costs, counted request by request and value by value. */
import { beforeAll, describe, expect, it } from "vitest";
import { writeCounters } from "#test/support/counters.ts";
import type { FakeKvs } from "#test/support/fake-kvs.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import type { KvsComputer } from "#test/support/kvs-computer.ts";
import { createKvsComputer, noAbort, testObject, testObjects } from "#test/support/kvs-computer.ts";

const thousand = testObjects(1000);

describe("one usual login", () => {
  it.each([
    ["the first of a vault", 0],
    ["one more after some", 40],
  ])("%s takes two values of payload, two requests to write and one to read", async (_, count) => {
    const kvs = createFakeKvs();
    const { store } = createKvsComputer(kvs.client);
    if (count > 0) await store.writeMany(testObjects(count), noAbort);
    kvs.reset();
    const [outcome] = await store.writeMany([testObject(900)], noAbort);
    expect(outcome?.result.ok).toBe(true);
    expect(kvs.requests("store")).toBe(2);
    expect(kvs.requests("read")).toBe(1);
    expect(kvs.written()).toBeLessThanOrEqual(2 + 3 + 2);
  });

  it("two values carry a blob of 376 bytes, one of 377 takes three", async () => {
    const kvs = createFakeKvs();
    const { store } = createKvsComputer(kvs.client);
    const values = async (bytes: number, number: number): Promise<number> => {
      kvs.reset();
      await store.writeMany([testObject(number, 1, bytes)], noAbort);
      return kvs.written();
    };
    const base = await values(184, 1);
    expect(await values(376, 1)).toBeLessThanOrEqual(base + 1);
  });
});

describe("a vault of 1,000 entries", () => {
  let kvs: FakeKvs;
  let computer: KvsComputer;

  beforeAll(async () => {
    kvs = createFakeKvs();
    computer = createKvsComputer(kvs.client);
    const outcomes = await computer.store.writeMany(thousand, noAbort);
    expect(outcomes.every(({ result }) => result.ok)).toBe(true);
  });

  it("is read for the first time in at most 12 requests", async () => {
    kvs.reset();
    const { store } = createKvsComputer(kvs.client);
    const listed = await store.list(noAbort);
    const ids = listed.ok ? listed.value.map(({ id }) => id) : [];
    const read = await store.readMany(ids, noAbort);
    expect(read.filter(({ result }) => result.ok && result.value !== null)).toHaveLength(1000);
    expect(kvs.seen.length).toBeLessThanOrEqual(12);
    writeCounters("kvs-first-read", { kvsFirstReadRequests: kvs.seen.length });
  });

  it("takes at most 8 values to change any one of them, in two requests to write and one to read", async () => {
    let most = 0;
    let sum = 0;
    let cleared = 0;
    for (const [number, object] of thousand.entries()) {
      kvs.reset();
      const [outcome] = await computer.store.writeMany([testObject(number, 2)], noAbort);
      expect(outcome).toEqual({ id: object.id, result: { ok: true, value: undefined } });
      expect(kvs.requests("store")).toBe(2);
      expect(kvs.requests("read")).toBe(1);
      most = Math.max(most, kvs.written());
      sum += kvs.written();
      cleared += kvs.cleared();
    }
    expect(most).toBeLessThanOrEqual(8);
    // What falls out of use is cleared in room that a request has anyway.
    expect(cleared).toBeGreaterThan(1000);
    writeCounters("kvs-change", { kvsValuesMost: most, kvsValuesMean: sum / 1000 });
  });

  it("keeps no more values than are in use, but for those of the last change", async () => {
    await computer.store.sweep(noAbort);
    const held = [...kvs.values.values()].filter((value) => value !== "").length;
    expect(held).toBeLessThanOrEqual(2000 + 64 * 4 + 2 * 2);
  });
});
