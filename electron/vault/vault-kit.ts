/**
 * The recovery kit of a finished vault made anew: new words lie sealed in the file until three of them
 * were given back; only then they take the place of the former ones.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { wipe } from "./bytes.ts";
import { kinds, openObject, sealObject } from "./envelope.ts";
import type { Binding } from "./envelope.ts";
import { epochGuard } from "./key-epoch.ts";
import type { VaultKeys } from "./keys.ts";
import type { Operation } from "./local-store.port.ts";
import { entropyBytes } from "./recovery-words.ts";
import { makeSlot, newSlotId } from "./slots.ts";
import { metaNames } from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import type { VaultError } from "./vault.port.ts";

const binding = (vaultId: Uint8Array): Binding => ({
  vaultId,
  objectId: `${"0".repeat(31)}3`,
  revision: 1,
  kind: kinds.recoveryPending,
});

/** Makes new words beside the present ones; a renewal that was begun before is dropped. */
export const beginKit = (parts: VaultParts, keys: VaultKeys): Result<void, VaultError> => {
  const entropy = parts.crypto.randomBytes(entropyBytes);
  const sealed = sealObject(parts.crypto, keys.purpose("setting"), binding(keys.vaultId), entropy);
  wipe(entropy);
  return parts.store.commit([epochGuard(keys), { op: "meta", name: metaNames.kitPending, value: sealed }]);
};

/** The entropy (32 bytes, to be wiped) of words that wait to be confirmed; kit.none when there are none. */
export const readKit = (parts: VaultParts, keys: VaultKeys): Result<Uint8Array, VaultError> => {
  const sealed = parts.store.meta(metaNames.kitPending);
  if (!sealed.ok) return sealed;
  if (sealed.value === null) return fail("kit.none");
  return openObject(parts.crypto, keys.purpose("setting"), binding(keys.vaultId), sealed.value);
};

/** Drops words that were not confirmed. */
export const dropKit = (parts: VaultParts, keys: VaultKeys): Result<void, VaultError> =>
  parts.store.commit([epochGuard(keys), { op: "meta", name: metaNames.kitPending, value: null }]);

/** Puts the new words in the place of the former ones. `entropy` stays the caller's to wipe. */
export const finishKit = (
  parts: VaultParts,
  keys: VaultKeys,
  entropy: Uint8Array,
): Result<void, VaultError> => {
  const slots = parts.store.slots();
  if (!slots.ok) return slots;
  const label = { label: "", createdAt: Math.max(0, Math.floor(parts.clock.now())) };
  const slot = makeSlot(parts.crypto, keys, newSlotId(parts.crypto), { kind: "recovery", entropy }, label);
  const former = slots.value.filter(({ kind }) => kind === "recovery");
  const committed = parts.store.commit([
    epochGuard(keys),
    { op: "slot", slot },
    ...former.map(({ id }): Operation => ({ op: "slot-removed", id })),
    { op: "meta", name: metaNames.kitPending, value: null },
  ]);
  return committed.ok ? ok(undefined) : committed;
};
