/** Named values against the account's stand-in: lengths, batches, pages, crossing writers, other namespaces. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { NamedValues } from "#stores/named/named-values.port.ts";
import { connectDataswyft, createNotingHttp } from "#test/support/dataswyft-connected.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await startTestSandbox();
});
afterAll(() => box.dispose());
beforeEach(() => box.control("/reset", {}));

const never = new AbortController().signal;
const done = { ok: true, value: undefined };

/** Bytes that no compression or repetition hides mistakes in. */
const sample = (length: number, seed = 1): Uint8Array => {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    bytes[at] = state >> 16;
  }
  return bytes;
};

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const put = async (values: NamedValues, name: string, bytes: Uint8Array): Promise<unknown> =>
  (await values.write([{ name, bytes }], never)).get(name);
const get = async (values: NamedValues, name: string): Promise<unknown> =>
  (await values.read([name], never)).get(name);

interface Held {
  readonly records: { readonly endpoint: string; readonly data: Record<string, unknown> }[];
  readonly files: { readonly status: { readonly status: string }; readonly source: string }[];
}
const held = async (): Promise<Held> => ((await box.control("/objects")) as { dataswyft: Held }).dataswyft;
const standingFiles = async (): Promise<number> =>
  (await held()).files.filter(({ status }) => status.status !== "Deleted").length;

describe("lengths", () => {
  it.each([0, 1, 65_536, 65_537, 1_000_000, 20_000_000])("of %i bytes come back whole", async (length) => {
    const { values } = await connectDataswyft(box);
    const bytes = sample(length);
    expect(await put(values, "v/a", bytes)).toEqual(done);
    const { values: other } = await connectDataswyft(box);
    const read = (await other.read(["v/a"], never)).get("v/a");
    expect(read?.ok === true ? digest(read.value ?? new Uint8Array()) : read).toBe(digest(bytes));
    expect(await standingFiles()).toBe(length > 65_536 ? 1 : 0);
  });

  it("of the most that goes in a record, and one byte more whatever the settings say", async () => {
    const { values } = await connectDataswyft(box, { settings: { fileFromBytes: 9_000_000 } });
    expect(await put(values, "v/a", sample(7_000_000))).toEqual(done);
    expect(await standingFiles()).toBe(0);
    expect(await put(values, "v/b", sample(7_000_001))).toEqual(done);
    expect(await standingFiles()).toBe(1);
    const listed = await values.list("v/", never);
    expect(listed.ok ? listed.value.map(({ name, bytes }) => [name, bytes?.length]) : listed).toEqual([
      ["v/a", 7_000_000],
      ["v/b", undefined],
    ]);
  });

  it("over the limits are refused before anything is sent", async () => {
    const noting = createNotingHttp();
    const { values } = await connectDataswyft(box, { http: noting.http });
    const before = noting.seen.length;
    expect(await put(values, "n".repeat(201), sample(1))).toMatchObject({
      error: { code: "store.name-too-long", detail: { limit: 200 } },
    });
    expect(await put(values, "v", new Uint8Array(50_000_001))).toMatchObject({
      error: { code: "store.value-too-long" },
    });
    expect(noting.seen.length).toBe(before);
    expect(await put(values, "n".repeat(200), sample(1))).toEqual(done);
  });
});

