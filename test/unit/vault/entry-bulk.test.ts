/** Many entries at once on a real vault's file: conditions, orders, changes of many, and the way back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BulkAction, everything } from "#contract/views.ts";
import { ok } from "#contract/result.ts";
import { createBulkHandlers } from "#main/handlers-bulk.ts";
import type { Core } from "#main/core.ts";
import type { EntryService } from "#vault/entries.port.ts";
import { draft, entriesOf, reopen, titlesOf } from "#test/support/entry-bench.ts";
import { createVaultBench, must } from "#test/support/vault-bench.ts";

const withEntries = async (titles: readonly string[]) => {
  const bench = createVaultBench();
  const { vault } = await bench.create();
  const entries = entriesOf(vault);
  const ids: string[] = [];
  for (const [at, title] of titles.entries()) {
    await bench.clock.advance(1_000);
    const more = { tags: at % 2 === 0 ? ["even"] : [], isFavourite: at === 1 };
    ids.push(must(entries.save(null, draft(title, more))).entryId);
  }
  return { bench, vault, entries, ids };
};

const all = { text: "", filter: everything } as const;

/** What a person would see of every entry, in the trash or not, but for revisions. */
const pictureOf = (entries: EntryService): unknown =>
  [...entries.wholeEntries()]
    .map((each) => must(each))
    .map(({ entryId, draft: plain, createdAt, modifiedAt, isDeleted }) => ({
      entryId,
      ...plain,
      createdAt,
      modifiedAt,
      isDeleted,
    }))
    .sort((a, b) => (a.entryId < b.entryId ? -1 : 1));

describe("a change of many", () => {
  it("is one transaction that reaches every entry, and what is so already is left", async () => {
    const { bench, vault, entries, ids } = await withEntries(["a", "b", "c"]);
    const done = must(entries.changeAll([...ids, ...ids, "f".repeat(32)], { kind: "add-tag", tag: "even" }));
    expect(done.changed).toBe(1);
    expect(done.rows.map(({ entryId }) => entryId)).toEqual([ids[1]]);
    expect(titlesOf(vault, { tag: "even" })).toEqual(["a", "b", "c"]);
    await reopen(bench, vault);
    expect(titlesOf(vault, { tag: "even" })).toEqual(["a", "b", "c"]);
  });

  it("says and writes nothing where nothing changes", async () => {
    const { entries, ids } = await withEntries(["a"]);
    let told = 0;
    entries.subscribe(() => told++);
    expect(must(entries.changeAll(ids, { kind: "favourite", isOn: false }))).toEqual({
      changed: 0,
      rows: [],
    });
    expect(told).toBe(0);
  });

  it("moves into the trash, out of it, and out for good", async () => {
    const { vault, entries, ids } = await withEntries(["a", "b", "c"]);
    expect(must(entries.changeAll(ids, { kind: "trash" })).changed).toBe(3);
    expect(titlesOf(vault, { scope: "trash" })).toHaveLength(3);
    expect(must(entries.changeAll(ids.slice(0, 1), { kind: "restore" })).changed).toBe(1);
    expect(must(entries.changeAll(ids, { kind: "purge" }))).toEqual({ changed: 2, rows: [] });
    expect(titlesOf(vault, {})).toEqual(["a"]);
    expect(titlesOf(vault, { scope: "trash" })).toEqual([]);
  });

  it("leaves a damaged entry and changes the others", async () => {
    const { bench, entries, ids } = await withEntries(["a", "b"]);
    const row = must(bench.store.entry(ids[0] ?? ""));
    const sealed = row?.sealed.slice() ?? new Uint8Array();
    sealed[40] = (sealed[40] ?? 0) ^ 1;
    must(bench.store.commit([{ op: "resealed", id: ids[0] ?? "", revision: row?.revision ?? 0, sealed }]));
    expect(must(entries.changeAll(ids, { kind: "trash" })).changed).toBe(1);
  });

  it("is told to the services as each single change would be", async () => {
    const { bench, entries, ids } = await withEntries(["a", "b"]);
    must(entries.changeAll(ids, { kind: "trash" }));
    const waiting = must(bench.store.outbox("kvs", bench.clock.now(), 10));
    expect(waiting.map(({ action }) => action)).toEqual(["delete", "delete"]);
  });
});

