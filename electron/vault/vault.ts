/**
 * The vault: making it, the ways in, and the port over all of it. What is held in memory is
 * vault-desk.ts; it holds no plaintext of entries itself.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { wipe } from "./bytes.ts";
import { isTooQuick } from "./passphrase.ts";
import { addChip, makeVault } from "./vault-create.ts";
import {
  changing,
  enter,
  enterBySlot,
  existing,
  lock,
  readId,
  runRotation,
  statusOf,
  withKeys,
  withKeysLater,
} from "./vault-desk.ts";
import type { Desk } from "./vault-desk.ts";
import { dropKit } from "./vault-kit.ts";
import { metaNames, readDeviceSecret } from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import { askPositions, confirmRecovery, recoveryWords, renewKit } from "./vault-recovery.ts";
import { beginRotation } from "./vault-rotation.ts";
import { listSlots, removeSlot, renameSlot, replacePassphrase, setPassphrase } from "./vault-slots.ts";
import { openWithPassphrase, openWithTap, openWithWords } from "./vault-unlock.ts";
import type { OpenedSlot } from "./vault-unlock.ts";
import type { TapContext, Vault, VaultError, WordsOutcome } from "./vault.port.ts";

const create = async (desk: Desk, tap: TapContext): Promise<Result<void, VaultError>> => {
  const id = readId(desk);
  if (!id.ok) return id;
  if (id.value !== null) {
    const pending = desk.parts.store.meta(metaNames.recoveryPending);
    if (!pending.ok) return pending;
    if (pending.value === null) return fail("vault.exists");
  }
  lock(desk);
  const made = await makeVault(desk.parts, tap, id.value);
  return made.ok ? enter(desk, made.value) : made;
};

const unlockWithChip = async (desk: Desk, tap: TapContext): Promise<Result<void, VaultError>> => {
  const id = existing(desk);
  if (!id.ok) return id;
  const opened = await openWithTap(desk.parts, tap, id.value);
  if (!opened.ok) return opened;
  return enterBySlot(desk, opened.value, id.value);
};

const verifyTap = async (desk: Desk, tap: TapContext): Promise<Result<void, VaultError>> => {
  const id = existing(desk);
  if (!id.ok) return id;
  const opened = await openWithTap(desk.parts, tap, id.value);
  if (!opened.ok) return opened;
  wipe(opened.value.vaultKey);
  return ok(undefined);
};

/** Whether this computer's half of the chip's way in is still there. */
const chipSlotState = async (
  desk: Desk,
  keychain: TapContext["keychain"],
  vaultId: Uint8Array,
): Promise<Result<WordsOutcome, VaultError>> => {
  const slots = desk.parts.store.slots();
  if (!slots.ok) return slots;
  const device = await readDeviceSecret(desk.parts, keychain, vaultId, slots.value);
  if (device.ok) wipe(device.value);
  return ok({ chipSlot: device.ok ? "usable" : "lost" });
};

const unlockWithWords = async (
  desk: Desk,
  words: string,
  keychain: TapContext["keychain"],
): Promise<Result<WordsOutcome, VaultError>> => {
  const id = existing(desk);
  if (!id.ok) return id;
  const opened = openWithWords(desk.parts, words, id.value);
  if (!opened.ok) return opened;
  const entered = enterBySlot(desk, opened.value, id.value);
  return entered.ok ? chipSlotState(desk, keychain, id.value) : entered;
};

const unlockWithPassphrase = async (
  desk: Desk,
  passphrase: string,
  keychain: TapContext["keychain"],
): Promise<Result<WordsOutcome, VaultError>> => {
  const id = existing(desk);
  if (!id.ok) return id;
  const opened = await openWithPassphrase(desk.parts, passphrase, id.value);
  if (!opened.ok) return opened;
  const entered = enterBySlot(desk, opened.value, id.value);
  if (!entered.ok) return entered;
  const { session } = desk;
  if (session !== null && isTooQuick(opened.value.tookMs)) {
    const raised = await replacePassphrase(
      desk.parts,
      session.keys,
      passphrase,
      () => desk.session === session,
    );
    if (!raised.ok) desk.parts.log.warn("passphrase.not-raised", { ref: raised.error.ref });
  }
  return chipSlotState(desk, keychain, id.value);
};

const testWith = <T extends OpenedSlot>(
  opened: Result<T, VaultError>,
): Result<{ slotId: string }, VaultError> => {
  if (!opened.ok) return opened;
  wipe(opened.value.vaultKey);
  return ok({ slotId: opened.value.slotId });
};

