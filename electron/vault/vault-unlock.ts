/** The ways to the vault key: a tap, the recovery words, or the passphrase. They answer the key and change nothing. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { wipe } from "./bytes.ts";
import { fetchChipSecret } from "./chip-secret.ts";
import type { SlotRecord } from "./local-store.port.ts";
import { decodeRecord, encodeRecord, stretch } from "./passphrase.ts";
import { recoverEntropy } from "./recovery.ts";
import { openSlot, presenceOwner, slotPublicKey } from "./slots.ts";
import type { SlotSecret } from "./slots.ts";
import { cancelledBy, readDeviceSecret, slotKindOf, usableSlots } from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import type { TapContext, VaultError } from "./vault.port.ts";

/** A slot that opened, with the vault key (32 bytes, the receiver's to wipe). */
export interface OpenedSlot {
  readonly slotId: string;
  readonly vaultKey: Uint8Array;
  /** By which a rotation reaches the slot (32 bytes). */
  readonly publicKey: Uint8Array;
}

const secretOf = async (
  parts: VaultParts,
  tap: TapContext,
  vaultId: Uint8Array,
  slotId: string,
  deviceSecret: Uint8Array,
): Promise<Result<SlotSecret | null, VaultError>> => {
  const { presence, chipSecrets, signal } = tap;
  if (presence.flow === "verify") {
    const owner = presenceOwner(presence.chipId, presence.memberId);
    return ok({ kind: "computer-with-presence", deviceSecret, owner });
  }
  const access = { store: chipSecrets, token: presence.token, signal };
  const fetched = await fetchChipSecret(parts.crypto, access, { vaultId, slotId, deviceSecret });
  if (!fetched.ok) return fetched;
  return ok(
    fetched.value === null ? null : { kind: "chip-and-computer", deviceSecret, chipSecret: fetched.value },
  );
};

const trySlot = async (
  parts: VaultParts,
  tap: TapContext,
  vaultId: Uint8Array,
  slot: SlotRecord,
  deviceSecret: Uint8Array,
): Promise<Result<OpenedSlot, VaultError>> => {
  const secret = await secretOf(parts, tap, vaultId, slot.id, deviceSecret);
  if (!secret.ok) return secret;
  if (secret.value === null) return fail("vault.wrong-chip");
  const opened = openSlot(parts.crypto, vaultId, slot, secret.value);
  const publicKey = slotPublicKey(parts.crypto, vaultId, secret.value);
  if (secret.value.kind === "chip-and-computer") wipe(secret.value.chipSecret);
  if (opened.ok) return ok({ slotId: slot.id, vaultKey: opened.value, publicKey });
  const isForeign = secret.value.kind === "computer-with-presence" && opened.error.code === "cipher.tampered";
  return isForeign ? fail("vault.wrong-chip") : opened;
};

/** Tries every slot that fits the tap and the device secret; the last failure that says more than "wrong chip" wins. */
export const openWithDevice = async (
  parts: VaultParts,
  tap: TapContext,
  vaultId: Uint8Array,
  slots: readonly SlotRecord[],
  deviceSecret: Uint8Array,
): Promise<Result<OpenedSlot, VaultError>> => {
  let failure: Result<OpenedSlot, VaultError> = fail("vault.wrong-chip");
  for (const slot of usableSlots(parts, vaultId, slots, deviceSecret)) {
    const opened = await trySlot(parts, tap, vaultId, slot, deviceSecret);
    const cancelled = cancelledBy(tap.signal);
    if (!cancelled.ok) {
      if (opened.ok) wipe(opened.value.vaultKey);
      return cancelled;
    }
    if (opened.ok) return opened;
    if (opened.error.code !== "vault.wrong-chip") failure = opened;
  }
  return failure;
};

/** The vault key by a tap. vault.wrong-chip, keychain.lost, and every failure of keychain or service. */
export const openWithTap = async (
  parts: VaultParts,
  tap: TapContext,
  vaultId: Uint8Array,
): Promise<Result<OpenedSlot, VaultError>> => {
  const all = parts.store.slots();
  if (!all.ok) return all;
  const slots = all.value.filter((slot) => slot.kind === slotKindOf(tap.presence));
  if (slots.length === 0) return fail("vault.wrong-chip", { reason: "no-slot" });
  const deviceSecret = await readDeviceSecret(parts, tap.keychain, vaultId, slots);
  if (!deviceSecret.ok) return deviceSecret;
  const opened = await openWithDevice(parts, tap, vaultId, slots, deviceSecret.value);
  wipe(deviceSecret.value);
  return opened;
};

/** The slot that 24 typed words open. recovery.* with the place of the wrong word where it can be found. */
export const openWithWords = (
  parts: VaultParts,
  words: string,
  vaultId: Uint8Array,
): Result<OpenedSlot, VaultError> => {
  const all = parts.store.slots();
  if (!all.ok) return all;
  const slots = all.value.filter((slot) => slot.kind === "recovery");
  const found: OpenedSlot[] = [];
  const recovered = recoverEntropy(parts.crypto, words, (entropy) => {
    const secret: SlotSecret = { kind: "recovery", entropy };
    for (const slot of slots) {
      const opened = openSlot(parts.crypto, vaultId, slot, secret);
      const publicKey = slotPublicKey(parts.crypto, vaultId, secret);
      if (opened.ok) found.push({ slotId: slot.id, vaultKey: opened.value, publicKey });
    }
    return found.length > 0;
  });
  const [opened, ...others] = found;
  wipe(...others.map(({ vaultKey }) => vaultKey));
  if (recovered.ok) wipe(recovered.value);
  if (recovered.ok && opened !== undefined) return ok(opened);
  if (opened !== undefined) wipe(opened.vaultKey);
  return recovered.ok ? fail("recovery.wrong-words") : recovered;
};

/** The slot that a passphrase opens, with the time it took. passphrase.wrong, passphrase.unsafe-parameters. */
export const openWithPassphrase = async (
  parts: VaultParts,
  passphrase: string,
  vaultId: Uint8Array,
): Promise<Result<OpenedSlot & { readonly tookMs: number }, VaultError>> => {
  const all = parts.store.slots();
  if (!all.ok) return all;
  let failure: Result<never, VaultError> = fail("passphrase.wrong");
  for (const slot of all.value.filter(({ kind }) => kind === "passphrase")) {
    const record = decodeRecord(slot.check);
    if (!record.ok) {
      failure = record;
      continue;
    }
    const startedAt = parts.clock.monotonicMs();
    const stretched = await stretch(parts.crypto, passphrase, record.value);
    const tookMs = parts.clock.monotonicMs() - startedAt;
    const secret: SlotSecret = { kind: "passphrase", stretched, record: encodeRecord(record.value) };
    const opened = openSlot(parts.crypto, vaultId, slot, secret);
    const publicKey = slotPublicKey(parts.crypto, vaultId, secret);
    wipe(stretched);
    if (opened.ok) return ok({ slotId: slot.id, vaultKey: opened.value, publicKey, tookMs });
  }
  return failure;
};
