/**
 * The stores as a person deals with them: setting up, signing in and out, testing, checking, sharing, and
 * what is shown of it. Sending is the sync desk's, which belongs to it.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore, RemoteStore, StoresView } from "#contract/views.ts";
import { accountStores } from "#contract/views.ts";
import { KnownAccounts } from "./known-accounts.ts";
import { LinkDesk } from "./link-desk.ts";
import { readBack, shareEntry } from "./sharing.ts";
import type { StoreDeskParts } from "./store-desk-parts.ts";
import { openLane, openNamedStore } from "./store-lanes.ts";
import type { StoreServices } from "./store-services.ts";
import { createStoreServices } from "./store-services.ts";
import { settingsSlotName } from "./store-services-parts.ts";
import { configure, readSecrets, settingsView } from "./store-settings.ts";
import { storeViews } from "./store-views.ts";
import { removeCopies, verifyStore } from "./store-work.ts";
import { SyncDesk } from "./sync-desk.ts";
import { createUsedBytes } from "./used-bytes.ts";
import type { UsedBytes } from "./used-bytes.ts";

type Outcome<T> = Promise<Result<T, AppError>>;

/** How long a test of a connection or a sign-out may take. */
const shortMs = 15_000;

/** The desk. */
export class StoreDesk {
  readonly sync: SyncDesk;
  readonly #parts: StoreDeskParts;
  readonly #services: StoreServices;
  readonly #links: LinkDesk;
  readonly #accounts: KnownAccounts;
  readonly #usedBytes: UsedBytes;
  readonly #working = new Set<RemoteStore>();

