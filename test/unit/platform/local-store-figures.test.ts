/** What takes how much in the vault's file, counted by SQL: every figure against rows written by hand. */
import { expect, it } from "vitest";
import type { LocalStore, Operation } from "#vault/local-store.port.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { must } from "#test/support/vault-bench.ts";

const idOf = (n: number): string => n.toString(16).padStart(32, "0");

const entry = (n: number, revision: number, bytes: number, isDeleted = false): Operation => ({
  op: "entry",
  entry: { id: idOf(n), revision, page: 0, isDeleted, sealed: new Uint8Array(bytes) },
  expects: revision === 1 ? null : revision - 1,
});

const copy = (n: number, store: string, state: "kept" | "waiting" = "kept"): Operation => ({
  op: "copy",
  copy: { store, entryId: idOf(n), revision: 1, state, at: 0, errorCode: null },
});

const open = (...operations: readonly Operation[]): LocalStore => {
  const store = must(openLibsqlStore({ file: ":memory:", log: silentLog }));
  must(store.commit(operations));
  return store;
};

it("an empty file has nothing in it", () => {
  const store = open();
  expect(must(store.storageFigures(10))).toMatchObject({
    entries: 0,
    entryBytes: 0,
    trash: 0,
    revisions: 0,
    attachments: [],
    copies: [],
    largest: [],
  });
  store.dispose();
});

it("counts entries, revisions, files, and copies that are kept", () => {
  const chunk = (id: string, number: number, bytes: number): Operation => ({
    op: "chunk",
    chunk: { attachmentId: id, number, sealed: new Uint8Array(bytes) },
  });
  const store = open(
    entry(1, 1, 100),
    entry(1, 2, 50),
    entry(2, 1, 300),
    entry(3, 1, 10),
    entry(4, 1, 5_000, true),
    copy(1, "kvs"),
    copy(1, "hyperid"),
    copy(2, "kvs"),
    copy(2, "hyperid", "waiting"),
    copy(4, "kvs"),
    chunk("a".repeat(32), 0, 700),
    chunk("a".repeat(32), 1, 20),
    chunk("b".repeat(32), 0, 900),
  );
  const figures = must(store.storageFigures(2));
  expect(figures).toMatchObject({
    entries: 3,
    entryBytes: 360,
    trash: 1,
    revisions: 1,
    revisionBytes: 100,
    attachments: [
      { id: "b".repeat(32), bytes: 900 },
      { id: "a".repeat(32), bytes: 720 },
    ],
    copies: [
      { copies: 0, entries: 1 },
      { copies: 1, entries: 1 },
      { copies: 2, entries: 1 },
    ],
    largest: [
      { id: idOf(2), bytes: 300 },
      { id: idOf(1), bytes: 150 },
    ],
  });
  expect(figures.fileBytes).toBeGreaterThan(0);
  store.dispose();
});

it("answers for ten thousand entries with two copies each", () => {
  const many = Array.from({ length: 10_000 }, (_, n) => n);
  const store = open(
    ...many.map((n) => entry(n, 1, 400 + (n % 7))),
    ...many.flatMap((n) => [copy(n, "kvs"), copy(n, "dataswyft")]),
  );
  const figures = must(store.storageFigures(10));
  expect(figures.copies).toEqual([{ copies: 2, entries: 10_000 }]);
  expect(figures.largest).toHaveLength(10);
  store.dispose();
});
