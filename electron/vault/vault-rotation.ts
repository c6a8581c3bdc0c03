/**
 * Changing the vault key. The first transaction wraps the new key for every way in that stays, and
 * keeps the former one sealed under the new; from then on the former key opens nothing that is written.
 * The rows follow in the background (entry-rotation.ts), also after a crash or a lock in between.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { uint64, wipe } from "./bytes.ts";
import { kinds, openObject, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import { epochGuard, keyEpochName } from "./key-epoch.ts";
import { createVaultKeys, keyBytes } from "./keys.ts";
import type { VaultKeys } from "./keys.ts";
import type { Operation, SlotRecord } from "./local-store.port.ts";
import { readSlotLabel, rewrapSlot } from "./slots.ts";
import { metaNames } from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import type { VaultError } from "./vault.port.ts";

const formerBinding = (vaultId: Uint8Array): Binding => ({
  vaultId,
  objectId: `${"0".repeat(31)}4`,
  revision: 1,
  kind: kinds.setting,
});

const epochNumber = (epoch: Uint8Array | null): number => {
  if (epoch === null) return 0;
  const view = new DataView(epoch.buffer, epoch.byteOffset, epoch.length);
  return view.getUint32(0) * 2 ** 32 + view.getUint32(4);
};

/** The slots under the new key; those that cannot be reached without their secret are left out. */
const rewrapAll = (
  parts: VaultParts,
  present: VaultKeys,
  next: VaultKeys,
  slots: readonly SlotRecord[],
): readonly SlotRecord[] =>
  slots.flatMap((slot) => {
    const { publicKey, ...label } = readSlotLabel(parts.crypto, present, slot);
    const rewrapped =
      publicKey === null ? null : rewrapSlot(parts.crypto, next, slot, { ...label, publicKey });
    return rewrapped === null ? [] : [rewrapped];
  });

const slotSteps = (slots: readonly SlotRecord[], staying: readonly SlotRecord[]): readonly Operation[] => {
  const kept = new Set(staying.map(({ id }) => id));
  return [
    ...staying.map((slot): Operation => ({ op: "slot", slot })),
    ...slots.filter(({ id }) => !kept.has(id)).map(({ id }): Operation => ({ op: "slot-removed", id })),
  ];
};

const mayRotate = (
  parts: VaultParts,
  keys: VaultKeys,
  withoutSlot: string | null,
): Result<readonly SlotRecord[], VaultError> => {
  if (keys.former !== null) return fail("rotation.busy");
  const slots = parts.store.slots();
  if (!slots.ok) return slots;
  const isKnown = withoutSlot === null || slots.value.some(({ id }) => id === withoutSlot);
  return isKnown ? slots : fail("slot.not-found");
};

/** Makes the new key and commits it; `keys` then has both. slot.last when no way in would be left. */
export const beginRotation = (
  parts: VaultParts,
  keys: VaultKeys,
  withoutSlot: string | null,
): Result<void, VaultError> => {
  const slots = mayRotate(parts, keys, withoutSlot);
  if (!slots.ok) return slots;
  const vaultKey = parts.crypto.randomBytes(keyBytes);
  const next = createVaultKeys(parts.crypto, vaultKey.slice(), keys.vaultId);
  const staying = rewrapAll(
    parts,
    keys,
    next,
    slots.value.filter(({ id }) => id !== withoutSlot),
  );
  const epoch = uint64(epochNumber(keys.epoch) + 1);
  const setting = next.purpose("setting");
  const former = sealObject(parts.crypto, setting, formerBinding(keys.vaultId), keys.vaultKey);
  const committed =
    staying.length === 0
      ? fail("slot.last")
      : parts.store.commit([
          epochGuard(keys),
          ...slotSteps(slots.value, staying),
          { op: "meta", name: metaNames.rotationFormer, value: former },
          { op: "meta", name: metaNames.kitPending, value: null },
          { op: "meta", name: keyEpochName, value: epoch },
        ]);
  next.wipe();
  if (!committed.ok) {
    wipe(vaultKey);
    return committed;
  }
  keys.replace(vaultKey, epoch);
  return ok(undefined);
};

/** Takes the former key up again when a rotation did not come to its end. */
export const resumeRotation = (parts: VaultParts, keys: VaultKeys): Result<void, VaultError> => {
  const sealed = parts.store.meta(metaNames.rotationFormer);
  if (!sealed.ok) return sealed;
  if (sealed.value === null) return ok(undefined);
  const opened = openObject(parts.crypto, keys.purpose("setting"), formerBinding(keys.vaultId), sealed.value);
  if (!opened.ok) return opened;
  keys.remember(opened.value.slice());
  opened.value.fill(0);
  return ok(undefined);
};

/**
 * Ends a rotation: the former key goes, and the services are told everything anew, since names and
 * ciphertexts there come from the vault key.
 */
export const endRotation = (parts: VaultParts, keys: VaultKeys): Result<void, VaultError> => {
  const ended = parts.store.commit([
    epochGuard(keys),
    { op: "meta", name: metaNames.rotationFormer, value: null },
    ...parts.remoteStores().flatMap((store): Operation[] => [
      { op: "copies-forgotten", store },
      { op: "meta", name: `${store}/memory`, value: null },
      { op: "queue-missing", store, at: Math.max(0, Math.floor(parts.clock.now())) },
    ]),
  ]);
  if (!ended.ok) return ended;
  keys.forgetFormer();
  const compacted = parts.store.compact();
  // What was overwritten is unreadable without the former key in any case.
  if (!compacted.ok) parts.log.warn("rotation.not-compacted", { ref: compacted.error.ref });
  return ok(undefined);
};