  constructor(parts: StoreDeskParts) {
    this.#parts = parts;
    this.#services = createStoreServices(parts);
    this.#links = new LinkDesk({
      ...parts,
      linked: (store, error) =>
        parts.record({ kind: "store", store, what: "connect", count: null, error: error?.code ?? null }),
    });
    this.#usedBytes = createUsedBytes(parts.local, parts.clock);
    this.#accounts = new KnownAccounts({
      isConnected: (store) => parts.profile().stores[store].isConnected,
      account: (store) => this.#account(store),
      changed: parts.changed,
    });
    this.sync = new SyncDesk({
      inUse: () => this.inUse(),
      mayOpen: () => parts.vault?.rotation() === null && parts.vault.entries() !== null,
      openLane: (store) => openLane(parts, this.#services, store),
      changed: parts.changed,
    });
  }

  /** The stores that get copies. */
  inUse(): readonly RemoteStore[] {
    const { stores } = this.#parts.profile();
    const connected = accountStores.filter((store) => stores[store].isConnected);
    return [...(this.#parts.kvs === null ? [] : (["kvs"] as const)), ...connected];
  }

  view(): Omit<StoresView, "seq"> {
    const { profile, local, kvs, sessionEndsAt, clock } = this.#parts;
    return {
      stores: storeViews({
        profile: profile(),
        local,
        usedBytes: this.#usedBytes,
        hasKvs: kvs !== null,
        sessionEndsAt: sessionEndsAt(),
        account: (store) => this.#accounts.now(store),
        lane: (store) => this.sync.lane(store),
        busy: (store) => this.#working.has(store),
        now: clock.now(),
      }),
      link: this.#links.link,
      lastLink: this.#links.last,
    };
  }

  async settings(store: AccountStore): Outcome<CommandOutput<"stores.settings">> {
    const secrets = await readSecrets(this.#parts.slot(settingsSlotName(store)));
    if (!secrets.ok && secrets.error.code !== "store.secrets-lost") return secrets;
    const kept = secrets.ok
      ? secrets.value
      : { clientSecret: null, contractKey: null, readContractKey: null };
    return ok({ settings: settingsView(store, this.#parts.profile(), kept) });
  }

  async configure(input: CommandInput<"stores.configure">): Outcome<void> {
    const { store } = input.settings;
    const { profile, saveProfile, slot } = this.#parts;
    const configured = await configure(
      { profile: profile(), saveProfile, slot: slot(settingsSlotName(store)) },
      input,
    );
    if (!configured.ok) return configured;
    this.#services.forget(store);
    this.sync.close(store);
    this.sync.vaultOpened();
    this.#parts.changed();
    return configured;
  }

  /** Opens the browser for a sign-in. */
  async connect({
    store,
    isForReading,
  }: CommandInput<"stores.connect">): Outcome<CommandOutput<"stores.connect">> {
    const isReading = isForReading && store === "digime";
    const account = isReading ? await this.#readingAccount() : await this.#account(store);
    if (!account.ok) return account;
    const facts = await account.value.facts();
    return this.#links.start({
      store,
      way: this.#parts.takesAddresses ? this.#parts.profile().stores[store].redirect : "loopback",
      account: account.value,
      expectedId: facts.ok ? (facts.value?.id ?? null) : null,
      connected: () => (isReading ? Promise.resolve(ok(undefined)) : this.#connected(store)),
    });
  }

  cancelConnect(linkId: string): void {
    this.#links.cancel(linkId);
  }

  /** An address of our own scheme was opened; true when a sign-in waited for it. */
  takeAddress(address: string): boolean {
    return this.#links.takeAddress(address);
  }

  /** Dataswyft with an owner's name and password. */
  async connectAsOwner(username: string, password: string): Outcome<void> {
    const service = await this.#services.get("dataswyft");
    if (!service.ok) return service;
    const signal = AbortSignal.timeout(shortMs);
    const signedIn = await service.value.ownerSignIn(username, password, signal);
    return signedIn.ok ? this.#connected("dataswyft") : signedIn;
  }

  /** Asks the store something small. */
  async test(store: RemoteStore): Outcome<CommandOutput<"stores.test">> {
    const { clock } = this.#parts;
    const startedAt = clock.monotonicMs();
    const signal = AbortSignal.timeout(shortMs);
    const tested = store === "kvs" ? await this.#testKvs(signal) : await this.#testAccount(store, signal);
    this.#parts.changed();
    return tested.ok ? ok({ tookMs: Math.max(0, clock.monotonicMs() - startedAt) }) : tested;
  }

  /** Ends a connection; with "delete" after all copies there were removed. Nothing ends when that fails. */
  async disconnect({ store, copies }: CommandInput<"stores.disconnect">): Outcome<void> {
    const { profile, saveProfile, local } = this.#parts;
    if (copies === "delete") {
      const removed = await this.#removeCopies(store);
      if (!removed.ok) return removed;
    }
    this.sync.close(store);
    const account = await this.#account(store);
    if (account.ok) await account.value.disconnect(AbortSignal.timeout(shortMs));
    const stores = { ...profile().stores, [store]: { ...profile().stores[store], isConnected: false } };
    const saved = await saveProfile({ ...profile(), stores });
    if (!saved.ok) return saved;
    const forgotten = local?.commit([
      { op: "copies-forgotten", store },
      { op: "meta", name: `${store}/synced`, value: null },
    ]);
    this.#accounts.forget(store);
    this.#parts.changed();
    return forgotten ?? ok(undefined);
  }

  /** Reads the copies back; with `repair` mends them. */
  async verify({ store, repair }: CommandInput<"stores.verify">): Outcome<CommandOutput<"stores.verify">> {
    const { local, vault, tasks, clock } = this.#parts;
    const entries = vault?.entries() ?? null;
    if (local === null || entries === null) return fail("vault.locked");
    await this.sync.send(store);
    const lane = this.sync.lane(store);
    if (lane === null) return fail(store === "kvs" ? "session.none" : "store.not-connected");
    const parts = { store, remote: lane.remote, local, entries, now: () => clock.now() };
    const work = tasks.begin({ kind: "store-check", label: store }, (control) =>
      verifyStore(parts, repair, control),
    );
    return this.#during(store, work.done);
  }

  share(input: CommandInput<"stores.share">): Outcome<void> {
    return shareEntry(this.#parts, this.#services, this.sync, input);
  }

  readBack(): Outcome<CommandOutput<"stores.readBack">> {
    return this.#during("digime", readBack(this.#parts, this.#services));
  }

  dispose(): void {
    this.#links.dispose();
    this.sync.vaultClosing();
    this.#accounts.dispose();
  }

  async #account(store: AccountStore) {
    const service = await this.#services.get(store);
    return service.ok ? ok(service.value.account) : service;
  }

  async #readingAccount() {
    const service = await this.#services.get("digime");
    return service.ok ? ok(service.value.readBack.account) : service;
  }

  async #connected(store: AccountStore): Outcome<void> {
    const { profile, saveProfile } = this.#parts;
    const stores = { ...profile().stores, [store]: { ...profile().stores[store], isConnected: true } };
    const saved = await saveProfile({ ...profile(), stores });
    if (!saved.ok) return saved;
    await this.#accounts.learn(store);
    this.sync.close(store);
    this.sync.vaultOpened();
    return ok(undefined);
  }

  async #testAccount(store: AccountStore, signal: AbortSignal): Outcome<void> {
    const account = await this.#account(store);
    if (!account.ok) return account;
    const tested = await account.value.test(signal);
    if (this.#parts.profile().stores[store].isConnected) await this.#accounts.learn(store);
    this.#accounts.note(store, tested);
    return tested;
  }

  async #testKvs(signal: AbortSignal): Outcome<void> {
    await this.sync.send("kvs");
    const lane = this.sync.lane("kvs");
    if (lane === null) return fail(this.#parts.kvs === null ? "store.not-configured" : "vault.locked");
    const listed = await lane.remote.list?.(signal);
    return listed === undefined || listed.ok ? ok(undefined) : listed;
  }

  async #removeCopies(store: AccountStore): Outcome<void> {
    const named = await openNamedStore(this.#parts, this.#services, store);
    if (!named.ok) return named;
    this.sync.close(store);
    const work = this.#parts.tasks.begin({ kind: "store-removal", label: store }, (control) =>
      removeCopies(named.value, control),
    );
    const removed = await this.#during(store, work.done);
    // What could not be removed is still in use.
    if (!removed.ok) this.sync.vaultOpened();
    return removed;
  }

  /** Shows that a store is at work, and what its sign-in turned out to be worth. */
  async #during<T>(store: RemoteStore, work: Outcome<T>): Outcome<T> {
    this.#working.add(store);
    this.#parts.changed();
    const result = await work.finally(() => this.#working.delete(store));
    if (store !== "kvs") this.#accounts.note(store, result);
    this.#parts.changed();
    return result;
  }
}
