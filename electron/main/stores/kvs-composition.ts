/** Puts the KVS store together for an open vault: its keys, its cipher, and what this computer remembers of it. */
import { toHex } from "#chip/bytes.ts";
import type { AppError } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import type { ObjectCipher } from "#stores/kvs/object-cipher.port.ts";
import { createKvsStore } from "#stores/kvs/kvs-store.ts";
import type { KvsStore } from "#stores/kvs/kvs-store.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { Binding } from "#vault/envelope.ts";
import { kinds, openObject, sealObject } from "#vault/envelope.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import type { Profile } from "#main/profile.ts";

/** What the store is made of. */
export interface KvsStoreParts {
  readonly vault: Vault;
  readonly store: LocalStore;
  readonly kvs: KvsClient;
  readonly crypto: Crypto;
  readonly session: () => Result<string, AppError<"session.none" | "session.expired">>;
  readonly profile: Profile;
  readonly log: Log;
}

/** Where the vault's file keeps what this computer last saw at the service. */
const memoryName = "kvs/memory";

const manifestKinds = { "manifest-root": kinds.manifestRoot, "manifest-page": kinds.manifestPage } as const;

const createCipher = (crypto: Crypto, vaultId: Uint8Array, manifestKey: Uint8Array): ObjectCipher => {
  const binding = (kind: keyof typeof manifestKinds, id: Uint8Array, revision: number): Binding => ({
    vaultId,
    objectId: toHex(id),
    revision,
    kind: manifestKinds[kind],
  });
  return {
    seal: (kind, id, revision, plaintext) =>
      sealObject(crypto, manifestKey, binding(kind, id, revision), plaintext),
    open: (kind, id, revision, blob) => openObject(crypto, manifestKey, binding(kind, id, revision), blob),
  };
};

/** The store for this vault; vault.locked when it was locked meanwhile. */
export const openKvsStore = (
  parts: KvsStoreParts,
): Result<KvsStore, AppError<"vault.locked" | "vault.none">> => {
  const { vault, store, kvs, crypto, session, profile, log } = parts;
  const name = vault.purposeKey("name");
  if (!name.ok) return name;
  const manifest = vault.purposeKey("manifest");
  if (!manifest.ok) return manifest;
  const vaultId = vault.vaultId() ?? new Uint8Array(16);
  return ok(
    createKvsStore({
      client: kvs,
      session,
      keys: { name: name.value, manifest: manifest.value },
      cipher: createCipher(crypto, vaultId, manifest.value),
      crypto,
      memory: {
        load: () => {
          const kept = store.meta(memoryName);
          return kept.ok ? kept.value : null;
        },
        save: (bytes) => {
          const saved = store.commit([{ op: "meta", name: memoryName, value: bytes }]);
          if (!saved.ok) log.warn("kvs.memory-not-saved", { ref: saved.error.ref, code: saved.error.code });
        },
      },
      log,
      settings: {
        namesPerRequest: profile.kvsNamesPerRequest,
        pairsPerRequest: profile.kvsPairsPerRequest,
      },
    }),
  );
};
