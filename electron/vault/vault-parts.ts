/** What the ways into the vault share: its parts, the names of its own rows, and its device secret's account. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { toHex } from "./bytes.ts";
import type { EntryParts } from "./entry-context.ts";
import { kinds, openObject, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import type { Keychain } from "./keychain.port.ts";
import { keyBytes } from "./keys.ts";
import type { VaultKeys } from "./keys.ts";
import type { SlotRecord } from "./local-store.port.ts";
import { deviceCheck } from "./slots.ts";
import type { SlotKind } from "./slots.ts";
import type { ProvenTap, TapContext, VaultError } from "./vault.port.ts";

/** What a vault is made from. */
export type VaultParts = Omit<EntryParts, "keys" | "keysReplaced">;

/** The vault's own rows in `meta`. */
export const metaNames = {
  vaultId: "vault-id",
  recoveryPending: "recovery-pending",
  kitPending: "kit-pending",
  rotationFormer: "rotation-former",
} as const;

/** The keychain account that holds the device secret. */
export const deviceAccount = (vaultId: Uint8Array): string => `device/${toHex(vaultId)}`;

/** The kind of slot that a tap of this flow opens. */
export const slotKindOf = (presence: ProvenTap): SlotKind =>
  presence.flow === "scan" ? "chip-and-computer" : "computer-with-presence";

/** scan.cancelled once the person gave up. */
export const cancelledBy = (signal: AbortSignal): Result<void, VaultError> =>
  signal.aborted ? fail("scan.cancelled") : ok(undefined);

const pendingBinding = (vaultId: Uint8Array): Binding => ({
  vaultId,
  objectId: "0".repeat(32),
  revision: 1,
  kind: kinds.recoveryPending,
});

/** Seals the recovery entropy (32 bytes) for as long as the words were not asked back. */
export const sealPending = (parts: VaultParts, keys: VaultKeys, entropy: Uint8Array): Uint8Array =>
  sealObject(parts.crypto, keys.purpose("setting"), pendingBinding(keys.vaultId), entropy);

/** The recovery entropy of an unfinished vault (32 bytes, to be wiped); vault.exists when it is finished. */
export const readPending = (parts: VaultParts, keys: VaultKeys): Result<Uint8Array, VaultError> => {
  const sealed = parts.store.meta(metaNames.recoveryPending);
  if (!sealed.ok) return sealed;
  if (sealed.value === null) return fail("vault.exists");
  return openObject(parts.crypto, keys.purpose("setting"), pendingBinding(keys.vaultId), sealed.value);
};

/** The device secret, or why it cannot be used: keychain.lost when it is missing or no slot knows it. */
export const readDeviceSecret = async (
  parts: VaultParts,
  keychain: Keychain,
  vaultId: Uint8Array,
  slots: readonly SlotRecord[],
): Promise<Result<Uint8Array, VaultError>> => {
  const secret = await keychain.get(deviceAccount(vaultId));
  if (!secret.ok) return secret;
  if (secret.value === null) return fail("keychain.lost", { reason: "missing" });
  if (secret.value.length !== keyBytes) return fail("keychain.lost", { reason: "changed" });
  const isKnown = usableSlots(parts, vaultId, slots, secret.value).length > 0;
  return isKnown ? ok(secret.value) : fail("keychain.lost", { reason: "changed" });
};

/** The slots that were made with this device secret. */
export const usableSlots = (
  parts: VaultParts,
  vaultId: Uint8Array,
  slots: readonly SlotRecord[],
  deviceSecret: Uint8Array,
): readonly SlotRecord[] => {
  const check = deviceCheck(parts.crypto, vaultId, deviceSecret);
  return slots.filter((slot) => slot.check !== null && parts.crypto.equal(slot.check, check));
};

/** Puts the device secret into the keychain and reads it back; keychain.unavailable when it differs. */
export const keepDeviceSecret = async (
  parts: VaultParts,
  tap: TapContext,
  vaultId: Uint8Array,
  secret: Uint8Array,
): Promise<Result<void, VaultError>> => {
  const account = deviceAccount(vaultId);
  const written = await tap.keychain.set(account, secret);
  if (!written.ok) return written;
  const back = await tap.keychain.get(account);
  if (!back.ok) return back;
  const isSame = back.value !== null && parts.crypto.equal(back.value, secret);
  return isSame ? ok(undefined) : fail("keychain.unavailable", { step: "read-back" });
};
