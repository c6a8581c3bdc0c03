/** A KVS write cut short at every place where it can be: the old state or the new one, never a mix. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StoredObject } from "#stores/store.port.ts";
import { writeCounters } from "#test/support/counters.ts";
import type { FakeKvs, KvsFault } from "#test/support/fake-kvs.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import type { KvsComputer } from "#test/support/kvs-computer.ts";
import { createKvsComputer, noAbort, testObject, testObjects } from "#test/support/kvs-computer.ts";

type State = ReadonlyMap<string, StoredObject>;

/** A service and a computer as they were, to begin from again and again. */
interface Start {
  readonly values: ReadonlyMap<string, string>;
  readonly memory: Uint8Array | null;
  readonly state: State;
  readonly settings: { readonly namesPerRequest: number; readonly pairsPerRequest: number };
}

interface Point {
  readonly request: number;
  readonly fault: KvsFault;
}

let points = 0;
afterAll(() => writeCounters("kvs-torn", { kvsTornPoints: points }));

const stateOf = (objects: readonly StoredObject[]): State =>
  new Map(objects.map((object) => [object.id, object]));

const prepare = async (count: number, settings: Start["settings"]): Promise<Start> => {
  const kvs = createFakeKvs();
  const computer = createKvsComputer(kvs.client, { settings });
  const objects = testObjects(count);
  await computer.store.writeMany(objects, noAbort);
  // A second commit, so that both slots hold a root and there is something to clear.
  await computer.store.writeMany([testObject(0, 2)], noAbort);
  const state = stateOf([...objects.slice(1), testObject(0, 2)]);
  return { values: kvs.snapshot(), memory: computer.memory(), state, settings };
};

const restore = (start: Start): { kvs: FakeKvs; computer: KvsComputer } => {
  const kvs = createFakeKvs();
  kvs.restore(start.values);
  const { memory, settings } = start;
  return { kvs, computer: createKvsComputer(kvs.client, { memory, settings }) };
};

/** Every place to cut: before and after each request, and after each pair inside a store request. */
const pointsOf = (kvs: FakeKvs): readonly Point[] =>
  kvs.seen.flatMap(({ kind, pairs }, request): readonly Point[] => {
    if (kind === "read") return [{ request, fault: { kind: "lost" } }];
    const torn = pairs.map((_, applied): Point => ({ request, fault: { kind: "torn", applied } }));
    return [...torn, { request, fault: { kind: "unanswered" } }];
  });

const cutAt = (kvs: FakeKvs, { request, fault }: Point): void => {
  kvs.reset();
  // What comes after the cut does not arrive either: the line is dead until the test repairs it.
  kvs.fault = (index) => (index === request ? fault : index > request ? { kind: "lost" } : null);
};

const readAll = async (computer: KvsComputer, ids: readonly string[]): Promise<State> => {
  const outcomes = await computer.store.readMany(ids, noAbort);
  const found = outcomes.map(({ result }) => {
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  });
  return stateOf(found.filter((object) => object !== null));
};

const isSame = (a: State, b: State): boolean =>
  a.size === b.size &&
  [...a].every(([id, object]) => {
    const other = b.get(id);
    return other?.revision === object.revision && Buffer.compare(other.blob, object.blob) === 0;
  });

/** An operation and the state it leads to; true when every part of it was acknowledged. */
interface Operation {
  readonly run: (computer: KvsComputer) => Promise<boolean>;
  readonly after: State;
}

const checkPoint = async (start: Start, operation: Operation, point: Point): Promise<void> => {
  points++;
  const { kvs, computer } = restore(start);
  cutAt(kvs, point);
  const isDone = await operation.run(computer);
  kvs.reset();
  const ids = [...new Set([...start.state.keys(), ...operation.after.keys()])];
  const seen = await readAll(createKvsComputer(kvs.client), ids);
  const isNew = isSame(seen, operation.after);
  expect(isNew || isSame(seen, start.state), `a mix at ${JSON.stringify(point)}`).toBe(true);
  if (isDone) expect(isNew).toBe(true);
  for (const again of [computer.restart(), computer]) {
    const values = kvs.snapshot();
    expect(isSame(await readAll(again, ids), seen)).toBe(true);
    expect(await operation.run(again), `the retry at ${JSON.stringify(point)}`).toBe(true);
    expect(isSame(await readAll(createKvsComputer(kvs.client), ids), operation.after)).toBe(true);
    if (again !== computer) kvs.restore(values);
  }
};

