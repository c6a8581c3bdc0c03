/** What main would answer to the calls about stores: settings in memory, and a sign-in that plays by itself. */
import { appError, fail } from "#contract/errors.ts";
import type { CommandInput, CommandName, Reply } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import type {
  AccountStore,
  ReadBack,
  RemoteStore,
  StoreCheck,
  StoreSettings,
  StoreView,
} from "#contract/views.ts";
import { usedStore } from "./fake-store-views.ts";
import type { FakeWorld } from "./fake-world.ts";

type Handlers = { readonly [C in CommandName]: (input: CommandInput<C>) => Reply<C> | Promise<Reply<C>> };

const signInMs = 600_000;

const firstSettings: Readonly<Record<AccountStore, StoreSettings>> = {
  hyperid: {
    store: "hyperid",
    issuer: "",
    clientId: "",
    redirect: "loopback",
    maxValueBytes: 4_096,
    keysPerRequest: 50,
    hasSecret: false,
  },
  dataswyft: {
    store: "dataswyft",
    pdaUrl: "",
    applicationId: "",
    namespace: "",
    signInPage: "hatlogin",
    hasStateInRedirect: true,
    redirect: "loopback",
    fileFromBytes: 65_536,
  },
  digime: {
    store: "digime",
    baseUrl: "",
    onboardUrl: "",
    cloudBaseUrl: "",
    applicationId: "",
    contractId: "",
    redirect: "loopback",
    writeProtocol: "library",
    legacyBaseUrl: "",
    readContractId: "",
    hasContractKey: false,
    hasReadContractKey: false,
  },
};

/** A check that found everything in order. */
export const goodCheck = (store: RemoteStore, change: Partial<StoreCheck> = {}): StoreCheck => ({
  store,
  checked: 40,
  equal: 40,
  missing: 0,
  different: 0,
  damaged: 0,
  foreign: 0,
  repaired: 0,
  ...change,
});

/** The n-th file that comes back from digi.me. */
export const fakeReadBack = (n: number): ReadBack => ({
  name:
    n === 2
      ? "A file with a name that goes on and on, as somebody wrote it, and on.tapvault"
      : `entry-${n + 1}.tapvault`,
  reference: `ref-${n.toString().padStart(5, "0")}`,
  at: n === 3 ? null : Date.UTC(2026, 10, 20, 8, 15) - n * 3_600_000,
  sizeBytes: 812 + n * 37,
  state: n === 1 ? "foreign" : n === 4 ? "damaged" : "opens",
});

const storeChanger =
  (world: FakeWorld) =>
  (store: RemoteStore, change: (view: StoreView) => Partial<StoreView>): void => {
    const { stores } = world.view("stores.changed");
    world.push("stores.changed", {
      stores: stores.map((view) => (view.store === store ? { ...view, ...change(view) } : view)),
    });
  };

const settingHandlers = (world: FakeWorld) => {
  const kept = { ...firstSettings };
  const change = storeChanger(world);
  return {
    "stores.settings": ({ store }) => ok({ settings: kept[store] }),
    "stores.configure": ({ settings, clientSecret, contractKey, readContractKey }) => {
      const { store } = settings;
      if (settings.store === "dataswyft") {
        const namespace = settings.namespace ?? "";
        if (/[^0-9a-z-]/u.test(namespace))
          return fail("settings.namespace-malformed", { suggestion: namespace.toLowerCase() });
        if (settings.pdaUrl === "nobody.hubat.net") return fail("settings.pda-unknown");
      }
      const secrets = {
        ...(clientSecret === undefined ? {} : { hasSecret: clientSecret !== null }),
        ...(contractKey === undefined ? {} : { hasContractKey: contractKey !== null }),
        ...(readContractKey === undefined ? {} : { hasReadContractKey: readContractKey !== null }),
      };
      kept[store] = { ...kept[store], ...settings, ...secrets } as StoreSettings;
      change(store, ({ state }) => (state === "off" ? { state: "ready" } : {}));
      return ok({});
    },
  } satisfies Partial<Handlers>;
};

