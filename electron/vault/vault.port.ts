/**
 * What the rest of the app sees of the vault: its state, the ways in, and the entries while it is
 * open. No key leaves it but the sub-keys that stores need, and those only while it is unlocked.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { EntryService } from "./entries.port.ts";
import type { Keychain } from "./keychain.port.ts";
import type { KeyPurpose } from "./keys.ts";
import type { LocalStoreError } from "./local-store.port.ts";
import type { SlotKind } from "./slots.ts";

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

/** One way into the vault, as listed. */
export interface SlotView {
  readonly slotId: string;
  readonly kind: SlotKind;
  readonly label: string;
  readonly createdAt: number;
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
  /** Calls `listener` after every change of status. Returns its own unsubscribe. */
  subscribe(listener: (status: VaultStatus) => void): () => void;
  /** 16 bytes; null when there is no vault. */
  vaultId(): Uint8Array | null;
  /** Makes a vault; vault.exists unless there is none or only an unfinished one. Safe to repeat after any failure. */
  create(tap: TapContext): Promise<Result<void, VaultError>>;
  /** The 24 words of an unfinished vault; vault.exists once it is finished. */
  recoveryWords(): Result<readonly string[], VaultError>;
  /** Three positions (1 to 24) to ask back; the same until they are answered rightly or the vault is locked. */
  askPositions(): Result<readonly number[], VaultError>;
  /** Ends the creation; recovery.wrong-word {position} for the first wrong answer. */
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
  /** Adds a slot for the tapped chip, with a new device secret if the keychain lost it; dead slots go. */
  enrolChip(tap: TapContext): Promise<Result<{ readonly slotId: string }, VaultError>>;
  /** The ways in; vault.locked while locked. */
  slots(): Result<readonly SlotView[], VaultError>;
  /** Wipes every key and forgets every plaintext. */
  lock(): void;
  /** A sub-key of 32 bytes, to be used at once and not kept: it is wiped on lock. */
  purposeKey(purpose: KeyPurpose): Result<Uint8Array, AppError<"vault.locked">>;
  /** Null unless unlocked and finished. */
  entries(): EntryService | null;
  dispose(): void;
}
