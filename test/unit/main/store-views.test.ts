/** What the window shows of the stores: how each stands, whose it is, and what is kept there. */
import { beforeEach, describe, expect, it } from "vitest";
import { appError } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore, RemoteStore, StoreView } from "#contract/views.ts";
import { remoteStores, storeViewSchema } from "#contract/views.ts";
import { freshProfile } from "#main/profile.ts";
import type { Profile } from "#main/profile.ts";
import type { KnownAccount, StoreViewParts } from "#main/stores/store-views.ts";
import { storeViews } from "#main/stores/store-views.ts";
import { createUsedBytes } from "#main/stores/used-bytes.ts";
import type { AccountFacts } from "#stores/account.port.ts";
import { createLaneBench, entryIdOf } from "#test/support/lane-bench.ts";
import type { LaneBench } from "#test/support/lane-bench.ts";
import { ada } from "#test/support/link-bench.ts";
import { must } from "#test/support/vault-bench.ts";
import type { CopyState } from "#vault/local-store.port.ts";

const now = 1_700_000_000_000;
const minute = 60_000;

let profile: Profile;
beforeEach(() => {
  profile = { ...freshProfile(), kind: "real" };
});

const setUp = (store: AccountStore, isConnected: boolean): void => {
  const own = {
    hyperid: { clientId: "desk" },
    dataswyft: { pdaUrl: "ada.hubat.net", applicationId: "desk" },
    digime: { applicationId: "app", contractId: "c1" },
  } as const;
  const stores = { ...profile.stores, [store]: { ...profile.stores[store], ...own[store], isConnected } };
  profile = { ...profile, stores };
};

const viewOf = (store: RemoteStore, change: Partial<StoreViewParts> = {}): StoreView => {
  const views = storeViews({
    profile,
    local: null,
    usedBytes: (_, kept) => (kept === 0 ? null : 300 * kept),
    hasKvs: true,
    sessionEndsAt: null,
    account: () => null,
    lane: () => null,
    busy: () => false,
    now,
    ...change,
  });
  expect(views.map((view) => view.store)).toEqual(remoteStores);
  const view = views.find((one) => one.store === store);
  return storeViewSchema.parse(view);
};

const known = (
  facts: Partial<AccountFacts> | null,
  error: AppError | null = null,
): Partial<StoreViewParts> => {
  const account: KnownAccount = { facts: facts === null ? null : { ...ada, ...facts }, error };
  return { account: () => account };
};

describe("KVS", () => {
  it.each([
    ["off", { hasKvs: false, sessionEndsAt: now + minute }],
    ["needs-tap", { sessionEndsAt: null }],
    ["needs-tap", { sessionEndsAt: now }],
    ["connected", { sessionEndsAt: now + 1 }],
  ] as const)("is %s with %o", (state, change) => {
    expect(viewOf("kvs", change).state).toBe(state);
  });
});

describe("a store of an account", () => {
  it("is off until it is set up, then ready, then connected", () => {
    expect(viewOf("hyperid").state).toBe("off");
    setUp("hyperid", false);
    expect(viewOf("hyperid")).toMatchObject({ state: "ready", account: null });
    setUp("hyperid", true);
    expect(viewOf("hyperid", known({}))).toMatchObject({
      state: "connected",
      account: "ada@example.org",
      connectedAt: ada.connectedAt,
    });
    expect(viewOf("dataswyft").state).toBe("off");
  });

  it("counts as connected while it is not known yet who is signed in", () => {
    setUp("hyperid", true);
    expect(viewOf("hyperid")).toMatchObject({ state: "connected", account: null, error: null });
  });

  it.each([
    ["the consent ended", known({ consentEndsAt: now })],
    ["it was idle too long", known({ consentEndsAt: now + minute, idleEndsAt: now - 1 })],
    ["nobody is signed in", known(null)],
    ["its tokens are lost", known(null, appError("store.secrets-lost"))],
    ["the service says so", known({}, appError("store.consent-ended"))],
    ["another account came back", known({}, appError("store.other-account"))],
    ["it allows nothing any more", known({}, appError("store.no-permission"))],
  ] as const)("needs a sign-in when %s", (_why, change) => {
    setUp("dataswyft", true);
    expect(viewOf("dataswyft", change).state).toBe("needs-sign-in");
  });

  it.each([
    ["the service is away", known({}, appError("store.unreachable"))],
    ["the keychain is locked", known(null, appError("keychain.locked"))],
    ["both ends lie ahead", known({ consentEndsAt: now + 1, idleEndsAt: now + 1 })],
  ] as const)("does not when %s", (_why, change) => {
    setUp("dataswyft", true);
    expect(viewOf("dataswyft", change).state).toBe("connected");
  });

  it("shows when it must be renewed, a developer's access, and a long name cut", () => {
    setUp("dataswyft", true);
    const facts = {
      label: "x".repeat(400),
      consentEndsAt: now + 9,
      idleEndsAt: now + 3,
      isDeveloperAccess: true,
    };
    const view = viewOf("dataswyft", known(facts));
    expect(view).toMatchObject({ consentEndsAt: now + 9, idleEndsAt: now + 3, isDeveloperAccess: true });
    expect(view.account).toHaveLength(300);
  });

  it("is simulated in the sandbox, where it is always set up", () => {
    profile = { ...freshProfile(), kind: "sandbox" };
    expect(viewOf("digime")).toMatchObject({ state: "ready", isSimulated: true });
    expect(viewOf("kvs").isSimulated).toBe(true);
  });
});