describe("a life", () => {
  it("is written, overwritten, listed, missing, removed; grows into a file and shrinks out of it", async () => {
    const { values } = await connectDataswyft(box);
    expect(await get(values, "v/a")).toEqual({ ok: true, value: null });
    for (const [length, files] of [
      [10, 0],
      [80_000, 1],
      [90_000, 1],
      [20, 0],
    ] as const) {
      expect(await put(values, "v/a", sample(length))).toEqual(done);
      expect(await get(values, "v/a")).toEqual({ ok: true, value: sample(length) });
      expect(await standingFiles()).toBe(files);
    }
    const { records } = await held();
    expect(records.map(({ endpoint }) => endpoint)).toEqual(["tapvault-dev/vault"]);
    expect(Object.keys(records[0]?.data ?? {}).sort()).toEqual(["at", "k", "n", "v"]);
    expect((await values.remove(["v/a", "v/none"], never)).get("v/none")).toEqual(done);
    expect(await values.list("", never)).toEqual({ ok: true, value: [] });
    expect((await held()).records).toEqual([]);
  });

  it("of many at once takes few requests", async () => {
    const noting = createNotingHttp();
    const { values } = await connectDataswyft(box, { http: noting.http });
    const many = Array.from({ length: 50 }, (_, at) => ({ name: `v/${at}`, bytes: sample(100, at) }));
    noting.seen.length = 0;
    const written = await values.write(many, never);
    expect([...written.values()].every(({ ok }) => ok)).toBe(true);
    expect(noting.seen.length).toBe(3);
    noting.seen.length = 0;
    const again = await values.write(many, never);
    expect([...again.values()].every(({ ok }) => ok)).toBe(true);
    expect(noting.seen.length).toBe(2);
    noting.seen.length = 0;
    const removed = await values.remove(
      many.map(({ name }) => name),
      never,
    );
    expect([...removed.values()].every(({ ok }) => ok)).toBe(true);
    expect(noting.seen.length).toBe(2);
    expect((await held()).records).toEqual([]);
  });

  it("among more than a page of others is found", async () => {
    const { values } = await connectDataswyft(box);
    for (let part = 0; part < 25; part++) {
      const many = Array.from({ length: 50 }, (_, at) => ({ name: `v/${part}-${at}`, bytes: sample(3, at) }));
      const written = await values.write(many, never);
      expect([...written.values()].every(({ ok }) => ok)).toBe(true);
    }
    const { values: fresh } = await connectDataswyft(box);
    const listed = await fresh.list("v/", never);
    expect(listed.ok && new Set(listed.value.map(({ name }) => name)).size).toBe(1_250);
    expect(await get(fresh, "v/24-49")).toEqual({ ok: true, value: sample(3, 49) });
  });
});

describe("several writers", () => {
  it("of one name end with one value that all of them read", async () => {
    const writers = await Promise.all([1, 2, 3, 4].map(() => connectDataswyft(box)));
    const outcomes = await Promise.all(
      writers.map(({ values }, at) => put(values, "v/a", Uint8Array.of(at))),
    );
    expect(outcomes).toContainEqual(done);
    const lists = await Promise.all(writers.map(({ values }) => values.list("", never)));
    const [first] = lists;
    for (const list of lists) expect(list).toEqual(first);
    const winner = writers[0]?.values;
    expect(winner && (await put(winner, "v/a", Uint8Array.of(9)))).toEqual(done);
    expect((await held()).records.length).toBe(1);
    for (const { values } of writers)
      expect(await get(values, "v/a")).toEqual({ ok: true, value: Uint8Array.of(9) });
  });

  it("of large values leave one file", async () => {
    const [left, right] = await Promise.all([connectDataswyft(box), connectDataswyft(box)]);
    await left.values.list("", never);
    await right.values.list("", never);
    await Promise.all([
      put(left.values, "v/a", sample(70_000, 1)),
      put(right.values, "v/a", sample(70_000, 2)),
    ]);
    await left.values.list("", never);
    expect(await put(left.values, "v/a", sample(70_000, 3))).toEqual(done);
    expect(await get(right.values, "v/a")).toEqual({ ok: true, value: sample(70_000, 3) });
    expect((await held()).records.length).toBe(1);
    expect(await standingFiles()).toBe(1);
  });

  it("do not undo each other's removals and replacements", async () => {
    const [left, right] = await Promise.all([connectDataswyft(box), connectDataswyft(box)]);
    expect(await put(left.values, "v/a", Uint8Array.of(1))).toEqual(done);
    await right.values.list("", never);
    await left.values.list("", never);
    expect((await left.values.remove(["v/a"], never)).get("v/a")).toEqual(done);
    expect(await put(right.values, "v/a", Uint8Array.of(2))).toEqual(done);
    expect((await left.values.remove(["v/a"], never)).get("v/a")).toEqual(done);
    expect((await right.values.remove(["v/a"], never)).get("v/a")).toEqual(done);
    expect((await held()).records).toEqual([]);
  });
});

describe("the namespace", () => {
  it("of another application is closed", async () => {
    const noting = createNotingHttp();
    const { values, account } = await connectDataswyft(box, {
      http: noting.http,
      settings: { namespace: "notes-dev" },
    });
    expect(await put(values, "v/a", sample(1))).toMatchObject({ error: { code: "store.no-permission" } });
    expect(await account.test(never)).toMatchObject({ error: { code: "store.no-permission" } });
    expect(noting.rows).toContain("403/B/Forbidden");
  });
});
