/** One store's way out: gathers, waits while the store is closed, tries again when due, stops when told. */
import { beforeEach, describe, expect, it } from "vitest";
import { appError, fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import { syncedName } from "#main/stores/lane.ts";
import type { LaneBench } from "#test/support/lane-bench.ts";
import { createLaneBench } from "#test/support/lane-bench.ts";
import { settle } from "#test/support/manual-clock.ts";
import { codeOf } from "#test/support/outcomes.ts";
import { must } from "#test/support/vault-bench.ts";

const gatherMs = 400;
const hour = 3_600_000;

let bench: LaneBench;
beforeEach(() => {
  bench = createLaneBench();
});

const waiting = (): number => must(bench.local.outbox("hyperid", Number.MAX_SAFE_INTEGER, 100)).length;

describe("gathering", () => {
  it("sends changes that come close together in one call", async () => {
    bench.queue(1);
    bench.lane.plan();
    await bench.clock.advance(gatherMs - 1);
    bench.queue(2);
    bench.lane.plan();
    await bench.clock.advance(gatherMs - 1);
    expect(bench.calls).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.calls).toEqual([[1, 2]]);
    await bench.clock.advance(hour);
    expect(bench.calls).toHaveLength(1);
  });

  it("is overtaken by sending at once", async () => {
    bench.queue(1);
    bench.lane.plan();
    must(await bench.lane.send());
    await bench.clock.advance(hour);
    expect(bench.calls).toEqual([[1]]);
  });
});

describe("sending", () => {
  it("is shown while it lasts, and notes when all was sent", async () => {
    bench.queue(1);
    const release = bench.hold();
    const sent = bench.lane.send();
    await settle();
    expect([bench.lane.isBusy, bench.shown()]).toEqual([true, 1]);
    release();
    must(await sent);
    expect([bench.lane.isBusy, bench.shown(), bench.lane.error]).toEqual([false, 2, null]);
    const row = must(bench.local.meta(syncedName("hyperid"))) ?? new Uint8Array(0);
    expect(Number(new DataView(row.buffer, row.byteOffset).getBigUint64(0))).toBe(bench.clock.now());
  });

  it("tells its failure until it went through, and notes no time", async () => {
    bench.queue(1);
    bench.failure = appError("store.refused");
    expect(codeOf(await bench.lane.send())).toBe("store.refused");
    expect(bench.lane.error?.code).toBe("store.refused");
    expect(must(bench.local.meta(syncedName("hyperid")))).toBeNull();
    bench.failure = null;
    must(await bench.lane.send(true));
    expect([bench.lane.error, waiting()]).toEqual([null, 0]);
  });
});

describe("a closed store", () => {
  it("is sent nothing, says why, and keeps what waits", async () => {
    bench.queue(1);
    bench.allowed = fail("session.none");
    bench.lane.plan();
    await bench.clock.advance(hour);
    expect(codeOf(await bench.lane.send())).toBe("session.none");
    expect([bench.calls, waiting(), bench.shown()]).toEqual([[], 1, 0]);
    bench.allowed = ok(undefined);
    bench.lane.plan();
    await bench.clock.advance(gatherMs);
    expect(bench.calls).toEqual([[1]]);
  });

  it("that closes while a sending is planned is sent nothing", async () => {
    bench.queue(1);
    bench.lane.plan();
    bench.allowed = fail("session.expired");
    await bench.clock.advance(hour);
    expect([bench.calls, waiting()]).toEqual([[], 1]);
  });
});

describe("trying again", () => {
  it("happens by itself when it is due, until the store comes back", async () => {
    bench.queue(1);
    bench.failure = appError("store.unreachable");
    expect(codeOf(await bench.lane.send())).toBe("store.unreachable");
    await bench.clock.advance(999);
    expect(bench.calls).toHaveLength(1);
    await bench.clock.advance(1_001);
    expect(bench.calls).toHaveLength(2);
    bench.failure = null;
    await bench.clock.advance(4_000);
    expect([bench.calls.length, waiting(), bench.lane.error]).toEqual([3, 0, null]);
    await bench.clock.advance(hour);
    expect(bench.calls).toHaveLength(3);
  });

  it("gets rarer: at most a dozen times in an hour, and once an hour at the end", async () => {
    bench.queue(1);
    bench.failure = appError("store.unreachable");
    await bench.lane.send();
    await bench.clock.advance(hour);
    const inFirstHour = bench.calls.length;
    expect(inFirstHour).toBeGreaterThan(5);
    expect(inFirstHour).toBeLessThan(16);
    await bench.clock.advance(20 * hour);
    expect(bench.calls.length - inFirstHour).toBeGreaterThan(17);
    expect(bench.calls.length - inFirstHour).toBeLessThan(45);
  });

  it.each(["session.expired", "store.consent-ended", "keychain.locked"] as const)(
    "is not hurried when the store says %s, which only a person ends",
    async (code) => {
      bench.queue(1);
      bench.failure = appError(code);
      expect(codeOf(await bench.lane.send())).toBe(code);
      await bench.clock.advance(hour - 1);
      expect(bench.calls).toHaveLength(1);
      bench.failure = null;
      must(await bench.lane.send(true));
      expect(waiting()).toBe(0);
    },
  );
});

describe("the end of a lane", () => {
  it("stops what is planned", async () => {
    bench.queue(1);
    bench.lane.plan();
    bench.lane.dispose();
    await bench.clock.advance(hour);
    expect(bench.calls).toEqual([]);
  });

  it("during a sending shows and plans nothing afterwards, and loses nothing", async () => {
    bench.queue(1);
    bench.failure = appError("scan.cancelled");
    const release = bench.hold();
    const sent = bench.lane.send();
    await settle();
    const shown = bench.shown();
    bench.lane.dispose();
    release();
    expect(codeOf(await sent)).toBe("ok");
    await bench.clock.advance(hour);
    expect([bench.shown(), bench.calls.length, waiting()]).toEqual([shown, 1, 1]);
    expect(must(bench.local.meta(syncedName("hyperid")))).toBeNull();
  });
});
