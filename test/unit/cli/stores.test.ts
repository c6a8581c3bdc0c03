/** The verbs about stores over a bridge in memory: listing, sending, checking, sharing. */
import { beforeAll, describe, expect, it } from "vitest";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import { goodCheck } from "#test/support/fake-store-calls.ts";
import { storeView, usedStore, usedStores } from "#test/support/fake-store-views.ts";
import { settle } from "#test/support/manual-clock.ts";
import { begin, loadVerbs, run } from "./store-verbs.ts";
import type { Replies, VerbBench } from "./verb-bench.ts";
import { idOf, listing, rowOf } from "./verb-bench.ts";

const open = { vault: "unlocked" } as const;

beforeAll(loadVerbs);

describe("stores", () => {
  it("lists each with its state, account, copies and trouble", async () => {
    const stores = [
      storeView("kvs", { copies: { kept: 3, waiting: 1, failed: 2, damaged: 4 } }),
      usedStore("hyperid", { account: "a\u202eb@example.org", lastSyncAt: 0, isDeveloperAccess: true }),
      storeView("dataswyft", { state: "needs-sign-in", error: fail("store.consent-ended").error }),
      storeView("digime", { isSimulated: true }),
    ];
    const { exitCode, answers, texts } = await run("stores", { stores: { stores } });
    expect([exitCode, answers]).toEqual([0, [stores]]);
    expect(texts[0]?.split("\n")).toEqual([
      "kvs\topens with a tap\t\t3 kept, 1 waiting, 2 failed, 4 damaged",
      "hyperid\tconnected\ta\ufffdb@example.org\t40 kept\tsent 1970-01-01 00:00:00\tdeveloper access",
      "dataswyft\tsign in again\t\t0 kept\t\t\tstore.consent-ended",
      "digime\tnot set up\t\t0 kept\t\tsimulated",
    ]);
  });

  it("waits until it is known who is signed in", async () => {
    const bench = begin("stores", { stores: { stores: usedStores({ hyperid: { account: null } }) } });
    await settle();
    expect(bench.answers).toEqual([]);
    bench.pushStores({ stores: usedStores() });
    expect([await bench.ended, bench.answers.length]).toEqual([0, 1]);
  });
});

describe("stores check", () => {
  const check = (change: Parameters<typeof goodCheck>[1], line = "stores check hyperid") =>
    run(line, { app: open, replies: { "stores.verify": () => ok(goodCheck("hyperid", change)) } });

  it.each([
    [0, {}],
    [0, { foreign: 2 }],
    [9, { missing: 1 }],
    [9, { different: 1 }],
    [9, { damaged: 1 }],
    [0, { missing: 1, damaged: 1, repaired: 2 }],
    [9, { missing: 1, damaged: 1, repaired: 1 }],
  ])("ends with %i for %o", async (exitCode, change) => {
    const bench = await check(change);
    expect(bench.exitCode).toBe(exitCode);
    expect(bench.answers).toMatchObject([{ isWell: exitCode === 0, store: "hyperid" }]);
    expect(bench.called("stores.verify")).toEqual([{ store: "hyperid", repair: false }]);
  });

  it("mends when asked to", async () => {
    const bench = await check({}, "stores check hyperid --repair");
    expect(bench.called("stores.verify")).toEqual([{ store: "hyperid", repair: true }]);
  });
});

describe("what needs the session of a tap", () => {
  const used = { stores: usedStores() };
  const overUntilTapped = (call: keyof Replies, reply: unknown) => {
    let isTapped = false;
    const holder: { bench?: VerbBench } = {};
    const replies = {
      ...listing([rowOf(1, "Harbour")]),
      "scan.start": () => {
        isTapped = true;
        setImmediate(() => holder.bench?.pushScan({ scanId: "s1", state: "authenticated", after: "done" }));
        return ok({ scanId: "s1" });
      },
      [call]: () => (isTapped ? ok(reply) : fail("session.expired")),
    } as Replies;
    return { start: { app: open, stores: used, replies }, holder };
  };

  it.each([
    ["sync", "stores.sync", {}],
    ["sync kvs", "stores.sync", {}],
    ["stores check kvs", "stores.verify", goodCheck("kvs")],
    ["stores test kvs", "stores.test", { tookMs: 3 }],
    ["stores share Harbour --as kvs-name --name door", "stores.share", {}],
  ] as const)("%s taps when it is over, and goes on", async (line, call, reply) => {
    const { start, holder } = overUntilTapped(call, reply);
    const bench = begin(line, start);
    holder.bench = bench;
    expect(await bench.ended).toBe(0);
    expect(bench.called("scan.start")).toEqual([{ purpose: "session" }]);
    expect(bench.called(call)).toHaveLength(2);
  });

  it("does not tap for what a tap does not mend", async () => {
    const replies = { "stores.sync": () => fail("store.unreachable") };
    const bench = await run("sync", { app: open, stores: used, replies });
    expect([bench.exitCode, bench.errors, bench.called("scan.start")]).toEqual([
      7,
      ["store.unreachable"],
      [],
    ]);
  });

  it("sync shows the stores in use, or the one that was named", async () => {
    const stores = { stores: usedStores({ digime: { state: "ready" } }) };
    const replies = { "stores.sync": () => ok({}) };
    const all = await run("sync", { app: open, stores, replies });
    expect(all.answers).toMatchObject([
      [{ store: "kvs", kept: 40 }, { store: "hyperid" }, { store: "dataswyft" }],
    ]);
    const one = await run("sync hyperid", { app: open, stores, replies });
    expect(one.answers).toMatchObject([[{ store: "hyperid" }]]);
  });
});

describe("stores share", () => {
  it("hands an entry over by its title, and takes it back", async () => {
    const replies = { ...listing([rowOf(1, "Harbour")]), "stores.share": () => ok({}) };
    const line = "stores share Harbour --as hyperid-shared --name door";
    const given = await run(line, { app: open, replies });
    const taken = await run(`${line} --withdraw`, { app: open, replies });
    const input = { entryId: idOf(1), way: "hyperid-shared", name: "door", isWithdrawn: false };
    expect([given.exitCode, given.called("stores.share")]).toEqual([0, [input]]);
    expect(taken.called("stores.share")).toEqual([{ ...input, isWithdrawn: true }]);
  });

  it("tells a name that is too long, and an entry that is none", async () => {
    const replies = {
      ...listing([rowOf(1, "Harbour")]),
      "stores.share": () => fail("store.name-too-long", { bytes: 30, limit: 20 }),
    };
    const long = await run("stores share Harbour --as kvs-name --name x", { app: open, replies });
    expect([long.exitCode, long.errors]).toEqual([2, ["store.name-too-long"]]);
    const none = await run("stores share Nothing --as kvs-name --name x", { app: open, replies });
    expect([none.exitCode, none.errors]).toEqual([4, ["entry.not-found"]]);
  });
});
