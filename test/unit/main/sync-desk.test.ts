/** All lanes together: opened with the vault, closed with it, and of many failures the one that says most. */
import { describe, expect, it } from "vitest";
import { appError, fail } from "#contract/errors.ts";
import type { RemoteStore } from "#contract/views.ts";
import type { Lane } from "#main/stores/lane.ts";
import { SyncDesk } from "#main/stores/sync-desk.ts";
import type { LaneBench } from "#test/support/lane-bench.ts";
import { createLaneBench } from "#test/support/lane-bench.ts";
import { createManualClock, settle } from "#test/support/manual-clock.ts";
import { codeOf } from "#test/support/outcomes.ts";

const gatherMs = 400;

/** A desk over benches; with `isHeld` a lane is opened only when the test says so. */
const createDesk = (inUse: readonly RemoteStore[], isHeld = false) => {
  const clock = createManualClock();
  const state = { inUse, mayOpen: true, changed: 0, unopenable: new Set<RemoteStore>() };
  const benches: { readonly store: RemoteStore; readonly bench: LaneBench }[] = [];
  const openings: { readonly store: RemoteStore; readonly open: () => void }[] = [];
  const openLane = (store: RemoteStore): Promise<Lane | null> =>
    new Promise((resolve) => {
      const open = (): void => {
        if (state.unopenable.has(store)) return resolve(null);
        const bench = createLaneBench(store, clock);
        bench.queue(benches.push({ store, bench }));
        return resolve(bench.lane);
      };
      openings.push({ store, open });
      if (!isHeld) open();
    });
  const desk = new SyncDesk({
    inUse: () => state.inUse,
    mayOpen: () => state.mayOpen,
    openLane,
    changed: () => (state.changed += 1),
  });
  const benchOf = (store: RemoteStore): LaneBench => {
    const found = benches.findLast((one) => one.store === store);
    if (found === undefined) throw new Error(`${store} was not opened`);
    return found.bench;
  };
  return { desk, clock, state, openings, benches, benchOf };
};

describe("opening", () => {
  it("opens the stores in use once, and sends what waits to each", async () => {
    const { desk, clock, state, openings, benchOf } = createDesk(["kvs", "hyperid"]);
    desk.vaultOpened();
    desk.vaultOpened();
    await clock.advance(gatherMs);
    expect(benchOf("kvs").calls).toEqual([[1]]);
    expect(benchOf("hyperid").calls).toEqual([[2]]);
    expect([desk.lane("hyperid") === null, desk.lane("digime")]).toEqual([false, null]);
    state.inUse = ["kvs", "hyperid", "digime"];
    desk.vaultOpened();
    await clock.advance(gatherMs);
    expect(benchOf("digime").calls).toEqual([[3]]);
    expect(openings.map(({ store }) => store)).toEqual(["kvs", "hyperid", "digime"]);
  });

  it("waits while the vault may not be opened for stores", async () => {
    const { desk, clock, state, openings } = createDesk(["kvs"]);
    state.mayOpen = false;
    desk.vaultOpened();
    await clock.advance(gatherMs);
    expect(openings).toEqual([]);
    state.mayOpen = true;
    desk.vaultOpened();
    await clock.advance(gatherMs);
    expect(openings).toHaveLength(1);
  });

  it("tries a store again that could not be opened", async () => {
    const { desk, state, openings } = createDesk(["hyperid"]);
    state.unopenable.add("hyperid");
    desk.vaultOpened();
    await settle();
    expect(desk.lane("hyperid")).toBeNull();
    state.unopenable.clear();
    desk.vaultOpened();
    await settle();
    expect([desk.lane("hyperid") === null, openings.length]).toEqual([false, 2]);
  });

  it("is waited for by a sending that is asked for meanwhile", async () => {
    const { desk, openings, benchOf } = createDesk(["hyperid"], true);
    desk.vaultOpened();
    const sent = desk.send();
    await settle();
    openings[0]?.open();
    expect(codeOf(await sent)).toBe("ok");
    expect(benchOf("hyperid").calls).toEqual([[1]]);
  });
});

