import { beforeEach, describe, expect, test } from "vitest";
import { createBytesSource } from "#platform/file-bytes.ts";
import type { EntryService } from "#vault/entries.port.ts";
import { fail } from "#contract/errors.ts";
import type { Vault } from "#vault/vault.port.ts";
import { createVaultBench, must } from "#test/support/vault-bench.ts";
import type { VaultBench } from "#test/support/vault-bench.ts";
import { day, draft, entriesOf, never, quiet, reopen, titlesOf } from "#test/support/entry-bench.ts";

let bench: VaultBench;
let vault: Vault;
const entries = (): EntryService => entriesOf(vault);

beforeEach(async () => {
  bench = createVaultBench();
  vault = (await bench.create()).vault;
});

describe("history", () => {
  test("keeps every revision, and a former one can be made current again", () => {
    const { entryId, revision } = must(entries().save(null, draft("one")));
    must(entries().save(entryId, draft("two")));
    must(entries().remove(entryId));
    expect(
      must(entries().history(entryId)).map(({ title, isCurrent, isDeleted }) => [
        title,
        isCurrent,
        isDeleted,
      ]),
    ).toEqual([
      ["two", true, true],
      ["two", false, false],
      ["one", false, false],
    ]);
    expect(must(entries().revision(entryId, revision))).toMatchObject({ title: "one", revision });
    expect(must(entries().revealFormer(entryId, revision, "password"))).toBe("of one");
    must(entries().restoreRevision(entryId, revision));
    expect(must(entries().get(entryId))).toMatchObject({ title: "one", isDeleted: false });
    expect(must(entries().history(entryId))).toHaveLength(4);
    expect(entries().revision(entryId, 1)).toMatchObject({ error: { code: "entry.not-found" } });
  });

  test("a damaged former revision is listed as such and kept", () => {
    const { entryId, revision } = must(entries().save(null, draft("one")));
    must(entries().save(entryId, draft("two")));
    const sealed = Uint8Array.of(1, 1, 2, 3);
    must(bench.store.commit([{ op: "resealed", id: entryId, revision, sealed }]));
    expect(must(entries().history(entryId))[1]).toMatchObject({ revision, title: null, modifiedAt: null });
    expect(entries().restoreRevision(entryId, revision)).toMatchObject({ error: { code: "entry.damaged" } });
    expect(must(bench.store.history(entryId))[0]?.sealed).toEqual(sealed);
  });

  test("rises although the clock runs backwards", async () => {
    const { entryId } = must(entries().save(null, draft("0")));
    for (let at = 1; at < 5; at++) {
      await bench.clock.advance(-7 * day);
      must(entries().save(entryId, draft(String(at))));
    }
    const revisions = must(entries().history(entryId));
    expect(revisions.map(({ title }) => title)).toEqual(["4", "3", "2", "1", "0"]);
    expect([...revisions].sort((a, b) => b.revision - a.revision)).toEqual(revisions);
  });
});

