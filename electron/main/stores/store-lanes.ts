/** Opens the stores of an open vault: KVS by the tap's session, the others by who is signed in there. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore, RemoteStore } from "#contract/views.ts";
import type { NamedStore } from "#stores/named/named-store.ts";
import { createNamedStore } from "#stores/named/named-store.ts";
import type { Store } from "#stores/store.port.ts";
import { endsRun } from "#sync/outbox-outcome.ts";
import type { OutboxRun } from "#sync/outbox-runner.ts";
import { concat, toHex, utf8 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import { openKvsStore } from "./kvs-composition.ts";
import { Lane } from "./lane.ts";
import type { StoreDeskParts } from "./store-desk-parts.ts";
import type { StoreServices } from "./store-services.ts";

const folderBytes = 8;

/** Where a vault's names are at a service: 16 hex characters that tell nothing and survive a rotation. */
export const folderOf = (crypto: Crypto, vaultId: Uint8Array): string =>
  toHex(crypto.sha256(concat(utf8("tapvault/1/store"), vaultId)).subarray(0, folderBytes));

/** Whether the vault's file has that revision, now or in its history; of a purged entry, whether its removal waits. */
const knowsFrom =
  (local: LocalStore, store: RemoteStore) =>
  (id: string, revision: number): boolean => {
    const row = local.entry(id);
    if (!row.ok) return false;
    if (row.value === null) {
      const waiting = local.outbox(store, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      return waiting.ok && waiting.value.some((item) => item.entryId === id && item.revision >= revision);
    }
    if (row.value.revision === revision) return true;
    const former = local.history(id);
    return former.ok && former.value.some((one) => one.revision === revision);
  };

/** The store of a service that somebody is signed in to. */
export const openNamedStore = async (
  { vault, local, crypto, clock, log }: StoreDeskParts,
  services: StoreServices,
  store: AccountStore,
): Promise<Result<NamedStore, AppError>> => {
  const vaultId = vault?.vaultId() ?? null;
  if (local === null || vaultId === null) return fail("vault.none");
  const service = await services.get(store);
  if (!service.ok) return service;
  return ok(
    createNamedStore({
      id: store,
      values: service.value.values,
      folder: folderOf(crypto, vaultId),
      knows: knowsFrom(local, store),
      now: () => clock.now(),
      random: (length) => crypto.randomBytes(length),
      log,
    }),
  );
};

const openRemote = async (
  parts: StoreDeskParts,
  services: StoreServices,
  store: RemoteStore,
): Promise<Result<Store, AppError>> => {
  const { vault, local, kvs } = parts;
  if (store !== "kvs") return openNamedStore(parts, services, store);
  if (vault === null || local === null || kvs === null) return fail("vault.none");
  return openKvsStore({ ...parts, vault, store: local, kvs, profile: parts.profile() });
};

/** The lane of a store; null when it cannot be opened now. */
export const openLane = async (
  parts: StoreDeskParts,
  services: StoreServices,
  store: RemoteStore,
): Promise<Lane | null> => {
  const { local, clock, log, changed } = parts;
  const remote = await openRemote(parts, services, store);
  if (local === null || !remote.ok) return null;
  const mayRun = (): Result<void, AppError> => {
    if (store !== "kvs") return ok(undefined);
    const token = parts.session();
    return token.ok ? ok(undefined) : token;
  };
  const ended = ({ written, deleted, failed, error }: OutboxRun): void => {
    if (written + deleted + failed === 0 && (error === null || endsRun(error))) return;
    const code = error?.code ?? null;
    parts.record({ kind: "sync", store, sent: written, removed: deleted, failed, error: code });
  };
  return new Lane({ store, remote: remote.value, local, clock, log, mayRun, changed, ended });
};