const allPoints = async (start: Start, operation: Operation): Promise<readonly Point[]> => {
  const { kvs, computer } = restore(start);
  expect(await operation.run(computer)).toBe(true);
  return pointsOf(kvs);
};

const writing = (start: Start, objects: readonly StoredObject[]): Operation => ({
  run: async (computer) => {
    const outcomes = await computer.store.writeMany(objects, noAbort);
    return outcomes.every(({ result }) => result.ok);
  },
  after: stateOf([...start.state.values(), ...objects]),
});

const deleting = (start: Start, ids: readonly string[]): Operation => ({
  run: async (computer) => {
    const outcomes = await computer.store.deleteMany(ids, noAbort);
    return outcomes.every(({ result }) => result.ok);
  },
  after: stateOf([...start.state.values()].filter(({ id }) => !ids.includes(id))),
});

describe("a small vault, requests of eight pairs", () => {
  let start: Start;
  beforeAll(async () => {
    start = await prepare(20, { namesPerRequest: 16, pairsPerRequest: 8 });
  });

  const check = async (operation: Operation): Promise<void> => {
    const all = await allPoints(start, operation);
    expect(all.length).toBeGreaterThan(8);
    for (const point of all) await checkPoint(start, operation, point);
  };

  it("one new object", () => check(writing(start, [testObject(50)])));
  it("one changed object", () => check(writing(start, [testObject(3, 2)])));
  it("the same revision sealed anew", () =>
    check(writing(start, [{ ...testObject(3, 1), blob: testObject(77, 7, 300).blob }])));
  it("a long object, new and changed ones together", () =>
    check(writing(start, [testObject(60, 1, 3000), testObject(5, 2, 600), testObject(6, 2, 10)])));
  it("growth of the index", () =>
    check(
      writing(
        start,
        Array.from({ length: 20 }, (_, number) => testObject(100 + number, 1, 20)),
      ),
    ));
  it("deletion", () => check(deleting(start, [testObject(1).id, testObject(2).id])));
});

describe("a vault of 700, whose root takes two values", () => {
  it("one changed object", async () => {
    const start = await prepare(700, { namesPerRequest: 256, pairsPerRequest: 64 });
    const operation = writing(start, [testObject(9, 2)]);
    const all = await allPoints(start, operation);
    const last = Math.max(...all.map(({ request }) => request));
    for (const point of all.filter(({ request }) => request === last).slice(0, 6))
      await checkPoint(start, operation, point);
  });
});

describe("a rewrite", () => {
  it("leaves what was there until the new root is in place", async () => {
    const start = await prepare(20, { namesPerRequest: 16, pairsPerRequest: 8 });
    const objects = [...start.state.values()].map((object) => ({ ...object, revision: object.revision + 5 }));
    const operation: Operation = {
      run: async (computer) => (await computer.store.rewrite(objects, noAbort)).ok,
      after: stateOf(objects),
    };
    const all = await allPoints(start, operation);
    for (const point of all) await checkPoint(start, operation, point);
  });
});

describe("cancelling", () => {
  it("leaves the old state or the new one, whenever it comes", async () => {
    const start = await prepare(20, { namesPerRequest: 16, pairsPerRequest: 8 });
    const objects = [testObject(5, 2, 900), testObject(70)];
    const operation = writing(start, objects);
    const all = await allPoints(start, operation);
    for (const request of new Set(all.map((point) => point.request))) {
      const { kvs, computer } = restore(start);
      const cancel = new AbortController();
      kvs.before = (index) => {
        if (index === request) cancel.abort();
        return Promise.resolve();
      };
      const outcomes = await computer.store.writeMany(objects, cancel.signal);
      const ids = [...operation.after.keys()];
      const seen = await readAll(createKvsComputer(kvs.client), ids);
      const isNew = isSame(seen, operation.after);
      expect(isNew || isSame(seen, start.state)).toBe(true);
      if (outcomes.every(({ result }) => result.ok)) expect(isNew).toBe(true);
    }
  });
});
