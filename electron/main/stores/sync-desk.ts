/**
 * Sends what waits to every connected store: after each change, after each tap, when a retry is due, on
 * demand. KVS is open while the last tap's session lasts; the others while somebody is signed in there.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { RemoteStore } from "#contract/views.ts";
import { remoteStores } from "#contract/views.ts";
import type { Lane } from "./lane.ts";

/** What the desk needs. A maker answers null when its store cannot be opened now. */
export interface SyncDeskParts {
  /** The stores in use. */
  readonly inUse: () => readonly RemoteStore[];
  /** Whether the vault is open and not being rotated: during a rotation ciphertexts are still the former key's. */
  readonly mayOpen: () => boolean;
  readonly openLane: (store: RemoteStore) => Promise<Lane | null>;
  readonly changed: () => void;
}

/** Failures that only say that a store waits for the person. */
const waitsForPerson: readonly AppError["code"][] = ["session.none", "session.expired"];

/** Keeps the copies up to date. */
export class SyncDesk {
  readonly #parts: SyncDeskParts;
  readonly #lanes = new Map<RemoteStore, Lane>();
  /** Every lock, and every closing of a store, begins a new opening: a lane that was still being opened for a former one is not taken. */
  #opening = 0;
  readonly #closings = new Map<RemoteStore, number>();
  #opened: Promise<void> = Promise.resolve();

  constructor(parts: SyncDeskParts) {
    this.#parts = parts;
  }

  get isBusy(): boolean {
    return [...this.#lanes.values()].some(({ isBusy }) => isBusy);
  }

  /** Why the last sending did not go through, if it did not: the first store's in order. */
  get error(): AppError | null {
    return this.#inOrder().find(([, { error }]) => error !== null)?.[1].error ?? null;
  }

  /** The lane of a store while it is open. */
  lane(store: RemoteStore): Lane | null {
    return this.#lanes.get(store) ?? null;
  }

  /** The vault was opened, or a store connected: open the lanes that are missing, and send what waits. */
  vaultOpened(): void {
    const missing = this.#parts.mayOpen()
      ? this.#parts.inUse().filter((store) => !this.#lanes.has(store))
      : [];
    const openings = missing.map((store) => ({ store, opening: this.#openingOf(store) }));
    // One that cannot be opened must not keep later ones from being opened.
    const before = this.#opened.catch(() => undefined);
    this.#opened = before.then(() =>
      Promise.all(openings.map(({ store, opening }) => this.#open(store, opening))).then(() => undefined),
    );
    this.somethingWaits();
  }

  /** Plans a sending shortly to every store that is open. */
  somethingWaits(): void {
    for (const lane of this.#lanes.values()) lane.plan();
  }

  /**
   * Sends what waits now, to one store or to all. Of several failures one that says more than “tap first”.
   * store.not-connected or, for KVS, store.not-configured for one that is not in use.
   */
  async send(store?: RemoteStore): Promise<Result<void, AppError>> {
    await this.#opened.catch(() => undefined);
    const lanes = this.#inOrder().filter(([name]) => store === undefined || name === store);
    if (store !== undefined && !this.#parts.inUse().includes(store))
      return fail(store === "kvs" ? "store.not-configured" : "store.not-connected");
    const sent = await Promise.all(lanes.map(([, lane]) => lane.send(true)));
    const failed = sent.flatMap((result) => (result.ok ? [] : [result]));
    const telling = failed.find(({ error }) => !waitsForPerson.includes(error.code));
    return telling ?? failed[0] ?? ok(undefined);
  }

  /** One store is no longer in use. */
  close(store: RemoteStore): void {
    this.#closings.set(store, (this.#closings.get(store) ?? 0) + 1);
    this.#lanes.get(store)?.dispose();
    this.#lanes.delete(store);
  }

  /** The vault is about to be locked: stop, forget the keys' users. */
  vaultClosing(): void {
    this.#opening += 1;
    for (const lane of this.#lanes.values()) lane.dispose();
    this.#lanes.clear();
  }

  #inOrder(): readonly (readonly [RemoteStore, Lane])[] {
    return [...this.#lanes].sort(([a], [b]) => remoteStores.indexOf(a) - remoteStores.indexOf(b));
  }

  #openingOf(store: RemoteStore): string {
    return `${this.#opening}/${this.#closings.get(store) ?? 0}`;
  }

  async #open(store: RemoteStore, opening: string): Promise<void> {
    if (this.#lanes.has(store)) return;
    const lane = await this.#parts.openLane(store);
    if (lane === null) return;
    if (opening !== this.#openingOf(store) || this.#lanes.has(store)) {
      lane.dispose();
      return;
    }
    this.#lanes.set(store, lane);
    lane.plan();
    this.#parts.changed();
  }
}
