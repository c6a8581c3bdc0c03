/** The stores to start from in tests of the window: none set up, all in use, or whatever a test needs. */
import type { RemoteStore, StoreView, StoresView } from "#contract/views.ts";
import { remoteStores } from "#contract/views.ts";
import type { Unnumbered } from "./fake-views.ts";

const minute = 60_000;

/** A moment so many minutes from now; before now where it is negative. */
export const minutesFromNow = (minutes: number): number => Date.now() + minutes * minute;

/** A store that nobody set up, with some of it changed. */
export const storeView = (store: RemoteStore, change: Partial<StoreView> = {}): StoreView => ({
  store,
  state: store === "kvs" ? "needs-tap" : "off",
  account: null,
  isDeveloperAccess: false,
  isSimulated: false,
  connectedAt: null,
  lastSyncAt: null,
  copies: { kept: 0, waiting: 0, failed: 0, damaged: 0 },
  usedBytes: null,
  capacityBytes: null,
  consentEndsAt: null,
  idleEndsAt: null,
  isBusy: false,
  error: null,
  ...change,
});

const inUse = {
  state: "connected",
  connectedAt: minutesFromNow(-9 * 24 * 60),
  lastSyncAt: minutesFromNow(-5),
  copies: { kept: 40, waiting: 0, failed: 0, damaged: 0 },
} as const;

const used: Readonly<Record<RemoteStore, Partial<StoreView>>> = {
  kvs: { ...inUse, usedBytes: 61_440 },
  hyperid: { ...inUse, account: "mara.lindqvist@example.org", usedBytes: 182_300 },
  dataswyft: {
    ...inUse,
    account: "mara.hubat.net",
    usedBytes: 1_240_000,
    capacityBytes: 5_000_000_000,
    consentEndsAt: minutesFromNow(21 * 24 * 60),
    idleEndsAt: minutesFromNow(3 * 24 * 60 + 5),
  },
  digime: {
    ...inUse,
    account: "digi.me account c-5f21",
    usedBytes: 402_118,
    consentEndsAt: minutesFromNow(80 * 24 * 60),
  },
};

/** A store in use, with some of it changed. */
export const usedStore = (store: RemoteStore, change: Partial<StoreView> = {}): StoreView =>
  storeView(store, { ...used[store], ...change });

/** Snapshots of four stores made by one rule, some of them changed. */
const viewsOf = (
  make: (store: RemoteStore, change?: Partial<StoreView>) => StoreView,
  changes: Partial<Record<RemoteStore, Partial<StoreView>>>,
): StoreView[] => remoteStores.map((store) => make(store, changes[store]));

/** Only KVS, closed until the next tap. */
export const calmStores: Unnumbered<StoresView> = {
  stores: viewsOf(storeView, {}),
  link: null,
  lastLink: null,
};

/** All connected, some of them changed. */
export const usedStores = (changes: Partial<Record<RemoteStore, Partial<StoreView>>> = {}): StoreView[] =>
  viewsOf(usedStore, changes);

/** The sandbox: everything ready to be connected, and simulated. */
export const sandboxStores = (changes: Partial<Record<RemoteStore, Partial<StoreView>>> = {}): StoreView[] =>
  remoteStores.map((store) =>
    storeView(store, {
      state: store === "kvs" ? "needs-tap" : "ready",
      isSimulated: true,
      ...changes[store],
    }),
  );
