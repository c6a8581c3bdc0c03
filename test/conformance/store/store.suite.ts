/** What every store does, whatever is below its port: one suite, run against each. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store, StoredObject, StoreId } from "#stores/store.port.ts";
import { writeCounters } from "#test/support/counters.ts";
import { noAbort, testObject, testObjects } from "#test/support/kvs-computer.ts";

/** A place that several stores share. */
export interface StoreBackend {
  /** The store of one more computer. */
  open(): Store;
  /** Ends the session before the nth request from now; absent where there is no session. */
  expireAt?(request: number): Promise<void>;
  /** Begins a new session. */
  renew?(): Promise<void>;
  dispose(): Promise<void>;
}

/** What is told of a backend. */
export interface StoreSuiteOptions {
  /** The longest blob tried. */
  readonly largest: number;
  /** Whether the backend can end a session. */
  readonly hasSessions: boolean;
  /** The place that conforms, by its own part of the product, when every test here holds. */
  readonly conforms?: StoreId;
}

/** Counts the place in the report if all of the suite ran and held. */
const countConforming = (place: StoreId): void => {
  let hasFailed = false;
  afterEach(({ task }) => {
    hasFailed ||= task.result?.state === "fail";
  });
  afterAll(() => {
    if (!hasFailed) writeCounters(`store-${place}`, { storesConforming: [place] });
  });
};