describe("what a sending came to", () => {
  let bench: LaneBench;
  beforeEach(() => {
    bench = createLaneBench("hyperid");
    setUp("hyperid", true);
  });

  const lane = (store: RemoteStore) => (store === "hyperid" ? bench.lane : null);

  it("is shown before what is known of the account, and may ask for a sign-in", async () => {
    bench.queue(1);
    bench.failure = appError("store.consent-ended");
    await bench.lane.send();
    const view = viewOf("hyperid", { ...known({}, appError("store.unreachable")), lane });
    expect(view).toMatchObject({ state: "needs-sign-in", error: { code: "store.consent-ended" } });
    expect(viewOf("digime", { lane }).error).toBeNull();
  });

  it("is busy during it, and during other work on the store", async () => {
    bench.queue(1);
    const release = bench.hold();
    const sent = bench.lane.send();
    expect([viewOf("hyperid", { lane }).isBusy, viewOf("kvs", { lane }).isBusy]).toEqual([true, false]);
    release();
    await sent;
    expect(viewOf("hyperid", { lane }).isBusy).toBe(false);
    expect(viewOf("hyperid", { lane, busy: (store) => store === "hyperid" }).isBusy).toBe(true);
  });

  it("tells when it last went through, and how the copies stand", async () => {
    const { local } = bench;
    expect(viewOf("hyperid", { local })).toMatchObject({
      lastSyncAt: null,
      usedBytes: null,
      copies: { kept: 0, waiting: 0, failed: 0, damaged: 0 },
    });
    for (const n of [1, 2, 3]) bench.queue(n);
    must(await bench.lane.send());
    const set = (n: number, state: CopyState): void => {
      const copy = { store: "hyperid", entryId: entryIdOf(n), revision: n, at: now, state, errorCode: null };
      expect(local.commit([{ op: "copy", copy }])).toEqual(ok(undefined));
    };
    set(2, "failed");
    set(3, "damaged");
    expect(viewOf("hyperid", { local })).toMatchObject({
      lastSyncAt: bench.clock.now(),
      copies: { kept: 1, waiting: 0, failed: 1, damaged: 1 },
      usedBytes: 300,
      capacityBytes: null,
    });
    expect(viewOf("digime", { local })).toMatchObject({ lastSyncAt: null, copies: { kept: 0 } });
    expect(viewOf("dataswyft", { local }).capacityBytes).toBeGreaterThan(0);
  });

  it("counts what the copies take now and then, not after every change", async () => {
    const { local, clock } = bench;
    const usedBytes = createUsedBytes(local, clock);
    expect(usedBytes("hyperid", 0)).toBeNull();
    bench.queue(1);
    must(await bench.lane.send());
    const first = usedBytes("hyperid", 1);
    expect(first).toBe(must(local.keptBytes("hyperid")));
    bench.queue(2);
    must(await bench.lane.send());
    expect(usedBytes("hyperid", 2)).toBe(first);
    await clock.advance(10_000);
    expect(usedBytes("hyperid", 2)).toBe(must(local.keptBytes("hyperid")));
    expect(usedBytes("hyperid", 2)).toBeGreaterThan(first ?? 0);
  });
});
