/** A KVS that is rolled back, tampered with, or written by two computers at once. */
import { beforeEach, describe, expect, it } from "vitest";
import { fail } from "#contract/errors.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createKvsNames } from "#stores/kvs/names.ts";
import type { ObjectCipher } from "#stores/kvs/object-cipher.port.ts";
import type { FakeKvs } from "#test/support/fake-kvs.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import type { KvsComputer } from "#test/support/kvs-computer.ts";
import {
  createKvsComputer,
  idsOf,
  noAbort,
  readFrom as read,
  testCipher,
  testKeys,
  testObject,
  testObjects,
  writeTo as write,
} from "#test/support/kvs-computer.ts";

const names = createKvsNames(createNodeCrypto(), testKeys.name);
let kvs: FakeKvs;
let computer: KvsComputer;

const change = (name: string): void => {
  const value = kvs.values.get(name) ?? "";
  kvs.values.set(name, `${value.startsWith("A") ? "B" : "A"}${value.slice(1)}`);
};

beforeEach(() => {
  kvs = createFakeKvs();
  computer = createKvsComputer(kvs.client);
});

describe("roll-back", () => {
  const objects = testObjects(30);

  it("is told for every call, and a rewrite is the way out, for other computers too", async () => {
    await write(computer.store, ...objects);
    const other = createKvsComputer(kvs.client);
    await read(other.store, idsOf(objects));
    const yesterday = kvs.snapshot();
    await write(computer.store, testObject(1, 2));
    await write(computer.store, testObject(2, 2));
    kvs.restore(yesterday);
    const ids = idsOf(objects).slice(0, 2);
    expect(await write(computer.store, testObject(3, 2))).toEqual(["store.rolled-back"]);
    for (const again of [computer.restart(), computer]) {
      const rolledBack = { ok: false, error: { code: "store.rolled-back" } };
      expect(await again.store.list(noAbort)).toMatchObject(rolledBack);
      expect(await read(again.store, ids)).toEqual(
        [objects[0], "store.rolled-back"].fill("store.rolled-back"),
      );
      expect(await again.store.sweep(noAbort)).toMatchObject(rolledBack);
    }
    const now = [objects[0], testObject(1, 2), testObject(2, 2), ...objects.slice(3)].filter(
      (object) => object !== undefined,
    );
    expect(await computer.store.rewrite(now, noAbort)).toEqual({ ok: true, value: undefined });
    for (const store of [computer.store, other.store, createKvsComputer(kvs.client).store])
      expect(await read(store, idsOf(now))).toEqual(now);
    expect(await write(computer.store, testObject(3, 2))).toEqual(["ok"]);
  });

  it("is told when the service holds nothing any more", async () => {
    await write(computer.store, ...objects);
    kvs.values.clear();
    expect(await read(computer.store, idsOf(objects).slice(0, 1))).toEqual(["store.rolled-back"]);
    expect((await computer.store.rewrite(objects, noAbort)).ok).toBe(true);
    expect(await read(createKvsComputer(kvs.client).store, idsOf(objects))).toEqual(objects);
  });

  it("of the latest root alone is noticed by who saw it", async () => {
    await write(computer.store, ...objects);
    await write(computer.store, testObject(1, 2));
    change(names.root(1, 0));
    change(names.root(0, 0));
    expect(await computer.store.list(noAbort)).toMatchObject({ ok: false });
  });
});

