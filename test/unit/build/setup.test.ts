import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeIsRecent } from "#build/bootstrap.mjs";
import { stampOfSources } from "#build/compile.mjs";
import { withLock } from "#build/lock.mjs";
import { listensOn } from "#build/services.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-setup-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("set-up", () => {
  it.each([
    ["20.19.0", true],
    ["20.18.3", false],
    ["18.20.0", false],
    ["24.1.0", true],
  ])("Node %s is recent enough: %s", (version, recent) => {
    expect(nodeIsRecent(version)).toBe(recent);
  });

  it("finds a listener, and no mere connection, in the kernel's table", () => {
    const table = [
      "  sl  local_address rem_address   st tx_queue rx_queue",
      "   0: 00000000:8C7B 00000000:0000 0A 00000000:00000000",
      "   1: 0100007F:1F90 0100007F:C001 01 00000000:00000000",
    ].join("\n");
    expect(listensOn(table, 35963)).toBe(true);
    expect(listensOn(table, 8080)).toBe(false);
  });
});

describe("the stamp of the sources", () => {
  const stamp = (): string => stampOfSources(folder, ["src", "absent.json"]);
  beforeEach(() => {
    mkdirSync(join(folder, "src", "node_modules"), { recursive: true });
    writeFileSync(join(folder, "src", "a.ts"), "1");
  });

  it("changes when a file is saved, added or renamed", () => {
    const stamps = [stamp()];
    utimesSync(join(folder, "src", "a.ts"), 1, 1);
    stamps.push(stamp());
    writeFileSync(join(folder, "src", "b.ts"), "1");
    stamps.push(stamp());
    expect(new Set(stamps).size).toBe(3);
  });

  it("does not look into installed modules", () => {
    const before = stamp();
    writeFileSync(join(folder, "src", "node_modules", "c.js"), "1");
    expect(stamp()).toBe(before);
  });
});

describe("a lock between processes", () => {
  it("lets one work at a time", async () => {
    const lock = join(folder, "lock");
    const log: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      log.push(`${name} ends`);
    };
    await Promise.all([withLock(lock, "testing", work("a")), withLock(lock, "testing", work("b"))]);
    expect(log.map((line) => line.slice(2))).toEqual(["begins", "ends", "begins", "ends"]);
  });

  it("is taken over from an owner that is gone", async () => {
    const lock = join(folder, "lock");
    mkdirSync(lock);
    writeFileSync(join(lock, "pid"), "4194305");
    await expect(withLock(lock, "testing", () => Promise.resolve("done"))).resolves.toBe("done");
  });
});
