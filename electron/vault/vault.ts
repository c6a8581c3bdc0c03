/**
 * The vault: which state it is in, the keys while it is open, and the entries over them. All ways
 * in end here in one place that takes the keys into memory; `lock` wipes them. It holds no
 * plaintext of entries itself.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { RotationView } from "#contract/views.ts";
import { wipe } from "./bytes.ts";
import { openEntries } from "./entries.ts";
import type { OpenEntries } from "./entries.ts";
import { keyEpochName } from "./key-epoch.ts";
import { createVaultKeys } from "./keys.ts";
import type { VaultKeys } from "./keys.ts";
import type { LocalStoreError, Stored } from "./local-store.port.ts";
import { isTooQuick } from "./passphrase.ts";
import { checkAnswers, choosePositions } from "./recovery.ts";
import { wordsOfEntropy } from "./recovery-words.ts";
import { addChip, makeVault } from "./vault-create.ts";
import { beginKit, dropKit, finishKit, readKit } from "./vault-kit.ts";
import { metaNames, readDeviceSecret, readPending } from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import { beginRotation, endRotation, resumeRotation } from "./vault-rotation.ts";
import {
  listSlots,
  removeSlot,
  renameSlot,
  replacePassphrase,
  setPassphrase,
  upgradeSlot,
} from "./vault-slots.ts";
import { openWithPassphrase, openWithTap, openWithWords } from "./vault-unlock.ts";
import type { OpenedSlot } from "./vault-unlock.ts";
import type {
  RecoveryAnswer,
  TapContext,
  Vault,
  VaultError,
  VaultStatus,
  WordsOutcome,
} from "./vault.port.ts";

/** What is in memory while the vault is open. `entries` is null until the creation is finished. */
interface Session {
  readonly keys: VaultKeys;
  entries: OpenEntries | null;
  positions: readonly number[] | null;
  rotation: { readonly view: RotationView; readonly stop: AbortController } | null;
}

interface Desk {
  readonly parts: VaultParts;
  readonly listeners: Set<(status: VaultStatus) => void>;
  session: Session | null;
  fileError: LocalStoreError | null;
}

const readId = (desk: Desk): Stored<Uint8Array | null> => {
  const id = desk.parts.store.meta(metaNames.vaultId);
  desk.fileError = id.ok ? null : id.error;
  return id;
};

const statusOf = (desk: Desk): VaultStatus => {
  if (desk.session !== null) return desk.session.entries === null ? "unfinished" : "unlocked";
  const id = readId(desk);
  return id.ok && id.value === null ? "none" : "locked";
};

const notify = (desk: Desk): void => {
  const status = statusOf(desk);
  for (const listener of desk.listeners) listener(status);
};

const lock = (desk: Desk): void => {
  const { session } = desk;
  if (session === null) return;
  desk.session = null;
  session.rotation?.stop.abort();
  session.entries?.close();
  session.keys.wipe();
  notify(desk);
};

const openList = (desk: Desk, keys: VaultKeys): Stored<OpenEntries> =>
  openEntries({ ...desk.parts, keys, keysReplaced: () => lock(desk) });

/** The keys at the generation that the file is at. */
const keysFor = (desk: Desk, vaultKey: Uint8Array, vaultId: Uint8Array): Stored<VaultKeys> => {
  const epoch = desk.parts.store.meta(keyEpochName);
  return epoch.ok ? ok(createVaultKeys(desk.parts.crypto, vaultKey, vaultId, epoch.value)) : epoch;
};

/** Seals everything anew in the background; a failure leaves the rest for the next unlock. */
const runRotation = async (desk: Desk, session: Session): Promise<void> => {
  if (session.keys.former === null || session.entries === null || session.rotation !== null) return;
  const stop = new AbortController();
  session.rotation = { view: { done: 0, total: 0 }, stop };
  notify(desk);
  const resealed = await session.entries.reseal(stop.signal, (done, total) => {
    session.rotation = { view: { done, total }, stop };
    if (desk.session === session) notify(desk);
  });
  if (desk.session !== session) return;
  const ended = resealed.ok ? endRotation(desk.parts, session.keys) : resealed;
  session.rotation = null;
  if (!ended.ok) desk.parts.log.warn("rotation.not-ended", { ref: ended.error.ref, code: ended.error.code });
  notify(desk);
};

/** Takes the keys into memory, with the entries unless the creation is unfinished. */
const enter = (desk: Desk, keys: VaultKeys): Result<void, VaultError> => {
  if (desk.session !== null) {
    keys.wipe();
    return ok(undefined);
  }
  const entries = entriesFor(desk, keys);
  if (!entries.ok) {
    keys.wipe();
    return entries;
  }
  const session: Session = { keys, entries: entries.value, positions: null, rotation: null };
  desk.session = session;
  notify(desk);
  void runRotation(desk, session);
  return ok(undefined);
};

/** The entries under these keys; null while the creation is unfinished. */
const entriesFor = (desk: Desk, keys: VaultKeys): Result<OpenEntries | null, VaultError> => {
  const pending = desk.parts.store.meta(metaNames.recoveryPending);
  if (!pending.ok) return pending;
  if (pending.value !== null) return ok(null);
  const resumed = resumeRotation(desk.parts, keys);
  return resumed.ok ? openList(desk, keys) : resumed;
};

