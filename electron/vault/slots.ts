/**
 * Slots: each wraps the same vault key under a key-encryption key of its own, and any one of them
 * opens the vault. It derives and wraps; fetching the secrets is the caller's work.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { slotKinds } from "#contract/views.ts";
import { concat, toHex, utf8, wipe } from "./bytes.ts";
import { decodeCbor, encodeCbor } from "./cbor.ts";
import type { Crypto } from "./crypto.port.ts";
import { asNumber } from "./entry-codec.ts";
import { kinds, openObject, sealObject } from "./envelope.ts";
import type { EnvelopeError } from "./envelope.ts";
import { deriveKey, keyBytes } from "./keys.ts";
import type { VaultKeys } from "./keys.ts";
import type { SlotRecord } from "./local-store.port.ts";

/** One way in. */
export type SlotKind = (typeof slotKinds)[number];

/** What opens a slot. Secrets are 32 bytes each. */
export type SlotSecret =
  | {
      readonly kind: "chip-and-computer";
      readonly deviceSecret: Uint8Array;
      readonly chipSecret: Uint8Array;
    }
  | { readonly kind: "recovery"; readonly entropy: Uint8Array }
  /** `record` is what lies beside the slot in plain, `stretched` 32 bytes made with it. */
  | { readonly kind: "passphrase"; readonly stretched: Uint8Array; readonly record: Uint8Array }
  /** Nothing secret comes from the chip: `owner` is the chip or member the service names. */
  | { readonly kind: "computer-with-presence"; readonly deviceSecret: Uint8Array; readonly owner: string };

/** A slot's name and birthday, sealed beside it, and the public key by which a rotation reaches it (32 bytes; null for slots of former builds). */
export interface SlotLabel {
  readonly label: string;
  readonly createdAt: number;
  readonly publicKey: Uint8Array | null;
}

const checkBytes = 8;
/** A slot of this revision is wrapped under its secret; every later one under an agreed key. */
const directRevision = 1;

/** A key from all that a slot's secret consists of; `use` keeps wrapping and agreement apart. */
const deriveFromSecret = (
  crypto: Crypto,
  vaultId: Uint8Array,
  secret: SlotSecret,
  use: "slot" | "slot-agreement",
): Uint8Array => {
  const label = `${use}/${secret.kind}`;
  if (secret.kind === "recovery") return deriveKey(crypto, secret.entropy, vaultId, label);
  if (secret.kind === "passphrase") return deriveKey(crypto, secret.stretched, vaultId, label);
  if (secret.kind === "computer-with-presence") {
    return deriveKey(crypto, secret.deviceSecret, vaultId, `${label}/${secret.owner}`);
  }
  const joined = concat(secret.deviceSecret, secret.chipSecret);
  const key = deriveKey(crypto, joined, vaultId, label);
  wipe(joined);
  return key;
};

/** The public key of a slot's secret (32 bytes). */
export const slotPublicKey = (crypto: Crypto, vaultId: Uint8Array, secret: SlotSecret): Uint8Array => {
  const privateKey = deriveFromSecret(crypto, vaultId, secret, "slot-agreement");
  const publicKey = crypto.x25519Public(privateKey);
  wipe(privateKey);
  return publicKey;
};

const checkOf = (crypto: Crypto, vaultId: Uint8Array, secret: SlotSecret): Uint8Array | null => {
  if (secret.kind === "recovery") return null;
  if (secret.kind === "passphrase") return secret.record;
  return deviceCheck(crypto, vaultId, secret.deviceSecret);
};

const agreedKey = (
  crypto: Crypto,
  vaultId: Uint8Array,
  shared: Uint8Array,
  ephemeral: Uint8Array,
  publicKey: Uint8Array,
): Uint8Array => {
  const joined = concat(shared, ephemeral, publicKey);
  const key = deriveKey(crypto, joined, vaultId, "slot-rewrap");
  wipe(joined, shared);
  return key;
};

/** 8 bytes by which a device secret is recognised; they tell nothing about it. */
export const deviceCheck = (crypto: Crypto, vaultId: Uint8Array, deviceSecret: Uint8Array): Uint8Array =>
  deriveKey(crypto, deviceSecret, vaultId, "device-check").subarray(0, checkBytes);

/** A fresh slot id: 32 hex characters. */
export const newSlotId = (crypto: Crypto): string => toHex(crypto.randomBytes(16));

/** Wraps the vault key for one secret and seals the slot's label. */
export const makeSlot = (
  crypto: Crypto,
  keys: VaultKeys,
  slotId: string,
  secret: SlotSecret,
  label: Pick<SlotLabel, "label" | "createdAt">,
): SlotRecord => {
  const revision = directRevision;
  const binding = { vaultId: keys.vaultId, objectId: slotId, revision };
  const wrapping = deriveFromSecret(crypto, keys.vaultId, secret, "slot");
  const sealed = sealObject(crypto, wrapping, { ...binding, kind: kinds.slot }, keys.vaultKey);
  wipe(wrapping);
  const publicKey = slotPublicKey(crypto, keys.vaultId, secret);
  return {
    id: slotId,
    kind: secret.kind,
    revision,
    sealed,
    label: sealSlotLabel(crypto, keys, slotId, revision, { ...label, publicKey }),
    check: checkOf(crypto, keys.vaultId, secret),
  };
};