describe("the trash", () => {
  test("lists what was deleted, latest first, and gives it back", async () => {
    const ids = ["a", "b", "c"].map((title) => must(entries().save(null, draft(title))).entryId);
    for (const id of ids) {
      await bench.clock.advance(1_000);
      must(entries().remove(id));
    }
    expect(titlesOf(vault, { scope: "trash" })).toEqual(["c", "b", "a"]);
    expect(titlesOf(vault, {})).toEqual([]);
    expect(entries().overview()).toMatchObject({ total: 0, trash: 3 });
    must(entries().undelete(ids[1] ?? ""));
    expect(titlesOf(vault, { scope: "trash" })).toEqual(["c", "a"]);
    expect(titlesOf(vault, { scope: "trash" }, "c")).toEqual(["c"]);
  });

  test("is purged after thirty days, with history and files, and not before", async () => {
    const { entryId } = must(entries().save(null, draft("old")));
    must(entries().save(entryId, draft("older")));
    must(await entries().attach(entryId, createBytesSource("f", new Uint8Array(10)), never(), quiet));
    must(entries().remove(entryId));
    await bench.clock.advance(29 * day);
    expect(must(entries().purgeTrash(bench.clock.now() - 30 * day))).toBe(0);
    await bench.clock.advance(2 * day);
    expect(must(entries().purgeTrash(bench.clock.now() - 30 * day))).toBe(1);
    expect(must(bench.store.rowCounts())).toEqual({ entries: 0, revisions: 0, chunks: 0 });
    await reopen(bench, vault);
    expect(entries().overview()).toMatchObject({ total: 0, trash: 0, damaged: 0 });
  });

  test("only what lies in it can be purged; emptying spares the rest", () => {
    const kept = must(entries().save(null, draft("kept"))).entryId;
    const gone = must(entries().saveAll(Array.from({ length: 700 }, (_, at) => draft(`gone ${String(at)}`))));
    for (const { entryId } of gone) must(entries().remove(entryId));
    expect(entries().purge(kept)).toMatchObject({ error: { code: "entry.not-found" } });
    must(entries().purge(gone[0]?.entryId ?? ""));
    expect(must(entries().purgeTrash(null))).toBe(699);
    expect(titlesOf(vault, {})).toEqual(["kept"]);
  });

  test("what another program purged is gone here too", async () => {
    const { entryId } = must(entries().save(null, draft("x")));
    must(entries().remove(entryId));
    const other = bench.open();
    must(await other.unlockWithChip(bench.tap()));
    must(other.entries()?.purge(entryId) ?? fail("internal"));
    expect(entries().purge(entryId)).toMatchObject({ ok: false });
    expect(entries().get(entryId)).toMatchObject({ error: { code: "entry.not-found" } });
  });
});

test("filters by favourite, tag and kind, together with a text", () => {
  must(entries().save(null, draft("mail one", { isFavourite: true, tags: ["work"] })));
  must(entries().save(null, draft("mail two", { tags: ["work", "home"] })));
  must(entries().save(null, draft("mail note", { type: "note", tags: ["home"] })));
  expect(titlesOf(vault, { scope: "favourites" })).toEqual(["mail one"]);
  expect(titlesOf(vault, { tag: "home" })).toEqual(["mail note", "mail two"]);
  expect(titlesOf(vault, { tag: "home", type: "note" })).toEqual(["mail note"]);
  expect(titlesOf(vault, { tag: "work" }, "two")).toEqual(["mail two"]);
  expect(entries().overview()).toMatchObject({ favourites: 1, tags: ["home", "work"] });
});

describe("batches", () => {
  test("bring times, trash and history along, and are taken back as a whole", async () => {
    const mine = must(entries().save(null, draft("mine")));
    must(
      entries().applyBatch(
        [
          {
            entryId: null,
            draft: draft("new"),
            createdAt: 1_000,
            modifiedAt: 2_000,
            former: [{ draft: draft("before"), modifiedAt: 1_500 }],
          },
          { entryId: null, draft: draft("binned"), isDeleted: true },
          { entryId: mine.entryId, draft: draft("merged") },
        ],
        "KeePass",
      ),
    );
    expect(titlesOf(vault, {})).toEqual(["merged", "new"]);
    expect(titlesOf(vault, { scope: "trash" })).toEqual(["binned"]);
    const [row] = must(entries().query({ text: "new", offset: 0, limit: 1 })).rows;
    expect(must(entries().get(row?.entryId ?? ""))).toMatchObject({ createdAt: 1_000, modifiedAt: 2_000 });
    expect(must(entries().history(row?.entryId ?? "")).map(({ title }) => title)).toEqual(["new", "before"]);
    await reopen(bench, vault);
    expect(entries().lastBatch()).toMatchObject({ source: "KeePass", count: 3 });
    must(entries().save(row?.entryId ?? null, draft("new, edited since")));
    expect(must(entries().undoBatch())).toEqual({ undone: 2, kept: 1 });
    expect(titlesOf(vault, {})).toEqual(["mine", "new, edited since"]);
    expect(entries().lastBatch()).toBeNull();
    expect(entries().undoBatch()).toMatchObject({ error: { code: "import.none" } });
  });
});
