/**
 * The vault: which state it is in, the keys while it is open, and the entries over them. All ways
 * in end here in one place that takes the keys into memory; `lock` wipes them. It holds no
 * plaintext of entries itself.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { wipe } from "./bytes.ts";
import { openEntries } from "./entries.ts";
import type { OpenEntries } from "./entries.ts";
import { createVaultKeys } from "./keys.ts";
import type { VaultKeys } from "./keys.ts";
import type { LocalStoreError, Stored } from "./local-store.port.ts";
import { checkAnswers, choosePositions } from "./recovery.ts";
import { wordsOfEntropy } from "./recovery-words.ts";
import { isKnownSlotKind, readSlotLabel } from "./slots.ts";
import { addChip, makeVault } from "./vault-create.ts";
import { metaNames, readDeviceSecret, readPending } from "./vault-parts.ts";
import type { VaultParts } from "./vault-parts.ts";
import { openWithTap, openWithWords } from "./vault-unlock.ts";
import type {
  RecoveryAnswer,
  SlotView,
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
  session.entries?.close();
  session.keys.wipe();
  notify(desk);
};

const openList = (desk: Desk, keys: VaultKeys): Stored<OpenEntries> => openEntries({ ...desk.parts, keys });

/** Takes the keys into memory, with the entries unless the creation is unfinished. */
const enter = (desk: Desk, keys: VaultKeys): Result<void, VaultError> => {
  if (desk.session !== null) {
    keys.wipe();
    return ok(undefined);
  }
  const pending = desk.parts.store.meta(metaNames.recoveryPending);
  const isFinished = pending.ok && pending.value === null;
  const list = isFinished ? openList(desk, keys) : null;
  const failed = pending.ok ? (list?.ok === false ? list : null) : pending;
  if (failed !== null) {
    keys.wipe();
    return failed;
  }
  desk.session = { keys, entries: list?.ok === true ? list.value : null, positions: null };
  notify(desk);
  return ok(undefined);
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
  return enter(desk, createVaultKeys(desk.parts.crypto, opened.value.vaultKey, id.value));
};

const verifyTap = async (desk: Desk, tap: TapContext): Promise<Result<void, VaultError>> => {
  const id = existing(desk);
  if (!id.ok) return id;
  const opened = await openWithTap(desk.parts, tap, id.value);
  if (!opened.ok) return opened;
  wipe(opened.value.vaultKey);
  return ok(undefined);
};

const unlockWithWords = async (
  desk: Desk,
  words: string,
  keychain: TapContext["keychain"],
): Promise<Result<WordsOutcome, VaultError>> => {
  const id = existing(desk);
  if (!id.ok) return id;
  const vaultKey = openWithWords(desk.parts, words, id.value);
  if (!vaultKey.ok) return vaultKey;
  const entered = enter(desk, createVaultKeys(desk.parts.crypto, vaultKey.value, id.value));
  if (!entered.ok) return entered;
  const slots = desk.parts.store.slots();
  if (!slots.ok) return slots;
  const device = await readDeviceSecret(desk.parts, keychain, id.value, slots.value);
  if (device.ok) wipe(device.value);
  return ok({ chipSlot: device.ok ? "usable" : "lost" });
};

const withKeys = <T>(
  desk: Desk,
  work: (session: Session) => Result<T, VaultError>,
): Result<T, VaultError> => {
  if (desk.session !== null) return work(desk.session);
  const id = existing(desk);
  return id.ok ? fail("vault.locked") : id;
};

const recoveryWords = (desk: Desk): Result<readonly string[], VaultError> =>
  withKeys(desk, ({ keys }) => {
    const entropy = readPending(desk.parts, keys);
    if (!entropy.ok) return entropy;
    const words = wordsOfEntropy(entropy.value);
    wipe(entropy.value);
    return ok(words);
  });

const askPositions = (desk: Desk): Result<readonly number[], VaultError> =>
  withKeys(desk, (session) => {
    if (session.entries !== null) return fail("vault.exists");
    session.positions ??= choosePositions(desk.parts.crypto);
    return ok(session.positions);
  });

const confirmRecovery = (desk: Desk, answers: readonly RecoveryAnswer[]): Result<void, VaultError> =>
  withKeys(desk, (session) => {
    if (session.positions === null)
      return fail(session.entries === null ? "vault.unfinished" : "vault.exists");
    const entropy = readPending(desk.parts, session.keys);
    if (!entropy.ok) return entropy;
    const checked = checkAnswers(entropy.value, session.positions, answers);
    wipe(entropy.value);
    if (!checked.ok) return checked;
    const list = openList(desk, session.keys);
    if (!list.ok) return list;
    const finished = desk.parts.store.commit([{ op: "meta", name: metaNames.recoveryPending, value: null }]);
    if (!finished.ok) return finished;
    session.entries = list.value;
    session.positions = null;
    notify(desk);
    return ok(undefined);
  });

const listSlots = (desk: Desk): Result<readonly SlotView[], VaultError> =>
  withKeys(desk, ({ keys }) => {
    const slots = desk.parts.store.slots();
    if (!slots.ok) return slots;
    return ok(
      slots.value.flatMap((slot): SlotView[] =>
        isKnownSlotKind(slot.kind)
          ? [{ slotId: slot.id, kind: slot.kind, ...readSlotLabel(desk.parts.crypto, keys, slot) }]
          : [],
      ),
    );
  });

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
    slots: () => listSlots(desk),
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