const connectHandlers = (world: FakeWorld) => {
  const change = storeChanger(world);
  let links = 0;
  const isCurrent = (linkId: string): boolean => world.view("stores.changed").link?.linkId === linkId;
  const connected = (store: AccountStore, more: Partial<StoreView> = {}): void =>
    change(store, ({ isSimulated }) => ({ ...usedStore(store), isSimulated, lastSyncAt: null, ...more }));
  const play = (linkId: string, store: AccountStore): void => {
    const link = world.view("stores.changed").link;
    if (link === null) return;
    setTimeout(() => {
      if (isCurrent(linkId)) world.push("stores.changed", { link: { ...link, state: "checking" } });
    }, world.stepMs * 2);
    setTimeout(() => {
      if (!isCurrent(linkId)) return;
      connected(store);
      world.push("stores.changed", { link: null, lastLink: { linkId, store, error: null } });
    }, world.stepMs * 3);
  };
  return {
    "stores.connect": ({ store }) => {
      if (world.view("stores.changed").link !== null) return fail("connect.busy");
      const linkId = `link-${(links += 1)}`;
      const url = `https://login.example.org/authorize?client_id=tapvault&state=${linkId}&code_challenge=E9Melhoa2Ow`;
      const endsAt = Date.now() + signInMs;
      world.push("stores.changed", {
        link: { linkId, store, state: "in-browser", url, isBrowserOpen: true, endsAt },
      });
      play(linkId, store);
      return ok({ linkId });
    },
    "stores.cancelConnect": ({ linkId }) => {
      const { link } = world.view("stores.changed");
      if (link?.linkId !== linkId) return ok({});
      const lastLink = { linkId, store: link.store, error: appError("connect.cancelled") };
      world.push("stores.changed", { link: null, lastLink });
      return ok({});
    },
    "stores.connectAsOwner": ({ password }) => {
      if (password === "wrong") return fail("connect.refused");
      connected("dataswyft", { isDeveloperAccess: true });
      return ok({});
    },
    "stores.disconnect": ({ store }) => {
      change(store, ({ isSimulated }) => ({
        ...usedStore(store),
        isSimulated,
        state: "ready",
        account: null,
        copies: { kept: 0, waiting: 0, failed: 0, damaged: 0 },
      }));
      return ok({});
    },
  } satisfies Partial<Handlers>;
};

const copyHandlers = (world: FakeWorld) => {
  const change = storeChanger(world);
  return {
    "stores.sync": ({ store }) => {
      for (const view of world.view("stores.changed").stores) {
        if (store !== undefined && view.store !== store) continue;
        change(view.store, ({ copies }) => ({
          lastSyncAt: Date.now(),
          error: null,
          copies: { ...copies, kept: copies.kept + copies.waiting + copies.failed, waiting: 0, failed: 0 },
        }));
      }
      return ok({});
    },
    "stores.test": () => ok({ tookMs: 84 }),
    "stores.verify": ({ store, repair }) => {
      const view = world.view("stores.changed").stores.find((each) => each.store === store);
      const damaged = view?.copies.damaged ?? 0;
      if (!repair) return ok(goodCheck(store, { equal: 40 - damaged, damaged }));
      change(store, ({ copies }) => ({ copies: { ...copies, kept: copies.kept + damaged, damaged: 0 } }));
      return ok(goodCheck(store, { repaired: damaged }));
    },
    "stores.share": ({ way, name }) => {
      if (name === "refused") return fail("store.no-permission");
      return way === "kvs-name" && new TextEncoder().encode(name).length > 20
        ? fail("store.name-too-long", { limit: 20 })
        : ok({});
    },
    "stores.readBack": () => ok({ files: Array.from({ length: 7 }, (_, n) => fakeReadBack(n)) }),
  } satisfies Partial<Handlers>;
};

type Answered =
  | keyof ReturnType<typeof settingHandlers>
  | keyof ReturnType<typeof connectHandlers>
  | keyof ReturnType<typeof copyHandlers>;

/** The handlers over the fake's snapshots. */
export const storeHandlers = (world: FakeWorld): Pick<Handlers, Answered> => ({
  ...settingHandlers(world),
  ...connectHandlers(world),
  ...copyHandlers(world),
});
