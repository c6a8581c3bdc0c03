/** A KVS that loses values or answers, visible names, and two computers at once. */
import { beforeEach, describe, expect, it } from "vitest";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createKvsNames } from "#stores/kvs/names.ts";
import type { StoredObject } from "#stores/store.port.ts";
import type { FakeKvs } from "#test/support/fake-kvs.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import type { KvsComputer } from "#test/support/kvs-computer.ts";
import {
  createKvsComputer,
  idsOf,
  noAbort,
  readFrom as read,
  testKeys,
  testObject,
  testObjects,
  writeTo as write,
} from "#test/support/kvs-computer.ts";

const names = createKvsNames(createNodeCrypto(), testKeys.name);
let kvs: FakeKvs;
let computer: KvsComputer;

beforeEach(() => {
  kvs = createFakeKvs();
  computer = createKvsComputer(kvs.client);
});

describe("a service that says success and does not keep a value", () => {
  const objects = testObjects(5);

  it("once: the value is written again", async () => {
    kvs.fault = (index) => (index === 0 ? { kind: "dropped", pair: 10 } : null);
    expect(new Set(await write(computer.store, ...objects))).toEqual(new Set(["ok"]));
    expect(await read(createKvsComputer(kvs.client).store, idsOf(objects))).toEqual(objects);
  });

  it("always the same: its object is refused, the others are kept", async () => {
    const name = names.object({ id: testObject(2).id, revision: 1, placement: 0 }, 1);
    kvs.fault = (_, { pairs }) => {
      const pair = pairs.findIndex(({ key }) => key === name);
      return pair < 0 ? null : { kind: "dropped", pair };
    };
    expect(await write(computer.store, ...objects)).toEqual(["ok", "ok", "store.bad-reply", "ok", "ok"]);
    const found = await read(createKvsComputer(kvs.client).store, idsOf(objects));
    expect(found).toEqual(objects.map((object, at) => (at === 2 ? null : object)));
  });

  it("a page every time: nothing is acknowledged and the old state stays", async () => {
    await write(computer.store, ...objects);
    kvs.reset();
    kvs.fault = (_, { pairs }) => {
      const isRoot = pairs.some(({ key }) => key === names.root(0, 0) || key === names.root(1, 0));
      return isRoot ? null : { kind: "dropped", pair: pairs.length - 1 };
    };
    expect(await write(computer.store, testObject(1, 2))).toEqual(["store.bad-reply"]);
    kvs.reset();
    expect(await read(createKvsComputer(kvs.client).store, idsOf(objects))).toEqual(objects);
  });
});

describe("a root whose answer was lost", () => {
  it("is in use: the same revision sealed anew goes elsewhere", async () => {
    const first = testObject(1, 2);
    await write(computer.store, testObject(1));
    kvs.reset();
    kvs.fault = (index) => (index === 2 ? { kind: "unanswered" } : null);
    expect(await write(computer.store, first)).toEqual(["store.unreachable"]);
    kvs.reset();
    kvs.fault = (_, { pairs }) => (pairs.length > 0 ? { kind: "torn", applied: 1 } : null);
    expect(await write(computer.store, { ...first, blob: testObject(9, 9).blob })).toEqual([
      "store.unreachable",
    ]);
    kvs.reset();
    expect(await read(createKvsComputer(kvs.client).store, [first.id])).toEqual([first]);
  });
});

describe("published entries", () => {
  it("keeps a value under its visible name", async () => {
    expect(await computer.store.publish("vault-hdr", "AQIDBA==", noAbort)).toEqual({
      ok: true,
      value: undefined,
    });
    expect(kvs.values.get("vault-hdr")).toBe("AQIDBA==");
    expect((await computer.store.publish("vault-hdr", "", noAbort)).ok).toBe(true);
    expect(kvs.values.get("vault-hdr")).toBe("");
  });

  it.each([
    ["a".repeat(21), "x", "store.name-too-long"],
    ["ä".repeat(10) + "b", "x", "store.name-too-long"],
    ["a", "x".repeat(257), "store.value-too-long"],
    ["a", "ä".repeat(128) + "b", "store.value-too-long"],
    ["", "x", "store.refused"],
  ])("refuses %s and sends nothing", async (name, value, code) => {
    expect(await computer.store.publish(name, value, noAbort)).toMatchObject({ ok: false, error: { code } });
    expect(kvs.seen).toHaveLength(0);
  });

  it("takes 20 and 256 bytes, and tells when they do not come back", async () => {
    expect((await computer.store.publish("ä".repeat(10), "ä".repeat(128), noAbort)).ok).toBe(true);
    kvs.before = (index) => {
      if (index === 3) kvs.values.set("name", "theirs");
      return Promise.resolve();
    };
    expect(await computer.store.publish("name", "ours", noAbort)).toMatchObject({
      error: { code: "store.bad-reply" },
    });
  });
});

describe("two computers at once", () => {
  const objects = testObjects(40);

  /** B does all of its work just before a request of A's takes effect. */
  const interleaved = async (
    request: number,
    ofA: readonly StoredObject[],
    ofB: readonly StoredObject[],
  ): Promise<{ a: KvsComputer; b: KvsComputer; byA: readonly string[]; byB: readonly string[] }> => {
    const a = createKvsComputer(kvs.client);
    await write(a.store, ...objects);
    const b = createKvsComputer(kvs.client);
    await read(b.store, idsOf(objects));
    let byB: readonly string[] = [];
    let count = 0;
    kvs.before = async () => {
      if (count++ === request) byB = await write(b.store, ...ofB);
    };
    const byA = await write(a.store, ...ofA);
    kvs.reset();
    return { a, b, byA, byB };
  };

  it.each([0, 1, 2])("lose nothing that was acknowledged, cut at request %i", async (request) => {
    const ofA = [testObject(1, 2), testObject(50)];
    const ofB = [testObject(2, 2), testObject(51)];
    const { a, b, byA, byB } = await interleaved(request, ofA, ofB);
    expect([...byA, ...byB]).toEqual(["ok", "ok", "ok", "ok"]);
    const wanted = [...ofA, ...ofB, testObject(0), ...objects.slice(3)];
    // Without compare-and-swap a root may be overwritten; its maker puts it right when it comes back.
    for (const one of [b, a, createKvsComputer(kvs.client)])
      expect(await read(one.store, idsOf(wanted))).toEqual(wanted);
  });

  it.each([0, 1])("clash only over the object that both changed, cut at request %i", async (request) => {
    const { a, byA, byB } = await interleaved(
      request,
      [testObject(1, 3), testObject(50)],
      [testObject(1, 2), testObject(51)],
    );
    expect(byB).toEqual(["ok", "ok"]);
    expect(byA).toEqual(["store.conflict", "ok"]);
    const wanted = [testObject(1, 2), testObject(50), testObject(51)];
    expect(await read(a.store, idsOf(wanted))).toEqual(wanted);
    expect(await write(a.store, testObject(1, 3))).toEqual(["ok"]);
    expect(await read(createKvsComputer(kvs.client).store, [testObject(1).id])).toEqual([testObject(1, 3)]);
  });
});
