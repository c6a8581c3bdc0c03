import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBackups } from "#platform/backup-files.ts";
import type { Backups } from "#platform/backup-files.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { backupsToDrop, isBackupDue } from "#vault/backup-policy.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import { createManualClock } from "#test/support/manual-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { must } from "#test/support/vault-bench.ts";

const day = 24 * 60 * 60 * 1_000;
let folder: string;
let file: string;
let store: LocalStore;
let clock: ReturnType<typeof createManualClock>;
let backups: Backups;

const open = (): LocalStore => must(openLibsqlStore({ file, log: silentLog }));
const put = (name: string, text: string): void =>
  must(store.commit([{ op: "meta", name, value: new TextEncoder().encode(text) }]));
const get = (name: string): string | null => {
  const value = must(store.meta(name));
  return value === null ? null : new TextDecoder().decode(value);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backup-"));
  file = join(folder, "vault.db");
  store = open();
  put("vault-id", "0123456789abcdef");
  // Not before the file was written, whose time has fractions: what is older than a backup is in it.
  clock = createManualClock(Date.now() + 1);
  backups = createBackups({ file, store, clock, log: silentLog, keep: () => 3 });
});
afterEach(() => {
  store.dispose();
  rmSync(folder, { recursive: true });
});

describe("a backup", () => {
  test("is a whole copy for the owner's eyes only, made while the file is in use", () => {
    put("a", "1");
    const made = must(backups.make());
    expect(must(backups.list())).toEqual([made]);
    const path = join(folder, "backups", made.name);
    // Windows has no such modes: there the folder's rights are the person's alone.
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(made.sizeBytes).toBe(statSync(path).size);
    expect(readdirSync(join(folder, "backups"))).toEqual([made.name]);
  });

  test("is due once a day, and only when something changed", async () => {
    expect(must(backups.makeIfDue())).not.toBeNull();
    expect(must(backups.makeIfDue())).toBeNull();
    await clock.advance(2 * day);
    expect(must(backups.makeIfDue())).toBeNull();
    put("a", "2");
    const changed = createBackups({
      file,
      store,
      clock: createManualClock(Date.now() + 2 * day),
      log: silentLog,
      keep: () => 3,
    });
    expect(must(changed.makeIfDue())).not.toBeNull();
  });

  test("put back gives the former state, and the present one is kept aside", () => {
    put("a", "before");
    const made = must(backups.make());
    put("a", "after");
    store.dispose();
    const { keptAs } = must(backups.restore(made.name));
    store = open();
    expect(get("a")).toBe("before");
    store.dispose();
    file = join(folder, keptAs);
    store = open();
    expect(get("a")).toBe("after");
  });

  test("that is cut off or changed is not put back", () => {
    put("a", "x".repeat(50_000));
    const made = must(backups.make());
    const path = join(folder, "backups", made.name);
    truncateSync(path, 8_192);
    store.dispose();
    const before = readFileSync(file);
    expect(backups.restore(made.name)).toMatchObject({ ok: false, error: { code: "backup.damaged" } });
    expect(readFileSync(file)).toEqual(before);
    writeFileSync(path, "not a database");
    expect(backups.restore(made.name)).toMatchObject({ ok: false, error: { code: "backup.damaged" } });
    store = open();
  });

  test.each(["nothing.db", "../vault.db", "vault-20200101T000000000Z.db"])("%s is no backup", (name) => {
    expect(backups.restore(name)).toMatchObject({ ok: false, error: { code: "backup.none" } });
  });

  test("a restore cut short before its last step leaves the present vault", () => {
    put("a", "present");
    must(backups.make());
    writeFileSync(`${file}.restoring`, "half a file");
    store.dispose();
    store = open();
    expect(get("a")).toBe("present");
    expect(existsSync(file)).toBe(true);
  });

  test("the newest stay, and one of each week before", async () => {
    for (let at = 0; at < 6; at++) {
      must(backups.make());
      await clock.advance(10);
    }
    // Three newest, and one for the present week.
    expect(must(backups.list())).toHaveLength(4);
  });
});

describe("the policy", () => {
  const backup = (at: number): { name: string; at: number; sizeBytes: number } => ({
    name: String(at),
    at,
    sizeBytes: 1,
  });

  test("keeps the newest and eight weekly ones", () => {
    const daily = Array.from({ length: 200 }, (_, at) => backup(at * day));
    const dropped = new Set(backupsToDrop(daily, 10).map(({ name }) => name));
    const kept = daily.filter(({ name }) => !dropped.has(name));
    expect(kept).toHaveLength(18);
    expect(kept.slice(-10).map(({ at }) => at / day)).toEqual([
      190, 191, 192, 193, 194, 195, 196, 197, 198, 199,
    ]);
  });

  test("a clock that was wrong does not stop backups for ever", () => {
    expect(isBackupDue(null, 0)).toBe(true);
    expect(isBackupDue(10 * day, 5 * day)).toBe(true);
    expect(isBackupDue(5 * day, 5 * day + 1_000)).toBe(false);
  });
});
