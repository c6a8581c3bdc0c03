/**
 * Slots: each wraps the same vault key under a key-encryption key of its own, and any one of them
 * opens the vault. It derives and wraps; fetching the secrets is the caller's work.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { concat, toHex, utf8, wipe } from "./bytes.ts";
import { decodeCbor, encodeCbor } from "./cbor.ts";
import type { Crypto } from "./crypto.port.ts";
import { kinds, openObject, sealObject } from "./envelope.ts";
import type { EnvelopeError } from "./envelope.ts";
import { deriveKey, keyBytes } from "./keys.ts";
import type { VaultKeys } from "./keys.ts";
import type { SlotRecord } from "./local-store.port.ts";

/** The ways in that exist today. */
export const slotKinds = ["chip-and-computer", "recovery", "computer-with-presence"] as const;

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
  /** Nothing secret comes from the chip: `owner` is the chip or member the service names. */
  | { readonly kind: "computer-with-presence"; readonly deviceSecret: Uint8Array; readonly owner: string };

/** A slot's name and birthday, sealed beside it. */
export interface SlotLabel {
  readonly label: string;
  readonly createdAt: number;
}

const checkBytes = 8;

const keyEncryptionKey = (crypto: Crypto, vaultId: Uint8Array, secret: SlotSecret): Uint8Array => {
  const label = `slot/${secret.kind}`;
  if (secret.kind === "recovery") return deriveKey(crypto, secret.entropy, vaultId, label);
  if (secret.kind === "computer-with-presence") {
    return deriveKey(crypto, secret.deviceSecret, vaultId, `${label}/${secret.owner}`);
  }
  const joined = concat(secret.deviceSecret, secret.chipSecret);
  const key = deriveKey(crypto, joined, vaultId, label);
  wipe(joined);
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
  label: SlotLabel,
): SlotRecord => {
  const revision = 1;
  const binding = { vaultId: keys.vaultId, objectId: slotId, revision };
  const wrapping = keyEncryptionKey(crypto, keys.vaultId, secret);
  const sealed = sealObject(crypto, wrapping, { ...binding, kind: kinds.slot }, keys.vaultKey);
  wipe(wrapping);
  const labelBody = encodeCbor([label.label, label.createdAt]);
  return {
    id: slotId,
    kind: secret.kind,
    revision,
    sealed,
    label: sealObject(crypto, keys.purpose("label"), { ...binding, kind: kinds.slotLabel }, labelBody),
    check: secret.kind === "recovery" ? null : deviceCheck(crypto, keys.vaultId, secret.deviceSecret),
  };
};

/** The vault key (32 bytes) if the secret belongs to the slot; cipher.tampered if not. */
export const openSlot = (
  crypto: Crypto,
  vaultId: Uint8Array,
  slot: SlotRecord,
  secret: SlotSecret,
): Result<Uint8Array, EnvelopeError> => {
  const wrapping = keyEncryptionKey(crypto, vaultId, secret);
  const binding = { vaultId, objectId: slot.id, revision: slot.revision, kind: kinds.slot };
  const opened = openObject(crypto, wrapping, binding, slot.sealed);
  wipe(wrapping);
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
  if (!Array.isArray(parts)) return { label: "", createdAt: 0 };
  const [label, createdAt] = parts as readonly unknown[];
  return {
    label: typeof label === "string" ? label : "",
    createdAt: typeof createdAt === "number" ? createdAt : 0,
  };
};

/** Whether a row names a kind of slot that this version knows; others are kept and left alone. */
export const isKnownSlotKind = (kind: string): kind is SlotKind =>
  (slotKinds as readonly string[]).includes(kind);

/** Whose presence a Verify slot asks for: the chip, else the member, as the service names them. */
export const presenceOwner = (chipId: string | null, memberId: string | null): string =>
  toHex(utf8(chipId ?? memberId ?? ""));
