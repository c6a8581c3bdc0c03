/** The ways in of an open vault: listing, naming, taking away, and the passphrase. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { SlotView } from "#contract/views.ts";
import { wipe } from "./bytes.ts";
import { epochGuard } from "./key-epoch.ts";
import type { Keychain } from "./keychain.port.ts";
import type { VaultKeys } from "./keys.ts";
import type { Operation, SlotRecord } from "./local-store.port.ts";
import { checkPassphrase, encodeRecord, newRecord, stretch } from "./passphrase.ts";
import { isKnownSlotKind, makeSlot, newSlotId, readSlotLabel, sealSlotLabel } from "./slots.ts";
import type { SlotKind } from "./slots.ts";
import { deviceAccount, usableSlots } from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import type { VaultError } from "./vault.port.ts";

const isServiceAttested = (kind: SlotKind): boolean =>
  kind === "chip-and-computer" || kind === "computer-with-presence";

/** The slots that this computer's keychain can open. */
const slotsOfThisComputer = async (
  parts: VaultParts,
  keychain: Keychain,
  vaultId: Uint8Array,
  slots: readonly SlotRecord[],
): Promise<ReadonlySet<string>> => {
  const secret = await keychain.get(deviceAccount(vaultId));
  if (!secret.ok || secret.value === null) return new Set();
  const usable = usableSlots(parts, vaultId, slots, secret.value);
  wipe(secret.value);
  return new Set(usable.map(({ id }) => id));
};

/** Every way in that this version knows, oldest first. */
export const listSlots = async (
  parts: VaultParts,
  keys: VaultKeys,
  keychain: Keychain,
): Promise<Result<readonly SlotView[], VaultError>> => {
  const slots = parts.store.slots();
  if (!slots.ok) return slots;
  const mine = await slotsOfThisComputer(parts, keychain, keys.vaultId, slots.value);
  return ok(
    slots.value.flatMap(({ id, kind, ...slot }): SlotView[] => {
      if (!isKnownSlotKind(kind)) return [];
      const { label, createdAt, publicKey } = readSlotLabel(parts.crypto, keys, { id, kind, ...slot });
      return [
        {
          slotId: id,
          kind,
          label,
          createdAt,
          isThisComputer: isServiceAttested(kind) ? mine.has(id) : null,
          attestedBy: isServiceAttested(kind) ? "service" : "own",
          survivesRotation: publicKey !== null,
        },
      ];
    }),
  );
};

const find = (parts: VaultParts, slotId: string): Result<SlotRecord, VaultError> => {
  const slots = parts.store.slots();
  if (!slots.ok) return slots;
  const slot = slots.value.find(({ id }) => id === slotId);
  return slot === undefined ? fail("slot.not-found") : ok(slot);
};

/** Gives a way in a name. */
export const renameSlot = (
  parts: VaultParts,
  keys: VaultKeys,
  slotId: string,
  label: string,
): Result<void, VaultError> => {
  const slot = find(parts, slotId);
  if (!slot.ok) return slot;
  const named = { ...readSlotLabel(parts.crypto, keys, slot.value), label };
  const sealed = sealSlotLabel(parts.crypto, keys, slotId, slot.value.revision, named);
  return parts.store.commit([epochGuard(keys), { op: "slot", slot: { ...slot.value, label: sealed } }]);
};

/** Takes a way in away; slot.last for the last one. The key stays: a copy of the old file still opens by it. */
export const removeSlot = (parts: VaultParts, keys: VaultKeys, slotId: string): Result<void, VaultError> => {
  const slot = find(parts, slotId);
  if (!slot.ok) return slot;
  const all = parts.store.slots();
  if (!all.ok) return all;
  if (all.value.length === 1) return fail("slot.last");
  return parts.store.commit([epochGuard(keys), { op: "slot-removed", id: slotId }]);
};

/** Notes a slot's public key when it was made by a build that had none; a failure is harmless and tried next time. */
export const upgradeSlot = (
  parts: VaultParts,
  keys: VaultKeys,
  slotId: string,
  publicKey: Uint8Array,
): void => {
  const slot = find(parts, slotId);
  if (!slot.ok) return;
  const label = readSlotLabel(parts.crypto, keys, slot.value);
  if (label.publicKey !== null) return;
  const sealed = sealSlotLabel(parts.crypto, keys, slotId, slot.value.revision, { ...label, publicKey });
  const upgraded = parts.store.commit([
    epochGuard(keys),
    { op: "slot", slot: { ...slot.value, label: sealed } },
  ]);
  if (!upgraded.ok) parts.log.warn("slot.not-upgraded", { ref: upgraded.error.ref });
};

/** Puts a passphrase slot into the place of the one there is, with parameters calibrated for this computer. */
export const replacePassphrase = async (
  parts: VaultParts,
  keys: VaultKeys,
  passphrase: string,
  isStillOpen: () => boolean,
): Promise<Result<{ readonly slotId: string }, VaultError>> => {
  const record = await newRecord(parts.crypto, parts.clock);
  const stretched = await stretch(parts.crypto, passphrase, record);
  if (!isStillOpen()) {
    wipe(stretched);
    return fail("vault.locked");
  }
  const slots = parts.store.slots();
  if (!slots.ok) return slots;
  const former = slots.value.filter(({ kind }) => kind === "passphrase");
  const slotId = newSlotId(parts.crypto);
  const [first] = former;
  const label = {
    label: first === undefined ? "" : readSlotLabel(parts.crypto, keys, first).label,
    createdAt: Math.max(0, Math.floor(parts.clock.now())),
  };
  const secret = { kind: "passphrase", stretched, record: encodeRecord(record) } as const;
  const slot = makeSlot(parts.crypto, keys, slotId, secret, label);
  wipe(stretched);
  const committed = parts.store.commit([
    epochGuard(keys),
    { op: "slot", slot },
    ...former.map(({ id }): Operation => ({ op: "slot-removed", id })),
  ]);
  return committed.ok ? ok({ slotId }) : committed;
};

/** Sets the passphrase; passphrase.too-weak for what is short or quickly guessed. */
export const setPassphrase = async (
  parts: VaultParts,
  keys: VaultKeys,
  passphrase: string,
  isStillOpen: () => boolean,
): Promise<Result<{ readonly slotId: string }, VaultError>> => {
  const checked = await checkPassphrase(passphrase);
  return checked.ok ? replacePassphrase(parts, keys, passphrase, isStillOpen) : checked;
};