/** Takes a slot's vault key into memory, and notes what a later rotation needs of the slot. */
const enterBySlot = (desk: Desk, opened: OpenedSlot, vaultId: Uint8Array): Result<void, VaultError> => {
  const keys = keysFor(desk, opened.vaultKey, vaultId);
  if (!keys.ok) return keys;
  const entered = enter(desk, keys.value);
  if (entered.ok && desk.session !== null) {
    upgradeSlot(desk.parts, desk.session.keys, opened.slotId, opened.publicKey);
  }
  return entered;
};

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

/** Runs a way in with the id of the vault there is; does nothing when it is open already. */
const existing = (desk: Desk): Result<Uint8Array, VaultError> => {
  const id = readId(desk);
  if (!id.ok) return id;
  return id.value === null ? fail("vault.none") : ok(id.value);
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

const withKeys = <T>(
  desk: Desk,
  work: (session: Session) => Result<T, VaultError>,
): Result<T, VaultError> => {
  if (desk.session !== null) return work(desk.session);
  const id = existing(desk);
  return id.ok ? fail("vault.locked") : id;
};

/** As withKeys, for what takes a while; listeners are told of what changed. */
const withKeysLater = async <T>(
  desk: Desk,
  work: (session: Session) => Promise<Result<T, VaultError>>,
): Promise<Result<T, VaultError>> => {
  const session = withKeys(desk, ok);
  if (!session.ok) return session;
  const done = await work(session.value);
  if (done.ok) notify(desk);
  return done;
};

const changing = (
  desk: Desk,
  work: (session: Session) => Result<void, VaultError>,
): Result<void, VaultError> => {
  const done = withKeys(desk, work);
  if (done.ok) notify(desk);
  return done;
};

/** The entropy of the words that may be shown: those of an unfinished vault, or of a renewed kit. */
const shownEntropy = (desk: Desk, { keys, entries }: Session): Result<Uint8Array, VaultError> =>
  entries === null ? readPending(desk.parts, keys) : readKit(desk.parts, keys);

const recoveryWords = (desk: Desk): Result<readonly string[], VaultError> =>
  withKeys(desk, (session) => {
    const entropy = shownEntropy(desk, session);
    if (!entropy.ok) return entropy;
    const words = wordsOfEntropy(entropy.value);
    wipe(entropy.value);
    return ok(words);
  });

const askPositions = (desk: Desk): Result<readonly number[], VaultError> =>
  withKeys(desk, (session) => {
    const entropy = shownEntropy(desk, session);
    if (!entropy.ok) return entropy;
    wipe(entropy.value);
    session.positions ??= choosePositions(desk.parts.crypto);
    return ok(session.positions);
  });

/** Ends the creation: from now on the vault has entries. */
const finishCreation = (desk: Desk, session: Session): Result<void, VaultError> => {
  const list = openList(desk, session.keys);
  if (!list.ok) return list;
  const finished = desk.parts.store.commit([{ op: "meta", name: metaNames.recoveryPending, value: null }]);
  if (!finished.ok) return finished;
  session.entries = list.value;
  return ok(undefined);
};

const confirmRecovery = (desk: Desk, answers: readonly RecoveryAnswer[]): Result<void, VaultError> =>
  withKeys(desk, (session) => {
    const entropy = shownEntropy(desk, session);
    if (!entropy.ok) return entropy;
    const checked =
      session.positions === null
        ? fail("vault.unfinished")
        : checkAnswers(entropy.value, session.positions, answers);
    const finished = !checked.ok
      ? checked
      : session.entries === null
        ? finishCreation(desk, session)
        : finishKit(desk.parts, session.keys, entropy.value);
    wipe(entropy.value);
    if (!finished.ok) return finished;
    session.positions = null;
    notify(desk);
    return ok(undefined);
  });

const renewKit = (desk: Desk): Result<void, VaultError> =>
  changing(desk, (session) => {
    if (session.entries === null) return fail("vault.unfinished");
    session.positions = null;
    return beginKit(desk.parts, session.keys);
  });

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

const enrolChip = async (
  desk: Desk,
  tap: TapContext,
): Promise<Result<{ readonly slotId: string }, VaultError>> => {
  const session = withKeys(desk, ok);
  return session.ok ? addChip(desk.parts, tap, session.value.keys) : session;
};

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
    renameSlot: (slotId, label) => changing(desk, ({ keys }) => renameSlot(desk.parts, keys, slotId, label)),
    removeSlot: (slotId) => changing(desk, ({ keys }) => removeSlot(desk.parts, keys, slotId)),
    rotate: (withoutSlot) => Promise.resolve(rotate(desk, withoutSlot)),
    rotation: () => desk.session?.rotation?.view ?? null,
    slots: (keychain) => {
      const session = withKeys(desk, ok);
      return session.ok ? listSlots(desk.parts, session.value.keys, keychain) : Promise.resolve(session);
    },
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
