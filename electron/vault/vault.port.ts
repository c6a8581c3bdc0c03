/**
 * What the rest of the app sees of the vault: its state, the ways in, and the entries while it is
 * open. No key leaves it but the sub-keys that stores need, and those only while it is unlocked.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { RotationView, SlotView } from "#contract/views.ts";
import type { EntryService } from "./entries.port.ts";
import type { Keychain } from "./keychain.port.ts";
import type { KeyPurpose } from "./keys.ts";
import type { LocalStoreError } from "./local-store.port.ts";

/** The proof of a tap, as far as the vault needs it. `token` is a secret. */
export interface ProvenTap {
  readonly flow: "scan" | "verify";
  readonly token: string;
  readonly memberId: string | null;
  readonly chipId: string | null;
}

/** Small values at the chip's own service, readable only with the token of a tap. Absent and empty are both null. */
export interface ChipSecretStore {
  /** `name` 20 characters. */
  fetch(token: string, name: string, signal: AbortSignal): Promise<Result<string | null, AppError>>;
  /** `value` at most 256 characters; "" forgets it. */
  put(token: string, name: string, value: string, signal: AbortSignal): Promise<Result<void, AppError>>;
}

/** All that a tap brings along. */
export interface TapContext {
  readonly presence: ProvenTap;
  readonly chipSecrets: ChipSecretStore;
  readonly keychain: Keychain;
  readonly signal: AbortSignal;
}

/** `locked`: no key in memory, finished or not. `unfinished`: open, but the recovery words were not asked back yet. */
export type VaultStatus = "none" | "unfinished" | "locked" | "unlocked";

/** Failures of the vault: any code of the catalogue, most often of the areas vault, keychain, cipher, recovery, store and session. */
export type VaultError = AppError;

/** How the computer's own slot stands after the words opened the vault. `lost`: ask for a tap and call enrolChip. */
export interface WordsOutcome {
  readonly chipSlot: "usable" | "lost";
}

/** One recovery word given back. `position` 1 to 24. */
export interface RecoveryAnswer {
  readonly position: number;
  readonly word: string;
}

/** The vault. All promises are cancellable by the signal of their context. */
export interface Vault {
  status(): VaultStatus;
  /** Why the last look at the file failed, if it did. */
  fileError(): LocalStoreError | null;
  /** Calls `listener` after every change of status, of the ways in, and of a rotation's progress. Returns its own unsubscribe. */
  subscribe(listener: (status: VaultStatus) => void): () => void;
  /** 16 bytes; null when there is no vault. */
  vaultId(): Uint8Array | null;
  /** Makes a vault; vault.exists unless there is none or only an unfinished one. Safe to repeat after any failure. */
  create(tap: TapContext): Promise<Result<void, VaultError>>;
  /** The 24 words of an unfinished vault or of a renewed kit that was not confirmed; kit.none otherwise. */
  recoveryWords(): Result<readonly string[], VaultError>;
  /** Three positions (1 to 24) to ask back; the same until they are answered rightly or the vault is locked. */
  askPositions(): Result<readonly number[], VaultError>;
  /** Makes a new kit beside the present one, to be confirmed as at creation. */
  renewKit(): Result<void, VaultError>;
  /** Drops a renewed kit that was not confirmed. */
  cancelKitRenewal(): Result<void, VaultError>;
  /** Whether the creation was never ended; this is known without a key. */
  isUnfinished(): boolean;
  /** Whether a renewed kit waits to be confirmed. */
  isKitPending(): boolean;
  /** Ends the creation, or puts the renewed kit in the place of the former; recovery.wrong-word {position} for the first wrong answer. */
  confirmRecovery(answers: readonly RecoveryAnswer[]): Result<void, VaultError>;
  /** vault.wrong-chip, keychain.lost, keychain.locked and every failure of the chip's service. */
  unlockWithChip(tap: TapContext): Promise<Result<void, VaultError>>;
  /** Whether this tap would open the vault; changes nothing. vault.wrong-chip and the rest as unlockWithChip. */
  verifyTap(tap: TapContext): Promise<Result<void, VaultError>>;
  /** `words` as typed. recovery.* with the position of a wrong word where it can be found. */
  unlockWithWords(
    words: string,
    context: { readonly keychain: Keychain },
  ): Promise<Result<WordsOutcome, VaultError>>;
  /** Opens with the passphrase; passphrase.wrong, passphrase.unsafe-parameters. Old parameters are raised on success. */
  unlockWithPassphrase(
    passphrase: string,
    context: { readonly keychain: Keychain },
  ): Promise<Result<WordsOutcome, VaultError>>;
  /** Whether a passphrase slot exists; known while locked too. */
  hasPassphrase(): boolean;
  /** Sets the passphrase or replaces it; passphrase.too-weak under 8 characters. */
  setPassphrase(passphrase: string): Promise<Result<{ readonly slotId: string }, VaultError>>;
  /** Whether a passphrase or words would open the vault; answers the slot, changes nothing. */
  testPassphrase(passphrase: string): Promise<Result<{ readonly slotId: string }, VaultError>>;
  testWords(words: string): Result<{ readonly slotId: string }, VaultError>;
  renameSlot(slotId: string, label: string): Result<void, VaultError>;
  /** Takes a way in away; slot.last for the last one, slot.not-found. */
  removeSlot(slotId: string): Result<void, VaultError>;
  /**
   * Makes a new vault key at once, wrapped for every slot but `withoutSlot`, and re-encrypts all rows
   * in the background. Slots whose `survivesRotation` is false stop working and go. rotation.busy.
   */
  rotate(withoutSlot: string | null): Promise<Result<void, VaultError>>;
  /** How far a rotation is; null when none is under way. It goes on by itself after an unlock. */
  rotation(): RotationView | null;
  /** Adds a slot for the tapped chip, with a new device secret if the keychain lost it; dead slots go. */
  enrolChip(tap: TapContext): Promise<Result<{ readonly slotId: string }, VaultError>>;
  /** The ways in; vault.locked while locked. */
  slots(keychain: Keychain): Promise<Result<readonly SlotView[], VaultError>>;
  /** Wipes every key and forgets every plaintext. */
  lock(): void;
  /** A sub-key of 32 bytes, to be used at once and not kept: it is wiped on lock. */
  purposeKey(purpose: KeyPurpose): Result<Uint8Array, AppError<"vault.locked">>;
  /** Null unless unlocked and finished. */
  entries(): EntryService | null;
  dispose(): void;
}
