import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdingsOf } from "#stores/named/holdings.ts";
import { nameOfPart, partNameBytes, readPartName, writingOf } from "#stores/named/part-names.ts";
import type { Store } from "#stores/store.port.ts";
import { noAbort, readFrom, testObject, testObjects, writeTo } from "#test/support/kvs-computer.ts";
import { createMemoryValues, createValuesBackend } from "#test/support/memory-values.ts";
import { createNamedComputer, testFolder } from "#test/support/named-computer.ts";

const hexOf = (length: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16)),
    minLength: length,
    maxLength: length,
  });

const partArbitrary = fc
  .record({
    id: hexOf(32),
    revision: fc.maxSafeNat(),
    writing: hexOf(20),
    parts: fc.integer({ min: 0, max: 0xfffff }),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ at, ...name }) => ({ ...name, part: Math.floor(at * name.parts) }));

class Torn extends Error {}

/** Lets `steps` steps happen, then ends the writer as a crash would. */
const writeTorn = async (
  store: Store,
  backend: ReturnType<typeof createValuesBackend>,
  steps: number,
  change: (store: Store) => Promise<unknown>,
): Promise<boolean> => {
  let left = steps;
  backend.before = () => {
    left -= 1;
    return left < 0 ? Promise.reject(new Torn()) : Promise.resolve();
  };
  try {
    await change(store);
    return false;
  } catch (cause) {
    if (!(cause instanceof Torn)) throw cause;
    return true;
  } finally {
    backend.before = () => Promise.resolve();
  }
};

describe("names of parts", () => {
  it("are read back as they were written, and are never longer than said", () => {
    fc.assert(
      fc.property(partArbitrary, (part) => {
        const name = nameOfPart(testFolder, part);
        expect(readPartName(testFolder, name)).toEqual(part);
        expect(name.length - testFolder.length - 1).toBeLessThanOrEqual(partNameBytes);
        expect(name).toMatch(/^[0-9a-f/-]+$/);
      }),
    );
  });

  it.each([
    "",
    "other/0",
    `${testFolder}/readme`,
    `${testFolder}/${"0".repeat(32)}-${"f".repeat(14)}-${"0".repeat(20)}-0-1`,
    `${testFolder}/${"0".repeat(32)}-${"0".repeat(14)}-${"0".repeat(20)}-2-2`,
    `${testFolder}/${"0".repeat(32)}-${"0".repeat(14)}-${"0".repeat(20)}-1-0`,
  ])("leave “%s” alone", (name) => {
    expect(readPartName(testFolder, name)).toBeNull();
    expect(holdingsOf(testFolder, [{ name }]).objects.size).toBe(0);
  });

  it("rise with time", () => {
    expect(writingOf(2, "0".repeat(9)) > writingOf(1, "f".repeat(9))).toBe(true);
    expect(writingOf(1e12, "0".repeat(9)) > writingOf(9e11, "f".repeat(9))).toBe(true);
  });
});

