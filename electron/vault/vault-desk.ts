/**
 * The desk that all of the vault's functions share: the keys while it is open, the entries over them,
 * and who is told of changes. Keys are taken into memory here and nowhere else; `lock` wipes them.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { RotationView } from "#contract/views.ts";
import { openEntries } from "./entries.ts";
import type { OpenEntries } from "./entries.ts";
import { keyEpochName } from "./key-epoch.ts";
import { createVaultKeys } from "./keys.ts";
import type { VaultKeys } from "./keys.ts";
import type { LocalStoreError, Stored } from "./local-store.port.ts";
import { metaNames } from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import { endRotation, resumeRotation } from "./vault-rotation.ts";
import { upgradeSlot } from "./vault-slots.ts";
import type { OpenedSlot } from "./vault-unlock.ts";
import type { VaultError, VaultStatus } from "./vault.port.ts";

/** What is in memory while the vault is open. `entries` is null until the creation is finished. */
export interface Session {
  readonly keys: VaultKeys;
  entries: OpenEntries | null;
  positions: readonly number[] | null;
  rotation: { readonly view: RotationView; readonly stop: AbortController } | null;
}

/** The vault's parts with what it holds now. */
export interface Desk {
  readonly parts: VaultParts;
  readonly listeners: Set<(status: VaultStatus) => void>;
  session: Session | null;
  fileError: LocalStoreError | null;
}

/** The id of the vault there is (16 bytes); null when there is none. Notes why the file cannot be read. */
export const readId = (desk: Desk): Stored<Uint8Array | null> => {
  const id = desk.parts.store.meta(metaNames.vaultId);
  desk.fileError = id.ok ? null : id.error;
  return id;
};

/** Which state the vault is in. */
export const statusOf = (desk: Desk): VaultStatus => {
  if (desk.session !== null) return desk.session.entries === null ? "unfinished" : "unlocked";
  const id = readId(desk);
  return id.ok && id.value === null ? "none" : "locked";
};

/** Tells every listener. */
export const notify = (desk: Desk): void => {
  const status = statusOf(desk);
  for (const listener of desk.listeners) listener(status);
};

/** Wipes the keys and forgets every plaintext. */
export const lock = (desk: Desk): void => {
  const { session } = desk;
  if (session === null) return;
  desk.session = null;
  session.rotation?.stop.abort();
  session.entries?.close();
  session.keys.wipe();
  notify(desk);
};

/** Opens the entries under these keys. */
export const openList = (desk: Desk, keys: VaultKeys): Stored<OpenEntries> =>
  openEntries({ ...desk.parts, keys, keysReplaced: () => lock(desk) });

/** The keys at the generation that the file is at. */
export const keysFor = (desk: Desk, vaultKey: Uint8Array, vaultId: Uint8Array): Stored<VaultKeys> => {
  const epoch = desk.parts.store.meta(keyEpochName);
  return epoch.ok ? ok(createVaultKeys(desk.parts.crypto, vaultKey, vaultId, epoch.value)) : epoch;
};

/** Seals everything anew in the background; a failure leaves the rest for the next unlock. */
export const runRotation = async (desk: Desk, session: Session): Promise<void> => {
  if (session.keys.former === null || session.entries === null || session.rotation !== null) return;
  const stop = new AbortController();
  session.rotation = { view: { done: 0, total: 0 }, stop };
  notify(desk);
  const resealed = await session.entries.reseal(stop.signal, (done, total) => {
    session.rotation = { view: { done, total }, stop };
    if (desk.session === session) notify(desk);
  });
  if (desk.session !== session) return;
  const ended = resealed.ok ? endRotation(desk.parts, session.keys) : resealed;
  session.rotation = null;
  if (!ended.ok) desk.parts.log.warn("rotation.not-ended", { ref: ended.error.ref, code: ended.error.code });
  notify(desk);
};

/** Takes the keys into memory, with the entries unless the creation is unfinished. */
export const enter = (desk: Desk, keys: VaultKeys): Result<void, VaultError> => {
  if (desk.session !== null) {
    keys.wipe();
    return ok(undefined);
  }
  const entries = entriesFor(desk, keys);
  if (!entries.ok) {
    keys.wipe();
    return entries;
  }
  const session: Session = { keys, entries: entries.value, positions: null, rotation: null };
  desk.session = session;
  notify(desk);
  void runRotation(desk, session);
  return ok(undefined);
};

/** The entries under these keys; null while the creation is unfinished. */
const entriesFor = (desk: Desk, keys: VaultKeys): Result<OpenEntries | null, VaultError> => {
  const pending = desk.parts.store.meta(metaNames.recoveryPending);
  if (!pending.ok) return pending;
  if (pending.value !== null) return ok(null);
  const resumed = resumeRotation(desk.parts, keys);
  return resumed.ok ? openList(desk, keys) : resumed;
};

/** Takes a slot's vault key into memory, and notes what a later rotation needs of the slot. */
export const enterBySlot = (
  desk: Desk,
  opened: OpenedSlot,
  vaultId: Uint8Array,
): Result<void, VaultError> => {
  const keys = keysFor(desk, opened.vaultKey, vaultId);
  if (!keys.ok) return keys;
  const entered = enter(desk, keys.value);
  if (entered.ok && desk.session !== null) {
    upgradeSlot(desk.parts, desk.session.keys, opened.slotId, opened.publicKey);
  }
  return entered;
};

/** Runs a way in with the id of the vault there is; does nothing when it is open already. */
export const existing = (desk: Desk): Result<Uint8Array, VaultError> => {
  const id = readId(desk);
  if (!id.ok) return id;
  return id.value === null ? fail("vault.none") : ok(id.value);
};

/** Does work that needs the keys; vault.locked without them. */
export const withKeys = <T>(
  desk: Desk,
  work: (session: Session) => Result<T, VaultError>,
): Result<T, VaultError> => {
  if (desk.session !== null) return work(desk.session);
  const id = existing(desk);
  return id.ok ? fail("vault.locked") : id;
};

/** As withKeys, for what takes a while; listeners are told of what changed. */
export const withKeysLater = async <T>(
  desk: Desk,
  work: (session: Session) => Promise<Result<T, VaultError>>,
): Promise<Result<T, VaultError>> => {
  const session = withKeys(desk, ok);
  if (!session.ok) return session;
  const done = await work(session.value);
  if (done.ok) notify(desk);
  return done;
};

/** As withKeys, for a change that listeners are told of. */
export const changing = (
  desk: Desk,
  work: (session: Session) => Result<void, VaultError>,
): Result<void, VaultError> => {
  const done = withKeys(desk, work);
  if (done.ok) notify(desk);
  return done;
};
