import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "#contract/clock.port.ts";
import { withSlotLock } from "#main/stores/slot-lock.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";
import { must } from "#test/support/vault-bench.ts";
import type { LocalStore } from "#vault/local-store.port.ts";

const system = createSystemClock();
const crypto = createNodeCrypto();

let folder: string;
let stores: LocalStore[];

/** Another program on the same file. */
const program = (): LocalStore => {
  const opened = must(openLibsqlStore({ file: join(folder, "vault.db"), log: silentLog }));
  stores.push(opened);
  return opened;
};
/** A clock whose waits are short; its time is what the test says. */
const clockAt = (offsetMs: () => number): Clock => ({
  now: () => system.now() + offsetMs(),
  monotonicMs: () => system.monotonicMs() * 50,
  after: (delayMs, action) => system.after(delayMs / 50, action),
});
const lock = <T>(store: LocalStore, work: () => Promise<T>, clock = clockAt(() => 0)): Promise<T> =>
  withSlotLock({ store, clock, crypto }, "hyperid/tokens", work);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-lock-"));
  stores = [];
});
afterEach(() => {
  for (const store of stores) store.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe("the lock on a secret slot", () => {
  it("lets one program in at a time", async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((wake) => setTimeout(wake, 5));
      inside -= 1;
    };
    const programs = [program(), program(), program()];
    await Promise.all(programs.flatMap((store) => [lock(store, work), lock(store, work)]));
    expect(most).toBe(1);
    expect(must(program().meta("secret-lock/hyperid/tokens"))).toBeNull();
  });

  it("is given back when the work throws", async () => {
    const store = program();
    await expect(lock(store, () => Promise.reject(new Error("torn")))).rejects.toThrow("torn");
    expect(await lock(program(), () => Promise.resolve("in"))).toBe("in");
  });

  it("of a program that died is taken over after its time", async () => {
    void lock(program(), () => new Promise<never>(() => undefined));
    const later = clockAt(() => 30_000);
    expect(await lock(program(), () => Promise.resolve("in"), later)).toBe("in");
  });

  it("of a clock that has been set back since does not hold anybody up", async () => {
    void lock(
      program(),
      () => new Promise<never>(() => undefined),
      clockAt(() => 86_400_000),
    );
    expect(await lock(program(), () => Promise.resolve("in"))).toBe("in");
  });

  it("that cannot be had does not stop the work", async () => {
    void lock(program(), () => new Promise<never>(() => undefined));
    // Its own time stands still, so that the lock never ends by it.
    expect(await lock(program(), () => Promise.resolve("in"))).toBe("in");
    const closed = program();
    closed.dispose();
    expect(await lock(closed, () => Promise.resolve("in"))).toBe("in");
  });
});