describe("the way back", () => {
  it("makes everything what it was, times included, whatever was done", async () => {
    const { bench, entries, ids } = await withEntries(["a", "b", "c", "d", "e"]);
    const tag = fc.constantFrom("even", "new", "other");
    const action: fc.Arbitrary<BulkAction> = fc.oneof(
      tag.map((name): BulkAction => ({ kind: "add-tag", tag: name })),
      tag.map((name): BulkAction => ({ kind: "remove-tag", tag: name })),
      fc.boolean().map((isOn): BulkAction => ({ kind: "favourite", isOn })),
      fc.constantFrom<BulkAction>({ kind: "trash" }, { kind: "restore" }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(ids),
        action,
        fc.subarray(ids),
        action,
        async (some, first, others, second) => {
          must(entries.changeAll(some, first));
          const before = pictureOf(entries);
          await bench.clock.advance(5_000);
          const { rows, changed } = must(entries.changeAll(others, second));
          expect(must(entries.changeAllBack(rows))).toMatchObject({ undone: changed, kept: 0 });
          expect(pictureOf(entries)).toEqual(before);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("leaves what was changed since", async () => {
    const { vault, entries, ids } = await withEntries(["a", "b"]);
    const { rows } = must(entries.changeAll(ids, { kind: "add-tag", tag: "new" }));
    must(entries.save(ids[0] ?? null, draft("a again")));
    expect(must(entries.changeAllBack(rows))).toMatchObject({ undone: 1, kept: 1 });
    expect(titlesOf(vault, {})).toEqual(["a again", "b"]);
  });
});

describe("the calls of the window", () => {
  const handlersOver = (entries: EntryService) =>
    createBulkHandlers({ core: { entries: () => ok(entries) } as unknown as Core, now: () => 1_000 });

  it("take two changes back one after the other, latest first, and each only once", async () => {
    const { entries, ids } = await withEntries(["a", "b"]);
    const before = pictureOf(entries);
    const handlers = handlersOver(entries);
    const bulk = async (action: BulkAction) =>
      must(await handlers["entries.bulk"]({ entryIds: ids, action }));
    const first = await bulk({ kind: "add-tag", tag: "new" });
    const second = await bulk({ kind: "trash" });
    expect(second).toMatchObject({ changed: 2, undo: { until: 11_000 } });
    for (const { undo } of [second, first]) {
      const undoId = undo?.undoId ?? "";
      expect(must(await handlers["entries.undoBulk"]({ undoId }))).toEqual({ undone: 2, kept: 0 });
      expect(must(await handlers["entries.undoBulk"]({ undoId }))).toEqual({ undone: 0, kept: 0 });
    }
    expect(pictureOf(entries)).toEqual(before);
  });

  it("offer no way back where nothing changed or all is gone for good", async () => {
    const { entries, ids } = await withEntries(["a"]);
    const handlers = handlersOver(entries);
    for (const kind of ["restore", "purge"] as const) {
      const done = await handlers["entries.bulk"]({ entryIds: ids, action: { kind } });
      expect(must(done)).toEqual({ changed: 0, undo: null });
    }
  });
});

describe("conditions and orders", () => {
  it("sort by title, by change and by making, and the trash too", async () => {
    const { bench, entries, ids, vault } = await withEntries(["b", "a", "c"]);
    const titles = (sort: "title" | "changed" | "created", scope: "all" | "trash" = "all"): string[] =>
      must(entries.query({ text: "", filter: { ...everything, scope }, sort, offset: 0, limit: 9 })).rows.map(
        ({ title }) => title,
      );
    await bench.clock.advance(1_000);
    must(entries.changeAll(ids.slice(0, 1), { kind: "favourite", isOn: true }));
    expect([titles("title"), titles("changed"), titles("created")]).toEqual([
      ["a", "b", "c"],
      ["b", "c", "a"],
      ["c", "a", "b"],
    ]);
    await reopen(bench, vault);
    expect(titlesOf(vault, {})).toEqual(["a", "b", "c"]);
    const again = entriesOf(vault);
    expect(must(again.query({ ...all, sort: "created", offset: 0, limit: 9 })).rows[0]?.title).toBe("c");
    must(again.changeAll(ids, { kind: "trash" }));
    expect(
      must(
        again.query({
          text: "",
          filter: { ...everything, scope: "trash" },
          sort: "title",
          offset: 0,
          limit: 9,
        }),
      ).rows.map(({ title }) => title),
    ).toEqual(["a", "b", "c"]);
  });

  it("find what has a copy somewhere, and how it stands there", async () => {
    const { bench, vault, ids } = await withEntries(["a", "b", "c"]);
    const copy = { store: "kvs", revision: Number.MAX_SAFE_INTEGER, at: 0, errorCode: null };
    must(
      bench.store.commit([
        { op: "copy", copy: { ...copy, entryId: ids[0] ?? "", state: "kept" } },
        { op: "copy", copy: { ...copy, entryId: ids[1] ?? "", state: "failed" } },
      ]),
    );
    expect(titlesOf(vault, { copies: "failed" })).toEqual(["b"]);
    expect(titlesOf(vault, { place: "kvs", copies: "waiting" })).toEqual(["c"]);
    expect(titlesOf(vault, { place: "kvs" })).toEqual(["a", "b", "c"]);
    expect(titlesOf(vault, { place: "hyperid" })).toEqual([]);
    expect(titlesOf(vault, { place: "local" })).toEqual(["a", "b", "c"]);
    expect(titlesOf(vault, { place: "local", copies: "waiting" })).toEqual([]);
  });

  it("can be written into the text, but only where that is wanted", async () => {
    const { entries, ids } = await withEntries(["even", "odd", "also"]);
    const query = { ...all, text: "tag:ev al", offset: 0, limit: 9 };
    expect(must(entries.query(query)).rows).toEqual([]);
    const found = must(entries.query({ ...query, hasTerms: true }));
    expect(found.rows.map(({ title }) => title)).toEqual(["also"]);
    expect(found.matches).toEqual([{ title: [[0, 2]], subtitle: [], tag: null }]);
    expect(found.terms).toEqual([{ kind: "tag", value: "ev", isExact: false, text: "tag:ev" }]);
    expect(must(entries.ids({ ...all, text: "is:favourite", hasTerms: true }))).toEqual([ids[1]]);
  });

  it("are counted by kind and tag", async () => {
    const { entries } = await withEntries(["a", "b", "c"]);
    expect(entries.overview()).toMatchObject({
      tags: ["even"],
      tagCounts: [2],
      types: { login: 3, note: 0 },
    });
  });
});