/** Seals a label for a slot of this revision. */
export const sealSlotLabel = (
  crypto: Crypto,
  keys: VaultKeys,
  slotId: string,
  revision: number,
  { label, createdAt, publicKey }: SlotLabel,
): Uint8Array => {
  const body = encodeCbor(publicKey === null ? [label, createdAt] : [label, createdAt, publicKey]);
  const binding = { vaultId: keys.vaultId, objectId: slotId, revision, kind: kinds.slotLabel };
  return sealObject(crypto, keys.purpose("label"), binding, body);
};

/**
 * Wraps a new vault key for a slot whose secret is not at hand: under a key agreed between its public
 * key and a fresh one. Who has the former vault key learns nothing of the new one by it.
 */
export const rewrapSlot = (
  crypto: Crypto,
  keys: VaultKeys,
  slot: SlotRecord,
  label: SlotLabel & { readonly publicKey: Uint8Array },
): SlotRecord | null => {
  const revision = slot.revision + 1;
  const ephemeralPrivate = crypto.randomBytes(keyBytes);
  const ephemeral = crypto.x25519Public(ephemeralPrivate);
  const shared = crypto.x25519Shared(ephemeralPrivate, label.publicKey);
  wipe(ephemeralPrivate);
  if (shared === null) return null;
  const wrapping = agreedKey(crypto, keys.vaultId, shared, ephemeral, label.publicKey);
  const binding = { vaultId: keys.vaultId, objectId: slot.id, revision, kind: kinds.slot };
  const sealed = concat(ephemeral, sealObject(crypto, wrapping, binding, keys.vaultKey));
  wipe(wrapping);
  return { ...slot, revision, sealed, label: sealSlotLabel(crypto, keys, slot.id, revision, label) };
};

const wrappingOf = (
  crypto: Crypto,
  vaultId: Uint8Array,
  slot: SlotRecord,
  secret: SlotSecret,
): { readonly key: Uint8Array; readonly sealed: Uint8Array } | null => {
  if (slot.revision === directRevision) {
    return { key: deriveFromSecret(crypto, vaultId, secret, "slot"), sealed: slot.sealed };
  }
  const privateKey = deriveFromSecret(crypto, vaultId, secret, "slot-agreement");
  const ephemeral = slot.sealed.slice(0, keyBytes);
  const publicKey = crypto.x25519Public(privateKey);
  const shared = crypto.x25519Shared(privateKey, ephemeral);
  wipe(privateKey);
  if (shared === null) return null;
  return {
    key: agreedKey(crypto, vaultId, shared, ephemeral, publicKey),
    sealed: slot.sealed.subarray(keyBytes),
  };
};

/** The vault key (32 bytes) if the secret belongs to the slot; cipher.tampered if not. */
export const openSlot = (
  crypto: Crypto,
  vaultId: Uint8Array,
  slot: SlotRecord,
  secret: SlotSecret,
): Result<Uint8Array, EnvelopeError> => {
  const wrapping = wrappingOf(crypto, vaultId, slot, secret);
  if (wrapping === null) return fail("cipher.tampered");
  const binding = { vaultId, objectId: slot.id, revision: slot.revision, kind: kinds.slot };
  const opened = openObject(crypto, wrapping.key, binding, wrapping.sealed);
  wipe(wrapping.key);
  if (!opened.ok) return opened;
  return opened.value.length === keyBytes ? ok(new Uint8Array(opened.value)) : fail("cipher.tampered");
};

/** A slot's label; an empty one when it does not open, since the slot works without it. */
export const readSlotLabel = (crypto: Crypto, keys: VaultKeys, slot: SlotRecord): SlotLabel => {
  const binding = {
    vaultId: keys.vaultId,
    objectId: slot.id,
    revision: slot.revision,
    kind: kinds.slotLabel,
  };
  const opened = openObject(crypto, keys.purpose("label"), binding, slot.label);
  const parts = opened.ok ? decodeCbor(opened.value) : undefined;
  if (!Array.isArray(parts)) return { label: "", createdAt: 0, publicKey: null };
  const [label, createdAt, publicKey] = parts as readonly unknown[];
  return {
    label: typeof label === "string" ? label : "",
    createdAt: asNumber(createdAt) ?? 0,
    publicKey: publicKey instanceof Uint8Array && publicKey.length === keyBytes ? publicKey.slice() : null,
  };
};

/** Whether a row names a kind of slot that this version knows; others are kept and left alone. */
export const isKnownSlotKind = (kind: string): kind is SlotKind =>
  (slotKinds as readonly string[]).includes(kind);

/** Whose presence a Verify slot asks for: the chip, else the member, as the service names them. */
export const presenceOwner = (chipId: string | null, memberId: string | null): string =>
  toHex(utf8(chipId ?? memberId ?? ""));