const rotate = (desk: Desk, withoutSlot: string | null): Result<void, VaultError> =>
  withKeys(desk, (session) => {
    if (session.entries === null) return fail("vault.unfinished");
    const begun = beginRotation(desk.parts, session.keys, withoutSlot);
    if (begun.ok) void runRotation(desk, session);
    return begun;
  });

const hasSlot = (desk: Desk, kind: string): boolean => {
  const slots = desk.parts.store.slots();
  return slots.ok && slots.value.some((slot) => slot.kind === kind);
};

const isKitPending = (desk: Desk): boolean => {
  if (desk.session?.entries === null) return false;
  const pending = desk.session === null ? null : desk.parts.store.meta(metaNames.kitPending);
  return pending?.ok === true && pending.value !== null;
};

const isUnfinished = (desk: Desk): boolean => {
  const pending = desk.parts.store.meta(metaNames.recoveryPending);
  return pending.ok && pending.value !== null;
};

const enrolChip = async (
  desk: Desk,
  tap: TapContext,
): Promise<Result<{ readonly slotId: string }, VaultError>> => {
  const session = withKeys(desk, ok);
  return session.ok ? addChip(desk.parts, tap, session.value.keys) : session;
};

type SlotCalls = Pick<
  Vault,
  | "unlockWithPassphrase"
  | "hasPassphrase"
  | "setPassphrase"
  | "testPassphrase"
  | "testWords"
  | "renewKit"
  | "cancelKitRenewal"
  | "isKitPending"
  | "isUnfinished"
  | "renameSlot"
  | "removeSlot"
  | "rotate"
  | "rotation"
  | "slots"
>;

/** The calls about the ways in. */
const slotCalls = (desk: Desk): SlotCalls => ({
  unlockWithPassphrase: (passphrase, { keychain }) => unlockWithPassphrase(desk, passphrase, keychain),
  hasPassphrase: () => hasSlot(desk, "passphrase"),
  setPassphrase: (passphrase) =>
    withKeysLater(desk, (session) =>
      setPassphrase(desk.parts, session.keys, passphrase, () => desk.session === session),
    ),
  testPassphrase: async (passphrase) => {
    const id = existing(desk);
    return id.ok ? testWith(await openWithPassphrase(desk.parts, passphrase, id.value)) : id;
  },
  testWords: (words) => {
    const id = existing(desk);
    return id.ok ? testWith(openWithWords(desk.parts, words, id.value)) : id;
  },
  renewKit: () => renewKit(desk),
  cancelKitRenewal: () => changing(desk, ({ keys }) => dropKit(desk.parts, keys)),
  isKitPending: () => isKitPending(desk),
  isUnfinished: () => isUnfinished(desk),
  renameSlot: (slotId, label) => changing(desk, ({ keys }) => renameSlot(desk.parts, keys, slotId, label)),
  removeSlot: (slotId) => changing(desk, ({ keys }) => removeSlot(desk.parts, keys, slotId)),
  rotate: (withoutSlot) => Promise.resolve(rotate(desk, withoutSlot)),
  rotation: () => desk.session?.rotation?.view ?? null,
  slots: (keychain) => {
    const session = withKeys(desk, ok);
    return session.ok ? listSlots(desk.parts, session.value.keys, keychain) : Promise.resolve(session);
  },
});

/** Makes the vault over an open file. The file stays the caller's to dispose. */
export const createVault = (parts: VaultParts): Vault => {
  const desk: Desk = { parts, listeners: new Set(), session: null, fileError: null };
  return {
    status: () => statusOf(desk),
    fileError: () => desk.fileError,
    subscribe: (listener) => {
      desk.listeners.add(listener);
      return () => desk.listeners.delete(listener);
    },
    vaultId: () => {
      const id = readId(desk);
      return id.ok ? id.value : null;
    },
    create: (tap) => create(desk, tap),
    recoveryWords: () => recoveryWords(desk),
    askPositions: () => askPositions(desk),
    confirmRecovery: (answers) => confirmRecovery(desk, answers),
    unlockWithChip: (tap) => unlockWithChip(desk, tap),
    verifyTap: (tap) => verifyTap(desk, tap),
    unlockWithWords: (words, { keychain }) => unlockWithWords(desk, words, keychain),
    enrolChip: (tap) => enrolChip(desk, tap),
    ...slotCalls(desk),
    lock: () => {
      lock(desk);
    },
    purposeKey: (purpose) =>
      desk.session === null ? fail("vault.locked") : ok(desk.session.keys.purpose(purpose)),
    entries: () => desk.session?.entries?.service ?? null,
    dispose: () => {
      lock(desk);
      desk.listeners.clear();
    },
  };
};