/** Runs the suite. */
export const storeSuite = (
  name: string,
  start: () => Promise<StoreBackend>,
  { largest, hasSessions, conforms }: StoreSuiteOptions,
): void => {
  let backend: StoreBackend;
  let store: Store;

  const write = async (on: Store, ...objects: readonly StoredObject[]): Promise<readonly string[]> =>
    (await on.writeMany(objects, noAbort)).map(({ result }) => (result.ok ? "ok" : result.error.code));
  const read = async (on: Store, ...ids: readonly string[]): Promise<readonly unknown[]> =>
    (await on.readMany(ids, noAbort)).map(({ result }) => (result.ok ? result.value : result.error.code));

  describe(`store: ${name}`, () => {
    if (conforms !== undefined) countConforming(conforms);
    beforeEach(async () => {
      backend = await start();
      store = backend.open();
    });
    afterEach(() => backend.dispose());

    it.each([0, 1, 183, 184, 185, 376, 377, 1000, largest])(
      "gives back %i bytes as they were",
      async (bytes) => {
        const object = testObject(1, 5, bytes);
        expect(await write(store, object)).toEqual(["ok"]);
        expect(await read(store, object.id)).toEqual([object]);
        expect(await read(backend.open(), object.id)).toEqual([object]);
      },
    );

    it("takes and gives back a batch of 300, one outcome for each, in order", async () => {
      const objects = testObjects(300);
      const outcomes = await store.writeMany(objects, noAbort);
      expect(outcomes.map(({ id }) => id)).toEqual(objects.map(({ id }) => id));
      expect(outcomes.every(({ result }) => result.ok)).toBe(true);
      const backwards = objects.map(({ id }) => id).reverse();
      expect(await read(backend.open(), ...backwards)).toEqual([...objects].reverse());
    });

    it("answers null for what it never had", async () => {
      expect(await read(store, testObject(1).id, testObject(2).id)).toEqual([null, null]);
    });

    it("keeps the latest revision", async () => {
      await write(store, testObject(1, 1), testObject(2, 1));
      expect(await write(store, testObject(1, 2, 900))).toEqual(["ok"]);
      const after = await read(backend.open(), testObject(1).id, testObject(2).id);
      expect(after).toEqual([testObject(1, 2, 900), testObject(2, 1)]);
    });

    it("takes the same revision again, whatever its bytes", async () => {
      await write(store, testObject(1, 1));
      const sealedAnew = { ...testObject(1, 1), blob: testObject(9, 9, 400).blob };
      expect(await write(store, sealedAnew)).toEqual(["ok"]);
      expect(await read(backend.open(), sealedAnew.id)).toEqual([sealedAnew]);
    });

    it("refuses a revision older than the one it has", async () => {
      await write(store, testObject(1, 5));
      expect(await write(store, testObject(1, 4))).toEqual(["store.conflict"]);
      expect(await read(store, testObject(1).id)).toEqual([testObject(1, 5)]);
    });

    it("deletes, also what is not there, and takes it again", async () => {
      await write(store, testObject(1), testObject(2));
      const outcomes = await store.deleteMany([testObject(1).id, testObject(7).id], noAbort);
      expect(outcomes.map(({ result }) => result.ok)).toEqual([true, true]);
      expect(await read(backend.open(), testObject(1).id, testObject(2).id)).toEqual([null, testObject(2)]);
      expect(await write(store, testObject(1, 2))).toEqual(["ok"]);
      expect(await read(backend.open(), testObject(1).id)).toEqual([testObject(1, 2)]);
    });

    it("lists what it has and nothing else", async () => {
      await write(store, ...testObjects(20), testObject(1, 3));
      await store.deleteMany([testObject(4).id], noAbort);
      const listed = (await backend.open().list?.(noAbort)) ?? { ok: false as const };
      const found = new Map(listed.ok ? listed.value.map(({ id, revision }) => [id, revision]) : []);
      expect(found.size).toBe(19);
      expect(found.get(testObject(1).id)).toBe(3);
      expect(found.has(testObject(4).id)).toBe(false);
    });

    it("sends nothing once it is cancelled", async () => {
      const aborted = AbortSignal.abort();
      const outcomes = await store.writeMany(testObjects(3), aborted);
      expect(outcomes.map(({ result }) => (result.ok ? "ok" : result.error.code))).toEqual(
        Array(3).fill("scan.cancelled"),
      );
      expect(await read(store, testObject(0).id)).toEqual([null]);
    });

    it("lets two computers write different objects without losing any", async () => {
      const other = backend.open();
      for (let round = 0; round < 6; round++) {
        expect(await write(store, testObject(2 * round))).toEqual(["ok"]);
        expect(await write(other, testObject(2 * round + 1))).toEqual(["ok"]);
      }
      const all = testObjects(12);
      expect(await read(backend.open(), ...all.map(({ id }) => id))).toEqual(all);
    });

    it("never overwrites what another computer wrote unseen, and does once it was read", async () => {
      const other = backend.open();
      await write(store, testObject(1, 1), testObject(2, 1));
      await read(other, testObject(1).id, testObject(2).id);
      expect(await write(other, testObject(1, 2))).toEqual(["ok"]);
      expect(await write(store, testObject(1, 3), testObject(2, 3))).toEqual(["store.conflict", "ok"]);
      expect(await read(store, testObject(1).id)).toEqual([testObject(1, 2)]);
      expect(await write(store, testObject(1, 3))).toEqual(["ok"]);
      const deleted = await other.deleteMany([testObject(1).id], noAbort);
      expect(deleted[0]?.result).toMatchObject({ ok: false, error: { code: "store.conflict" } });
      expect(await read(backend.open(), testObject(1).id)).toEqual([testObject(1, 3)]);
    });

    if (!hasSessions) return;

    it("keeps what was told before a session ended, and says of the rest that it did not go", async () => {
      const objects = testObjects(600);
      await backend.expireAt?.(20);
      const outcomes = await store.writeMany(objects, noAbort);
      const codes = outcomes.map(({ result }) => (result.ok ? "ok" : result.error.code));
      expect(new Set(codes)).toEqual(new Set(["ok", "session.expired"]));
      await backend.renew?.();
      const fresh = backend.open();
      const found = await read(fresh, ...objects.map(({ id }) => id));
      expect(found).toEqual(objects.map((object, at) => (codes[at] === "ok" ? object : null)));
      const rest = objects.filter((_, at) => codes[at] !== "ok");
      expect(new Set(await write(store, ...rest))).toEqual(new Set(["ok"]));
      expect(await read(backend.open(), ...objects.map(({ id }) => id))).toEqual(objects);
    });
  });
};
