/**
 * The vault key and what is derived from it, in memory only and wiped on lock. During a rotation the
 * former key is held beside it. It must not store anything; wrapping lives in slots.ts.
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

/** One key generation: the vault key and its sub-keys. After a wipe every array handed out is zeros. */
export interface KeySet {
  /** 32 bytes, to be wrapped by a slot and for nothing else. */
  readonly vaultKey: Uint8Array;
  purpose(name: KeyPurpose): Uint8Array;
}

/** The keys of an open vault. */
export interface VaultKeys extends KeySet {
  readonly vaultId: Uint8Array;
  /** The keys before the rotation that is under way; null outside of one. */
  readonly former: KeySet | null;
  /** The generation of the key as the file has it (8 bytes); null before the first rotation. */
  readonly epoch: Uint8Array | null;
  /** Takes over a new vault key (32 bytes) of the next generation; the present one becomes the former. */
  replace(vaultKey: Uint8Array, epoch: Uint8Array): void;
  /** Takes over the former vault key (32 bytes) of a rotation that is to go on. */
  remember(vaultKey: Uint8Array): void;
  /** Wipes the former keys once nothing is sealed under them any more. */
  forgetFormer(): void;
  wipe(): void;
}

interface WipableKeys extends KeySet {
  wipe(): void;
}

const keySet = (crypto: Crypto, vaultKey: Uint8Array, vaultId: Uint8Array): WipableKeys => {
  const derived = new Map<KeyPurpose, Uint8Array>(
    keyPurposes.map((name) => [name, deriveKey(crypto, vaultKey, vaultId, name)]),
  );
  return {
    vaultKey,
    purpose: (name) => derived.get(name) ?? new Uint8Array(0),
    wipe: () => wipe(vaultKey, ...derived.values()),
  };
};

/** Takes over `vaultKey` (32 bytes): it is wiped together with its sub-keys. */
export const createVaultKeys = (
  crypto: Crypto,
  vaultKey: Uint8Array,
  vaultId: Uint8Array,
  startEpoch: Uint8Array | null = null,
): VaultKeys => {
  let epoch = startEpoch;
  let present = keySet(crypto, vaultKey, vaultId);
  let former: WipableKeys | null = null;
  const forgetFormer = (): void => {
    former?.wipe();
    former = null;
  };
  return {
    vaultId,
    get vaultKey() {
      return present.vaultKey;
    },
    get epoch() {
      return epoch;
    },
    get former() {
      return former;
    },
    purpose: (name) => present.purpose(name),
    replace: (next, nextEpoch) => {
      forgetFormer();
      epoch = nextEpoch;
      former = present;
      present = keySet(crypto, next, vaultId);
    },
    remember: (before) => {
      forgetFormer();
      former = keySet(crypto, before, vaultId);
    },
    forgetFormer,
    wipe: () => {
      forgetFormer();
      present.wipe();
    },
  };
};
