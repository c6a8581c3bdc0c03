/** What the window shows of the stores. Nothing secret is in reach of these functions. */
import type { AppError } from "#contract/errors.ts";
import type { AccountStore, RemoteStore, StoreView } from "#contract/views.ts";
import { accountStores, remoteStores } from "#contract/views.ts";
import { usesSandbox } from "#main/has-sandbox.ts";
import type { Profile } from "#main/profile.ts";
import type { AccountFacts } from "#stores/account.port.ts";
import type { LocalStore, StoreCopies } from "#vault/local-store.port.ts";
import type { Lane } from "./lane.ts";
import { syncedName } from "./lane.ts";
import { isConfigured } from "./store-settings.ts";

/** What is known of a connected account: facts, or why there are none. */
export interface KnownAccount {
  readonly facts: AccountFacts | null;
  readonly error: AppError | null;
}

/** What the views are made from. */
export interface StoreViewParts {
  readonly profile: Profile;
  readonly local: LocalStore | null;
  /** What the kept copies take at a store, as it was counted last. */
  readonly usedBytes: (store: RemoteStore, kept: number) => number | null;
  readonly hasKvs: boolean;
  /** When the tap's session ends; null without one. */
  readonly sessionEndsAt: number | null;
  readonly account: (store: AccountStore) => KnownAccount | null;
  readonly lane: (store: RemoteStore) => Lane | null;
  readonly busy: (store: RemoteStore) => boolean;
  readonly now: number;
}

/** Failures after which only signing in again helps. */
export const needsSignIn: readonly AppError["code"][] = [
  "store.consent-ended",
  "store.not-connected",
  "store.secrets-lost",
  "store.other-account",
  "store.no-permission",
];

/** What the service gives to each account, where it says so (Dataswyft's contract, 6: limits). */
const capacities: Readonly<Partial<Record<RemoteStore, number>>> = { dataswyft: 100_000_000 };

const noCopies: StoreCopies = { kept: 0, waiting: 0, failed: 0, damaged: 0 };

const isAccountStore = (store: RemoteStore): store is AccountStore =>
  (accountStores as readonly RemoteStore[]).includes(store);

const kvsState = ({ hasKvs, sessionEndsAt, now }: StoreViewParts): StoreView["state"] => {
  if (!hasKvs) return "off";
  return sessionEndsAt !== null && now < sessionEndsAt ? "connected" : "needs-tap";
};

const hasEnded = (facts: AccountFacts | null, now: number): boolean =>
  [facts?.consentEndsAt, facts?.idleEndsAt].some((at) => typeof at === "number" && at <= now);

const mustSignIn = (known: KnownAccount | null, error: AppError | null, now: number): boolean => {
  if (error !== null && needsSignIn.includes(error.code)) return true;
  if (known === null || known.error !== null) return false;
  return known.facts === null || hasEnded(known.facts, now);
};

const accountState = (
  { profile, now }: StoreViewParts,
  store: AccountStore,
  known: KnownAccount | null,
  error: AppError | null,
): StoreView["state"] => {
  if (!profile.stores[store].isConnected) return isConfigured(store, profile) ? "ready" : "off";
  return mustSignIn(known, error, now) ? "needs-sign-in" : "connected";
};

const readTime = (local: LocalStore | null, store: RemoteStore): number | null => {
  const row = local?.meta(syncedName(store));
  if (row?.ok !== true || row.value?.length !== 8) return null;
  const view = new DataView(row.value.buffer, row.value.byteOffset, 8);
  return view.getUint32(0) * 0x1_0000_0000 + view.getUint32(4);
};

type AccountView = Pick<
  StoreView,
  "account" | "isDeveloperAccess" | "connectedAt" | "consentEndsAt" | "idleEndsAt"
>;

const nobody: AccountView = {
  account: null,
  isDeveloperAccess: false,
  connectedAt: null,
  consentEndsAt: null,
  idleEndsAt: null,
};

const accountView = (facts: AccountFacts | null): AccountView => {
  if (facts === null) return nobody;
  const { label, isDeveloperAccess, connectedAt, consentEndsAt, idleEndsAt } = facts;
  return { account: label.slice(0, 300), isDeveloperAccess, connectedAt, consentEndsAt, idleEndsAt };
};

const copiesView = (
  { local, usedBytes }: StoreViewParts,
  store: RemoteStore,
  copies: StoreCopies,
): Pick<StoreView, "copies" | "usedBytes" | "lastSyncAt" | "capacityBytes"> => ({
  copies,
  usedBytes: usedBytes(store, copies.kept),
  capacityBytes: capacities[store] ?? null,
  lastSyncAt: readTime(local, store),
});

const storeView = (parts: StoreViewParts, store: RemoteStore, copies: StoreCopies): StoreView => {
  const known = isAccountStore(store) ? parts.account(store) : null;
  const lane = parts.lane(store) ?? { error: null, isBusy: false };
  const error = lane.error ?? known?.error ?? null;
  return {
    store,
    state: isAccountStore(store) ? accountState(parts, store, known, error) : kvsState(parts),
    ...accountView(known?.facts ?? null),
    ...copiesView(parts, store, copies),
    isSimulated: usesSandbox(parts.profile.kind),
    isBusy: parts.busy(store) || lane.isBusy,
    error,
  };
};

/** All stores in their order. */
export const storeViews = (parts: StoreViewParts): StoreView[] => {
  const counted = parts.local?.storeCopies();
  const copies = counted?.ok === true ? counted.value : new Map<string, StoreCopies>();
  return remoteStores.map((store) => storeView(parts, store, copies.get(store) ?? noCopies));
};