describe("tampering", () => {
  const objects = testObjects(100);
  beforeEach(async () => {
    await write(computer.store, ...objects);
  });

  const tamperings: readonly [string, (name: string) => void][] = [
    ["changed", change],
    ["overwritten by another program", (name) => kvs.values.set(name, "hello")],
    ["cleared", (name) => kvs.values.set(name, "")],
    [
      "taken from another object",
      (name) =>
        kvs.values.set(
          name,
          kvs.values.get(names.object({ id: testObject(9).id, revision: 1, placement: 0 }, 1)) ?? "",
        ),
    ],
  ];
  it.each(tamperings)(
    "with a value (%s) damages its object only, until it is written again",
    async (_, tamper) => {
      const victim = testObject(42);
      tamper(names.object({ id: victim.id, revision: 1, placement: 0 }, 1));
      for (const store of [computer.store, createKvsComputer(kvs.client).store]) {
        const found = await read(store, idsOf(objects));
        expect(found).toEqual(
          objects.map((object) => (object.id === victim.id ? "cipher.tampered" : object)),
        );
      }
      expect(await write(computer.store, victim)).toEqual(["ok"]);
      expect(await read(createKvsComputer(kvs.client).store, idsOf(objects))).toEqual(objects);
    },
  );

  it("with a page of the index hides its objects from a new computer only, and a rewrite heals it", async () => {
    const before = new Set(kvs.values.keys());
    await write(computer.store, testObject(200));
    const page =
      kvs.seen.at(-3)?.pairs.find(({ key, value }) => !before.has(key) && value.length > 200)?.key ?? "";
    const all = [...objects, testObject(200)];
    const runs = new Set(
      all.flatMap(({ id }) => [0, 1].map((chunk) => names.object({ id, revision: 1, placement: 0 }, chunk))),
    );
    const pages = [...kvs.values]
      .filter(([name, value]) => value !== "" && !runs.has(name))
      .map(([name]) => name);
    const roots = [names.root(0, 0), names.root(1, 0)];
    const victim = pages.find((name) => !roots.includes(name) && name !== page) ?? "";
    change(victim);
    expect(await read(computer.store, idsOf(all))).toEqual(all);
    const fresh = createKvsComputer(kvs.client);
    const found = await read(fresh.store, idsOf(all));
    const damaged = found.filter((one) => one === "cipher.tampered").length;
    expect(damaged).toBeGreaterThan(0);
    expect(damaged).toBeLessThan(40);
    expect(found.filter((one) => typeof one === "object")).toHaveLength(all.length - damaged);
    expect(await fresh.store.list(noAbort)).toMatchObject({ ok: false, error: { code: "cipher.tampered" } });
    const survey = await fresh.store.survey(noAbort);
    expect(survey).toMatchObject({ ok: true, value: { damagedPages: 1 } });
    const hidden = all.find((_, at) => found[at] === "cipher.tampered") ?? testObject(0);
    expect(await write(fresh.store, { ...hidden, revision: 9 })).toEqual(["cipher.tampered"]);
    expect((await fresh.store.rewrite(all, noAbort)).ok).toBe(true);
    expect(await read(createKvsComputer(kvs.client).store, idsOf(all))).toEqual(all);
  });

  it("with the latest root shows a new computer the state before, whole", async () => {
    const before = kvs.snapshot();
    await write(computer.store, testObject(3, 2));
    const slot = [0, 1].find((at) => {
      const name = names.root(at as 0 | 1, 0);
      return before.get(name) !== kvs.values.get(name);
    });
    change(names.root(slot as 0 | 1, 0));
    expect(await read(createKvsComputer(kvs.client).store, idsOf(objects))).toEqual(objects);
    expect(await read(computer.restart().store, idsOf(objects).slice(0, 1))).toEqual(
      [objects[0]].fill(undefined).map(() => "store.rolled-back"),
    );
  });

  it("with both roots is told, and nothing is overwritten by itself", async () => {
    await write(computer.store, testObject(3, 2));
    kvs.values.set(names.root(0, 0), "somebody else's");
    kvs.values.set(names.root(1, 0), "somebody-else-s");
    const fresh = createKvsComputer(kvs.client);
    const held = kvs.values.get(names.root(0, 0));
    expect(await write(fresh.store, testObject(1, 3))).toEqual(["cipher.tampered"]);
    expect(kvs.values.get(names.root(0, 0))).toBe(held);
    expect(await read(fresh.store, idsOf(objects).slice(0, 1))).toEqual(["cipher.tampered"]);
  });
});

describe("a later version of the app", () => {
  it("is told and left alone", async () => {
    await write(computer.store, ...testObjects(3));
    const newer: ObjectCipher = { ...testCipher, open: () => fail("cipher.newer-version") };
    const values = kvs.snapshot();
    const old = createKvsComputer(kvs.client, { cipher: newer });
    expect(await read(old.store, [testObject(1).id])).toEqual(["cipher.newer-version"]);
    expect(await old.store.rewrite([], noAbort)).toMatchObject({ error: { code: "cipher.newer-version" } });
    expect(kvs.snapshot()).toEqual(values);
  });
});
