/**
 * The vault key and what is derived from it, in memory only and wiped on lock. It must not store
 * anything; wrapping lives in slots.ts.
 */
import { utf8, wipe } from "./bytes.ts";
import type { Crypto } from "./crypto.port.ts";

/** What sub-keys are for; each is a key of its own. */
export const keyPurposes = ["entry", "name", "manifest", "export", "index", "label", "setting"] as const;

/** One of the purposes. */
export type KeyPurpose = (typeof keyPurposes)[number];

/** Bytes of the vault key and of every sub-key. */
export const keyBytes = 32;

/** HKDF-SHA-256 with the vault id as salt and `tapvault/1/<label>` as info; 32 bytes. */
export const deriveKey = (
  crypto: Crypto,
  secret: Uint8Array,
  vaultId: Uint8Array,
  label: string,
): Uint8Array => crypto.hkdf(secret, vaultId, utf8(`tapvault/1/${label}`), keyBytes);

/** The keys of an open vault. After `wipe` every array handed out is zeros. */
export interface VaultKeys {
  readonly vaultId: Uint8Array;
  /** 32 bytes, to be wrapped by a slot and for nothing else. */
  readonly vaultKey: Uint8Array;
  purpose(name: KeyPurpose): Uint8Array;
  wipe(): void;
}

/** Takes over `vaultKey` (32 bytes): it is wiped together with its sub-keys. */
export const createVaultKeys = (crypto: Crypto, vaultKey: Uint8Array, vaultId: Uint8Array): VaultKeys => {
  const derived = new Map<KeyPurpose, Uint8Array>(
    keyPurposes.map((name) => [name, deriveKey(crypto, vaultKey, vaultId, name)]),
  );
  return {
    vaultId,
    vaultKey,
    purpose: (name) => derived.get(name) ?? new Uint8Array(0),
    wipe: () => {
      wipe(vaultKey, ...derived.values());
    },
  };
};
