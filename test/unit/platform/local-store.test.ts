import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalStore, Operation, Stored } from "#vault/local-store.port.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { must } from "#test/support/vault-bench.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-store-"));
  file = join(folder, "vault.db");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = (): Stored<LocalStore> => openLibsqlStore({ file, log: silentLog });
const codeOf = <T>(result: Stored<T>): string => (result.ok ? "ok" : result.error.code);
const make = (): void => {
  const store = must(open());
  must(store.commit([entry(1, null)]));
  store.dispose();
};
const id = "00".repeat(16);
const entry = (revision: number, expects: number | null): Operation => ({
  op: "entry",
  entry: { id, revision, page: 0, isDeleted: false, sealed: Uint8Array.of(revision) },
  expects,
});
const change = (sql: string): void => {
  const database = new Database(file);
  database.exec(`${sql}; PRAGMA wal_checkpoint(TRUNCATE)`);
  database.close();
};

describe("the vault's file", () => {
  it("is made for its owner alone and keeps what was committed", () => {
    make();
    // Windows has no such modes: there the folder's rights are the person's alone.
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    const store = must(open());
    expect(must(store.entry(id))?.revision).toBe(1);
    store.dispose();
  });

  it.each([
    ["newer", "PRAGMA user_version = 99", "vault.newer-version"],
    ["somebody else's", "PRAGMA application_id = 7", "vault.damaged"],
  ] as const)("is left as it is when it is %s", (_name, sql, code) => {
    make();
    change(sql);
    const before = readFileSync(file);
    expect(codeOf(open())).toBe(code);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("is left as it is when it is no database", () => {
    writeFileSync(file, "a letter to a friend, longer than a header of a database is. ".repeat(20));
    const before = readFileSync(file);
    expect(codeOf(open())).toBe("vault.damaged");
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("is left as it is when its end is missing", () => {
    make();
    truncateSync(file, 5_000);
    const before = readFileSync(file);
    const opened = open();
    const read = opened.ok ? opened.value.entry(id) : opened;
    expect(codeOf<unknown>(read)).toBe("vault.damaged");
    if (opened.ok) opened.value.dispose();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("refuses a whole transaction when a row moved on meanwhile", () => {
    const one = must(open());
    const other = must(open());
    must(one.commit([entry(1, null)]));
    must(other.commit([entry(2, 1)]));
    const meta: Operation = { op: "meta", name: "mark", value: Uint8Array.of(1) };
    expect(codeOf(one.commit([meta, entry(3, 1)]))).toBe("store.conflict");
    expect(must(one.meta("mark"))).toBeNull();
    expect(must(one.entry(id))?.revision).toBe(2);
    expect(must(one.history(id)).map(({ revision }) => revision)).toEqual([1]);
    one.dispose();
    other.dispose();
  });
});
