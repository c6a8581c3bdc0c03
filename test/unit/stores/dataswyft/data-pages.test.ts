/** Reading a list to its end while it changes: nothing that stays is missed, and answers too large are asked for in parts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { err, ok } from "#contract/result.ts";
import { fromBase64, toBase64 } from "#stores/base64.ts";
import { inBatches } from "#stores/dataswyft/batches.ts";
import { readPages } from "#stores/dataswyft/data-pages.ts";
import type { ReadPage } from "#stores/dataswyft/data-pages.ts";
import type { DataRecord } from "#stores/dataswyft/data-record.ts";
import { failureOfHttp } from "#stores/dataswyft/error-table.ts";
import { noAbort } from "#test/support/dataswyft-bench.ts";

const record = (recordId: string): DataRecord => ({ recordId, data: null });
const many = (count: number): DataRecord[] => Array.from({ length: count }, (_, at) => record(`r${at}`));

/** Pages of a list, `limit` records an answer at most; `before` changes the list before a page. */
const pages = (
  list: DataRecord[],
  limit = Infinity,
  before: (page: number) => void = () => undefined,
): { readonly read: ReadPage; readonly asked: { skip: number; take: number }[] } => {
  const asked: { skip: number; take: number }[] = [];
  return {
    asked,
    read: ({ skip, take }) => {
      before(asked.length);
      asked.push({ skip, take });
      const found = list.slice(skip, skip + take);
      return Promise.resolve(found.length > limit ? err(failureOfHttp({ reason: "too-large" })) : ok(found));
    },
  };
};

describe("a list", () => {
  it.each([0, 1, 999, 1_000, 1_001, 2_000, 3_456])("of %i records is read whole", async (count) => {
    const { read } = pages(many(count));
    expect(await readPages(read, noAbort)).toEqual({ ok: true, value: many(count) });
  });

  it("of up to 999 takes one request", async () => {
    const { read, asked } = pages(many(999));
    await readPages(read, noAbort);
    expect(asked).toEqual([{ skip: 0, take: 1_000 }]);
  });

  it("that is too large for an answer is asked for in smaller parts", async () => {
    const { read, asked } = pages(many(700), 200);
    expect(await readPages(read, noAbort)).toEqual({ ok: true, value: many(700) });
    expect(asked.length).toBeLessThan(15);
    expect(await readPages(pages(many(9), 2).read, noAbort)).toEqual({ ok: true, value: many(9) });
  });

  it("of records that are each too large is a bad reply, not a loop", async () => {
    const result = await readPages(pages(many(9), 1).read, noAbort);
    expect(result).toMatchObject({ ok: false, error: { error: { code: "store.bad-reply" } } });
  });

  it("that never stands still is given up", async () => {
    const list = many(2_500);
    const { read } = pages(list, Infinity, () => void list.shift());
    expect(await readPages(read, noAbort)).toMatchObject({ error: { error: { code: "store.busy" } } });
  });

  it("misses nothing that was there all the time, whatever moves once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1_000, max: 2_300 }),
        fc.array(fc.nat(2_299), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        async (count, victims, at, isRemoved) => {
          const list = many(count);
          const touched = new Set<string>();
          const { read } = pages(list, Infinity, (page) => {
            if (page !== at) return;
            for (const victim of victims) {
              const [moved] = list.splice(victim % list.length, 1);
              if (moved === undefined) continue;
              touched.add(moved.recordId);
              if (!isRemoved) list.push(moved);
            }
          });
          const result = await readPages(read, noAbort);
          const seen = new Set(result.ok ? result.value.map(({ recordId }) => recordId) : []);
          for (const { recordId } of many(count)) {
            if (!touched.has(recordId)) expect(seen.has(recordId)).toBe(true);
          }
          if (!isRemoved && result.ok) expect(seen.size).toBe(count);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("batches", () => {
  it("keep order, limits and every item", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 })), (sizes) => {
        const batches = inBatches(sizes, { items: 4, bytes: 60 }, (size) => size);
        expect(batches.flat()).toEqual(sizes);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(4);
          expect(batch.length === 1 || batch.reduce((sum, size) => sum + size, 0) <= 60).toBe(true);
        }
      }),
    );
  });
});

describe("base64", () => {
  it("is the standard one, both ways", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64"));
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
    const large = new Uint8Array(100_001).map((_, at) => at % 251);
    expect(toBase64(large)).toBe(Buffer.from(large).toString("base64"));
    expect(fromBase64("?")).toBeNull();
  });
});