describe("a named store", () => {
  const start = () => {
    const backend = createValuesBackend();
    const values = createMemoryValues(backend, { maxNameBytes: 200, maxValueBytes: 100, batch: 7 });
    return { backend, values, open: () => createNamedComputer(values) };
  };

  it("keeps the former object or has the new one whole, wherever a write is torn", async () => {
    for (let steps = 0; ; steps++) {
      const { backend, open } = start();
      const store = open();
      await writeTo(store, testObject(1, 1, 450));
      const wasTorn = await writeTorn(store, backend, steps, (on) => writeTo(on, testObject(1, 2, 620)));
      const [found] = await readFrom(open(), [testObject(1).id]);
      expect([testObject(1, 1, 450), testObject(1, 2, 620)]).toContainEqual(found);
      expect(await writeTo(open(), testObject(1, 2, 620))).toEqual(
        found && (found as { revision: number }).revision === 2 ? ["ok"] : ["store.conflict"],
      );
      const again = open();
      await readFrom(again, [testObject(1).id]);
      expect(await writeTo(again, testObject(1, 3, 80))).toEqual(["ok"]);
      expect(backend.held.size).toBe(1);
      if (!wasTorn) break;
    }
  });

  it("never has half a deletion", async () => {
    for (let steps = 0; ; steps++) {
      const { backend, open } = start();
      const store = open();
      await writeTo(store, testObject(1, 1, 450));
      const wasTorn = await writeTorn(store, backend, steps, (on) =>
        on.deleteMany([testObject(1).id], noAbort),
      );
      const [found] = await readFrom(open(), [testObject(1).id]);
      expect([testObject(1, 1, 450), null]).toContainEqual(found);
      if (!wasTorn) break;
    }
  });

  it("of two that write at once loses neither unseen", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, isFirstHigher) => {
        const { backend, open } = start();
        await writeTo(open(), testObject(1, 1));
        backend.before = () => scheduler.schedule(Promise.resolve());
        const computers = [open(), open()];
        const revisions = isFirstHigher ? [9, 5] : [5, 9];
        for (const store of computers) await scheduler.waitFor(readFrom(store, [testObject(1).id]));
        const outcomes = await scheduler.waitFor(
          Promise.all(computers.map((store, at) => writeTo(store, testObject(1, revisions[at] ?? 0)))),
        );
        backend.before = () => Promise.resolve();
        const winners = revisions.filter((_, at) => outcomes[at]?.[0] === "ok");
        expect(winners.length).toBeLessThanOrEqual(1);
        const [found] = (await readFrom(open(), [testObject(1).id])) as [{ revision: number } | null];
        // Whoever was told "ok" is what everybody finds; with no winner nothing older was lost.
        if (winners.length === 1) expect(found?.revision).toBe(winners[0]);
        expect(found).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it("replaces what its own vault knows, though it was started anew", async () => {
    const { values, open } = start();
    await writeTo(open(), testObject(1, 5));
    const store = createNamedComputer(values, { knows: (_, revision) => revision === 5 });
    expect(await writeTo(store, testObject(1, 6))).toEqual(["ok"]);
    expect(await writeTo(open(), testObject(1, 7))).toEqual(["store.conflict"]);
  });

  it("is not made the older one by a clock that was set back", async () => {
    const { values, open } = start();
    await writeTo(open(), testObject(1, 5));
    const late = createNamedComputer(values, { now: () => 1_000 });
    const sealedAnew = { ...testObject(1, 5), blob: testObject(8, 8, 90).blob };
    expect(await writeTo(late, sealedAnew)).toEqual(["ok"]);
    expect(await readFrom(open(), [sealedAnew.id])).toEqual([sealedAnew]);
  });

  it("removes everything of its folder and nothing else", async () => {
    const { backend, open } = start();
    const store = open();
    await writeTo(store, ...testObjects(12));
    await store.deleteMany([testObject(3).id], noAbort);
    backend.held.set("another/thing", Uint8Array.of(1));
    const removed = await store.removeAll(noAbort);
    expect(removed.ok && removed.value > 12).toBe(true);
    expect([...backend.held.keys()]).toEqual(["another/thing"]);
    expect(await writeTo(store, testObject(1, 1))).toEqual(["ok"]);
  });

  it("costs two lists and a write for a new object, whatever else is there", async () => {
    const { backend, open } = start();
    const store = open();
    await writeTo(store, ...testObjects(100));
    backend.steps = 0;
    await writeTo(store, testObject(200, 1, 90));
    expect(backend.steps).toBe(3);
  });

  it("refuses names that the service could not keep", async () => {
    const { backend } = start();
    const values = createMemoryValues(backend, { maxNameBytes: 60, maxValueBytes: 100, batch: 7 });
    expect(await writeTo(createNamedComputer(values), testObject(1))).toEqual(["store.name-too-long"]);
    expect(backend.held.size).toBe(0);
  });
});