describe("a lane that was still being opened", () => {
  it("for a vault that was locked since is not taken", async () => {
    const { desk, clock, openings, benches } = createDesk(["hyperid"], true);
    desk.vaultOpened();
    await settle();
    desk.vaultClosing();
    desk.vaultOpened();
    openings[0]?.open();
    await settle();
    expect(desk.lane("hyperid")).toBeNull();
    openings[1]?.open();
    await settle();
    expect(desk.lane("hyperid")).toBe(benches[1]?.bench.lane);
    await clock.advance(gatherMs);
    expect(benches.map(({ bench }) => bench.calls)).toEqual([[], [[2]]]);
  });

  it("for a store that was closed since is not taken", async () => {
    const { desk, clock, state, openings, benches } = createDesk(["kvs", "hyperid"], true);
    desk.vaultOpened();
    await settle();
    state.inUse = ["kvs"];
    desk.close("hyperid");
    for (const { open } of openings) open();
    await clock.advance(gatherMs);
    expect([desk.lane("hyperid"), desk.lane("kvs") === null]).toEqual([null, false]);
    expect(benches.map(({ bench }) => bench.calls)).toEqual([[[1]], []]);
  });

  it("with former settings gives way to one with those of now", async () => {
    const { desk, openings, benches } = createDesk(["hyperid"], true);
    desk.vaultOpened();
    await settle();
    desk.close("hyperid");
    desk.vaultOpened();
    openings[0]?.open();
    await settle();
    openings[1]?.open();
    await settle();
    expect(desk.lane("hyperid")).toBe(benches[1]?.bench.lane);
  });
});

describe("closing", () => {
  it("ends all lanes, also during a sending", async () => {
    const { desk, clock, benchOf } = createDesk(["kvs", "hyperid"]);
    desk.vaultOpened();
    await settle();
    const release = benchOf("kvs").hold();
    const sent = desk.send("kvs");
    await settle();
    expect(desk.isBusy).toBe(true);
    desk.vaultClosing();
    expect([desk.isBusy, desk.lane("kvs")]).toEqual([false, null]);
    release();
    expect(codeOf(await sent)).toBe("ok");
    desk.somethingWaits();
    await clock.advance(gatherMs);
    expect(benchOf("hyperid").calls).toEqual([]);
  });
});

describe("sending", () => {
  it("goes to all, or to the one that was named", async () => {
    const { desk, benchOf } = createDesk(["kvs", "hyperid"]);
    desk.vaultOpened();
    expect(codeOf(await desk.send("hyperid"))).toBe("ok");
    expect([benchOf("kvs").calls, benchOf("hyperid").calls]).toEqual([[], [[2]]]);
    expect(codeOf(await desk.send())).toBe("ok");
    expect(benchOf("kvs").calls).toEqual([[1]]);
  });

  it("to a store that is not in use says so, and to none at all is fine", async () => {
    const { desk } = createDesk([]);
    desk.vaultOpened();
    expect(codeOf(await desk.send("hyperid"))).toBe("store.not-connected");
    expect(codeOf(await desk.send("kvs"))).toBe("store.not-configured");
    expect(codeOf(await desk.send())).toBe("ok");
  });

  it("of several failures tells one that says more than to tap first", async () => {
    const { desk, benchOf } = createDesk(["kvs", "hyperid"]);
    desk.vaultOpened();
    await settle();
    benchOf("kvs").allowed = fail("session.expired");
    expect(codeOf(await desk.send())).toBe("session.expired");
    benchOf("hyperid").queue(9);
    benchOf("hyperid").failure = appError("store.busy");
    expect(codeOf(await desk.send())).toBe("store.busy");
  });

  it("shows the failure of the first store in their order, whichever was opened first", async () => {
    const { desk, openings, benchOf } = createDesk(["kvs", "hyperid", "digime"], true);
    desk.vaultOpened();
    await settle();
    for (const store of ["digime", "hyperid", "kvs"]) {
      openings.find((one) => one.store === store)?.open();
      await settle();
    }
    await settle();
    benchOf("digime").failure = appError("store.busy");
    benchOf("hyperid").failure = appError("store.refused");
    expect(codeOf(await desk.send())).toBe("store.refused");
    expect(desk.error?.code).toBe("store.refused");
    benchOf("hyperid").failure = null;
    await desk.send();
    expect(desk.error?.code).toBe("store.busy");
  });
});
