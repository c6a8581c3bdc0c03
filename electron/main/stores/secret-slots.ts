/**
 * Where tokens and keys of the services are kept: sealed in the vault's file under a key of 32 bytes in
 * the keychain, because they are longer than a keychain item may be. A file without the keychain, such as
 * a backup, gives none of them away. Layout: docs/formats.md.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { OpenedKeychain } from "#platform/keytar-keychain.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";
import { createTurns } from "#stores/turns.ts";
import { concat, utf8 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { LocalStore, LocalStoreError } from "#vault/local-store.port.ts";
import { withSlotLock } from "./slot-lock.ts";

/** What the slots are made of. */
export interface SecretSlotParts {
  readonly store: LocalStore | null;
  readonly keychain: () => Promise<OpenedKeychain>;
  readonly crypto: Crypto;
  readonly clock: Clock;
}

/** The parts with the gate for making the key: two first secrets must not each make one of their own. */
interface Slots extends SecretSlotParts {
  readonly inTurn: ReturnType<typeof createTurns>;
}

/** The keychain account of the key. */
const keyAccount = "service-secrets-key";
const version = 1;
const nonceBytes = 12;
const keyBytes = 32;

const rowName = (name: string): string => `secret/${name}`;
const aadOf = (name: string): Uint8Array => utf8(`tapvault/1/secret/${name}`);

const told = (error: LocalStoreError): { readonly ok: false; readonly error: SecretError } => {
  if (error.code === "store.conflict" || error.code === "vault.newer-version") return fail("vault.busy");
  return { ok: false, error: error as AppError<Exclude<typeof error.code, "store.conflict">> };
};

type Key = Result<Uint8Array | null, SecretError>;

/** Null for none, and for an item that is no such key: nothing was ever sealed under that. */
const readKey = async ({ keychain }: OpenedKeychain): Promise<Key> => {
  const key = await keychain.get(keyAccount);
  if (!key.ok || key.value?.length === keyBytes) return key;
  return ok(null);
};

const makeKey = async (parts: Slots): Promise<Result<Uint8Array, SecretError>> => {
  const opened = await parts.keychain();
  return parts.inTurn(async () => {
    const found = await readKey(opened);
    if (!found.ok) return found;
    if (found.value !== null) return ok(found.value);
    const key = parts.crypto.randomBytes(keyBytes);
    const kept = await opened.keychain.set(keyAccount, key);
    return kept.ok ? ok(key) : kept;
  });
};

const open = (
  { crypto }: SecretSlotParts,
  key: Uint8Array,
  name: string,
  sealed: Uint8Array,
): Result<Uint8Array, SecretError> => {
  const body = sealed.subarray(1 + nonceBytes);
  const plain =
    sealed[0] === version
      ? crypto.aeadOpen(key, sealed.subarray(1, 1 + nonceBytes), aadOf(name), body)
      : null;
  return plain === null ? fail("store.secrets-lost") : ok(plain);
};

const load = async (
  parts: SecretSlotParts,
  name: string,
): Promise<Result<Uint8Array | null, SecretError>> => {
  if (parts.store === null) return fail("vault.none");
  const row = parts.store.meta(rowName(name));
  if (!row.ok) return told(row.error);
  if (row.value === null) return ok(null);
  const keychain = await parts.keychain();
  const key = await readKey(keychain);
  if (!key.ok) return key;
  const opened = key.value === null ? fail("store.secrets-lost") : open(parts, key.value, name, row.value);
  key.value?.fill(0);
  // The system's keychain does not answer now; it may well have the key when it does.
  return opened.ok || keychain.error === null ? opened : err(keychain.error);
};

const save = async (parts: Slots, name: string, secret: Uint8Array): Promise<Result<void, SecretError>> => {
  const { store, crypto } = parts;
  if (store === null) return fail("vault.none");
  const key = await makeKey(parts);
  if (!key.ok) return key;
  const nonce = crypto.randomBytes(nonceBytes);
  const sealed = crypto.aeadSeal(key.value, nonce, aadOf(name), secret);
  const value = concat(Uint8Array.of(version), nonce, sealed);
  const committed = store.commit([{ op: "meta", name: rowName(name), value }]);
  if (!committed.ok) {
    key.value.fill(0);
    return told(committed.error);
  }
  const back = store.meta(rowName(name));
  const isThere = back.ok && back.value !== null && open(parts, key.value, name, back.value).ok;
  key.value.fill(0);
  return isThere ? ok(undefined) : fail("vault.damaged");
};

const forget = ({ store }: SecretSlotParts, name: string): Result<void, SecretError> => {
  if (store === null) return fail("vault.none");
  const committed = store.commit([{ op: "meta", name: rowName(name), value: null }]);
  return committed.ok ? ok(undefined) : told(committed.error);
};

/** The slots by name. Slots are independent; each write is one transaction. */
export const createSecretSlots = (parts: SecretSlotParts): ((name: string) => SecretSlot) => {
  const slots: Slots = { ...parts, inTurn: createTurns() };
  const { store, clock, crypto } = parts;
  return (name) => ({
    load: () => load(slots, name),
    save: (secret) => save(slots, name, secret),
    forget: () => Promise.resolve(forget(slots, name)),
    exclusively: (work) => (store === null ? work() : withSlotLock({ store, clock, crypto }, name, work)),
  });
};
