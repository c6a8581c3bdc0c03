/**
 * Making a vault, and adding a chip to one. The order is: the chip's service, the keychain, and
 * the one local transaction last; whatever fails before it, what was already done is taken back.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { wipe } from "./bytes.ts";
import { forgetChipSecret, keepChipSecret } from "./chip-secret.ts";
import { createVaultKeys, keyBytes } from "./keys.ts";
import type { VaultKeys } from "./keys.ts";
import type { Operation, SlotRecord } from "./local-store.port.ts";
import { entropyBytes } from "./recovery-words.ts";
import { makeSlot, newSlotId, presenceOwner } from "./slots.ts";
import type { SlotSecret } from "./slots.ts";
import {
  cancelledBy,
  deviceAccount,
  keepDeviceSecret,
  metaNames,
  readDeviceSecret,
  sealPending,
  slotKindOf,
} from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import { openWithDevice } from "./vault-unlock.ts";
import type { TapContext, VaultError } from "./vault.port.ts";

/** A slot on its way: what protects it and whether the keychain has to learn its device secret. */
interface Enrolment {
  readonly slotId: string;
  readonly deviceSecret: Uint8Array;
  readonly isNewDevice: boolean;
}

const label = (parts: VaultParts): { label: string; createdAt: number } => ({
  label: "",
  createdAt: Math.max(0, Math.floor(parts.clock.now())),
});

const slotSecret = (parts: VaultParts, tap: TapContext, deviceSecret: Uint8Array): SlotSecret => {
  const { presence } = tap;
  if (presence.flow === "scan") {
    const chipSecret = parts.crypto.randomBytes(keyBytes);
    return { kind: "chip-and-computer", deviceSecret, chipSecret };
  }
  const owner = presenceOwner(presence.chipId, presence.memberId);
  return { kind: "computer-with-presence", deviceSecret, owner };
};

/** Puts the secrets where they belong; nothing of it matters before the slot is committed. */
const placeSecrets = async (
  parts: VaultParts,
  tap: TapContext,
  vaultId: Uint8Array,
  enrolment: Enrolment,
  secret: SlotSecret,
): Promise<Result<void, VaultError>> => {
  const place = { vaultId, slotId: enrolment.slotId, deviceSecret: enrolment.deviceSecret };
  const access = { store: tap.chipSecrets, token: tap.presence.token, signal: tap.signal };
  if (secret.kind === "chip-and-computer") {
    const kept = await keepChipSecret(parts.crypto, access, place, secret.chipSecret);
    if (!kept.ok) return kept;
  }
  if (enrolment.isNewDevice) {
    const kept = await keepDeviceSecret(parts, tap, vaultId, enrolment.deviceSecret);
    if (!kept.ok) return kept;
  }
  return cancelledBy(tap.signal);
};

const takeBack = async (
  parts: VaultParts,
  tap: TapContext,
  vaultId: Uint8Array,
  enrolment: Enrolment,
): Promise<void> => {
  const place = { vaultId, slotId: enrolment.slotId, deviceSecret: enrolment.deviceSecret };
  const access = { store: tap.chipSecrets, token: tap.presence.token, signal: tap.signal };
  if (tap.presence.flow === "scan") await forgetChipSecret(parts.crypto, access, place);
  if (enrolment.isNewDevice) await tap.keychain.delete(deviceAccount(vaultId));
};

/** Places the secrets, commits the slot with `others`, and takes all back when either fails. */
const enrol = async (
  parts: VaultParts,
  tap: TapContext,
  keys: VaultKeys,
  enrolment: Enrolment,
  operations: (slot: SlotRecord) => readonly Operation[],
): Promise<Result<void, VaultError>> => {
  const secret = slotSecret(parts, tap, enrolment.deviceSecret);
  const placed = await placeSecrets(parts, tap, keys.vaultId, enrolment, secret);
  const slot = makeSlot(parts.crypto, keys, enrolment.slotId, secret, label(parts));
  if (secret.kind === "chip-and-computer") wipe(secret.chipSecret);
  const outcome = placed.ok ? parts.store.commit(operations(slot)) : placed;
  if (!outcome.ok) await takeBack(parts, tap, keys.vaultId, enrolment);
  return outcome;
};

/** Makes keys, both slots and the file's own rows; `replaces` is the id of an unfinished vault to be replaced. */
export const makeVault = async (
  parts: VaultParts,
  tap: TapContext,
  replaces: Uint8Array | null,
): Promise<Result<VaultKeys, VaultError>> => {
  const { crypto } = parts;
  const keys = createVaultKeys(crypto, crypto.randomBytes(keyBytes), crypto.randomBytes(16));
  const entropy = crypto.randomBytes(entropyBytes);
  const deviceSecret = crypto.randomBytes(keyBytes);
  const enrolment = { slotId: newSlotId(crypto), deviceSecret, isNewDevice: true };
  const recovery: SlotSecret = { kind: "recovery", entropy };
  const made = await enrol(parts, tap, keys, enrolment, (slot) => [
    ...(replaces === null ? [] : [{ op: "reset-unfinished" } as const]),
    { op: "meta-new", name: metaNames.vaultId, value: keys.vaultId },
    { op: "meta", name: metaNames.recoveryPending, value: sealPending(parts, keys, entropy) },
    { op: "slot", slot },
    { op: "slot", slot: makeSlot(crypto, keys, newSlotId(crypto), recovery, label(parts)) },
  ]);
  wipe(entropy, deviceSecret);
  if (made.ok) {
    if (replaces !== null) await tap.keychain.delete(deviceAccount(replaces));
    return ok(keys);
  }
  keys.wipe();
  return made.error.code === "store.conflict" ? fail("vault.exists") : made;
};

/** Whether a chip that did not open a slot for this reason can get one of its own. */
const mayEnrolAfter = (code: VaultError["code"]): boolean =>
  code === "vault.wrong-chip" || code === "cipher.tampered";

/** Adds a slot for the tapped chip to an open vault; the slot it already has is answered as it is. Slots of other computers stay: whose they are cannot be told from here. */
export const addChip = async (
  parts: VaultParts,
  tap: TapContext,
  keys: VaultKeys,
): Promise<Result<{ readonly slotId: string }, VaultError>> => {
  const slots = parts.store.slots();
  if (!slots.ok) return slots;
  const known = await readDeviceSecret(parts, tap.keychain, keys.vaultId, slots.value);
  if (!known.ok && known.error.code !== "keychain.lost") return known;
  if (known.ok) {
    const fitting = slots.value.filter((slot) => slot.kind === slotKindOf(tap.presence));
    const opened = await openWithDevice(parts, tap, keys.vaultId, fitting, known.value);
    if (opened.ok) {
      wipe(opened.value.vaultKey, known.value);
      return ok({ slotId: opened.value.slotId });
    }
    if (!mayEnrolAfter(opened.error.code)) return opened;
  }
  const deviceSecret = known.ok ? known.value : parts.crypto.randomBytes(keyBytes);
  const enrolment = { slotId: newSlotId(parts.crypto), deviceSecret, isNewDevice: !known.ok };
  const added = await enrol(parts, tap, keys, enrolment, (slot) => [{ op: "slot", slot }]);
  wipe(deviceSecret);
  return added.ok ? ok({ slotId: enrolment.slotId }) : added;
};
