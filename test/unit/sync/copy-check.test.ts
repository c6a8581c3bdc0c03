/** Copies compared with this computer, and mended from whichever side is whole. */
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { appError, fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import { checkCopies } from "#sync/copy-check.ts";
import type { Store, StoredObject, StoreError } from "#stores/store.port.ts";
import type { CopyBench } from "#test/support/copy-check-bench.ts";
import { broken, createCopyBench, isWhole, storeWith, whole } from "#test/support/copy-check-bench.ts";
import { entryIdOf } from "#test/support/lane-bench.ts";
import { codeOf } from "#test/support/outcomes.ts";

const clean = { equal: 0, missing: 0, different: 0, damaged: 0, foreign: 0, repaired: 0 };

let bench: CopyBench;
beforeEach(() => {
  bench = createCopyBench();
});

/** The figures of a check, and those of one afterwards. */
const figuresOf = async (repair: boolean) => (await bench.check(repair)).figures;

describe("without repair", () => {
  it("tells how each copy stands and changes nothing", async () => {
    bench.put("here", whole(1, 5), whole(2, 5), whole(3, 5), whole(4, 5), whole(5, 5), broken(6, 5));
    bench.put("there", whole(1, 5), whole(3, 4), whole(4, 6), broken(5, 5), whole(6, 5), whole(7, 1));
    const before = [[...bench.here.objects], [...bench.there.objects]];
    const { figures, findings, mended } = await bench.check(false);
    expect(figures).toEqual({
      checked: 6,
      equal: 1,
      missing: 1,
      different: 2,
      damaged: 2,
      foreign: 1,
      repaired: 0,
    });
    expect([1, 2, 3, 4, 5, 6].map((n) => findings.get(entryIdOf(n)))).toEqual([
      "equal",
      "missing",
      "different",
      "different",
      "damaged",
      "damaged",
    ]);
    expect([mended.size, bench.adopted]).toEqual([0, []]);
    expect([[...bench.here.objects], [...bench.there.objects]]).toEqual(before);
  });

  it("calls another sealing of the same revision equal, as after a rotation", async () => {
    bench.put("here", whole(1, 5, "now"));
    bench.put("there", whole(1, 5, "before"));
    expect(await figuresOf(false)).toEqual({ ...clean, checked: 1, equal: 1 });
  });

  it("calls two equal ones damaged that both do not open", async () => {
    bench.put("here", broken(1, 5));
    bench.put("there", broken(1, 5));
    expect(await figuresOf(true)).toEqual({ ...clean, checked: 1, damaged: 1 });
  });
});

describe("with repair", () => {
  it("writes what is missing, older or damaged there", async () => {
    bench.put("here", whole(1, 5), whole(2, 5), whole(3, 5));
    bench.put("there", whole(2, 4), broken(3, 5));
    expect(await figuresOf(true)).toEqual({
      ...clean,
      checked: 3,
      missing: 1,
      different: 1,
      damaged: 1,
      repaired: 3,
    });
    expect([1, 2, 3].map((n) => bench.object("there", n))).toEqual([whole(1, 5), whole(2, 5), whole(3, 5)]);
    expect(await figuresOf(false)).toEqual({ ...clean, checked: 3, equal: 3 });
  });

  it("takes over what is newer there, or damaged here", async () => {
    bench.put("here", whole(1, 5), broken(2, 5), broken(3, 5));
    bench.put("there", whole(1, 6), whole(2, 5), whole(3, 4));
    const figures = await figuresOf(true);
    // An older one does not take the place of ours: the vault's own history has that.
    expect(figures).toEqual({ ...clean, checked: 3, different: 1, damaged: 2, repaired: 2 });
    expect(bench.adopted).toEqual([whole(1, 6), whole(2, 5)]);
  });

  it("takes over what is only there if it is ours, and leaves what is not", async () => {
    bench.put("there", whole(1, 3), broken(2, 3));
    expect(await figuresOf(false)).toEqual({ ...clean, checked: 0, foreign: 2 });
    expect(bench.adopted).toEqual([]);
    // What was taken over counts as compared and mended; what is left is still only there.
    expect(await figuresOf(true)).toEqual({ ...clean, checked: 1, different: 1, foreign: 1, repaired: 1 });
    expect(bench.adopted).toEqual([whole(1, 3)]);
    expect(bench.object("there", 2)).toEqual(broken(2, 3));
  });

  it("does not count what was taken over for what could not be mended", async () => {
    bench.put("here", broken(1, 5));
    bench.put("there", broken(1, 5), whole(2, 1));
    const { checked, missing, different, damaged, repaired } = await figuresOf(true);
    expect([checked, missing + different + damaged - repaired]).toEqual([2, 1]);
  });

  it("leaves a newer one there that does not open: another computer may still have it", async () => {
    bench.put("here", whole(1, 5));
    bench.put("there", broken(1, 9));
    expect(await figuresOf(true)).toEqual({ ...clean, checked: 1, damaged: 1 });
    expect([bench.object("here", 1), bench.object("there", 1)]).toEqual([whole(1, 5), broken(1, 9)]);
  });
});

describe("a store that fails", () => {
  const failing = (error: StoreError, from = 1) => {
    let reads = 0;
    const { remote } = bench.parts(true);
    return storeWith(remote, {
      readMany: (ids, signal) => {
        reads += 1;
        if (reads < from) return remote.readMany(ids, signal);
        return Promise.resolve(ids.map((id) => ({ id, result: err(error) })));
      },
    });
  };

  it.each([
    "store.unreachable",
    "store.busy",
    "store.consent-ended",
    "store.no-permission",
    "store.rolled-back",
    "session.expired",
    "keychain.locked",
    "keychain.unavailable",
    "scan.cancelled",
  ] as const)("with %s ends the check, and nothing is called damaged", async (code) => {
    bench.put("here", whole(1, 5), whole(2, 5));
    const checked = await checkCopies(bench.parts(true, { remote: failing(appError(code)) }));
    expect([codeOf(checked), bench.there.objects.size]).toEqual([code, 0]);
  });

  it("with one answer for all of a batch ends the check; with one for one object only that is damaged", async () => {
    bench.put("here", whole(1, 5), whole(2, 5));
    bench.put("there", whole(1, 5), whole(2, 5));
    const all = await checkCopies(bench.parts(false, { remote: failing(appError("store.bad-reply")) }));
    expect(codeOf(all)).toBe("store.bad-reply");
    const { remote } = bench.parts(false);
    const one = storeWith(remote, {
      readMany: async (ids, signal) =>
        (await remote.readMany(ids, signal)).map((outcome) =>
          outcome.id === entryIdOf(2) ? { id: outcome.id, result: fail("store.bad-reply") } : outcome,
        ),
    });
    expect((await bench.check(false, { remote: one })).figures).toEqual({
      ...clean,
      checked: 2,
      equal: 1,
      damaged: 1,
    });
  });

  it("at the list ends the check, unless only its index is damaged", async () => {
    bench.put("here", whole(1, 5));
    const { remote } = bench.parts(true);
    const listing = (error: StoreError) => storeWith(remote, { list: () => Promise.resolve(err(error)) });
    const away = listing(appError("store.unreachable"));
    expect(codeOf(await checkCopies(bench.parts(true, { remote: away })))).toBe("store.unreachable");
    const figures = (await bench.check(true, { remote: listing(appError("cipher.tampered")) })).figures;
    expect(figures).toEqual({ ...clean, checked: 1, missing: 1, repaired: 1 });
  });

  it("while taking over is told too", async () => {
    bench.put("there", whole(1, 5));
    const checked = await checkCopies(bench.parts(true, { remote: failing(appError("store.unreachable")) }));
    expect([codeOf(checked), bench.adopted]).toEqual(["store.unreachable", []]);
  });

  it("without a list is checked all the same", async () => {
    bench.put("here", whole(1, 5));
    const remote: Store = { ...bench.parts(true).remote };
    delete remote.list;
    expect((await bench.check(true, { remote })).figures).toEqual({
      ...clean,
      checked: 1,
      missing: 1,
      repaired: 1,
    });
  });

  it("at writing leaves the copy unmended", async () => {
    bench.put("here", whole(1, 5), whole(2, 5));
    const { remote } = bench.parts(true);
    const full = storeWith(remote, {
      writeMany: (objects) => Promise.resolve(objects.map(({ id }) => ({ id, result: fail("store.full") }))),
    });
    expect((await bench.check(true, { remote: full })).figures).toEqual({ ...clean, checked: 2, missing: 2 });
  });
});

describe("a check of many", () => {
  const many = Array.from({ length: 450 }, (_, at): StoredObject => {
    const id = at.toString(16).padStart(32, "0");
    return { id, revision: 1, blob: new TextEncoder().encode(`${id} 1 `) };
  });

  it("tells how far it is", async () => {
    bench.put("here", ...many);
    const told: (readonly number[])[] = [];
    await bench.check(true, { progress: (done, total) => told.push([done, total]) });
    expect(told).toEqual([
      [200, 450],
      [400, 450],
      [450, 450],
    ]);
    expect(bench.there.objects.size).toBe(450);
  });

  it.each(["the list", "the first batch", "taking over"])("can be cancelled at %s", async (when) => {
    bench.put(when === "taking over" ? "there" : "here", ...many);
    const stop = new AbortController();
    const { signal } = stop;
    const { remote } = bench.parts(true);
    const watched = storeWith(remote, {
      list: (given) => {
        if (when === "the list") stop.abort();
        return remote.list?.(given) ?? Promise.resolve(ok([]));
      },
      readMany: (ids, given) => {
        stop.abort();
        return remote.readMany(ids, given);
      },
    });
    const checked = await checkCopies(bench.parts(true, { remote: watched, signal }));
    expect([codeOf(checked), bench.adopted, bench.there.objects.size]).toEqual([
      "task.cancelled",
      [],
      when === "taking over" ? 450 : 0,
    ]);
  });
});

describe("whatever is found", () => {
  const side = fc.option(fc.record({ revision: fc.integer({ min: 1, max: 3 }), isBroken: fc.boolean() }), {
    nil: null,
  });

  it("after repair all pairs are equal where one side was whole, and nothing that opened is lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(side, side), { maxLength: 8 }), async (pairs) => {
        bench = createCopyBench();
        const make = (n: number, one: { revision: number; isBroken: boolean } | null) =>
          one === null ? null : one.isBroken ? broken(n, one.revision) : whole(n, one.revision);
        for (const [n, [ours, theirs]] of pairs.entries()) {
          bench.put("here", ...[make(n, ours) ?? []].flat());
          bench.put("there", ...[make(n, theirs) ?? []].flat());
        }
        await bench.check(true);
        for (const [n, [ours, theirs]] of pairs.entries()) {
          const [mine, other] = [make(n, ours), make(n, theirs)];
          const best = [mine, other]
            .filter((one) => one !== null && isWhole(one))
            .sort((x, y) => (y?.revision ?? 0) - (x?.revision ?? 0))[0];
          // What does not open stays in the place of what is older, on either side.
          const after = (one: StoredObject | null) =>
            one !== null && !isWhole(one) && one.revision > (best?.revision ?? 0) ? one : (best ?? one);
          expect(bench.object("here", n)).toEqual(after(mine));
          expect(bench.object("there", n)).toEqual(after(other));
        }
      }),
    );
  });
});
