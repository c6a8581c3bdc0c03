/**
 * Where the tokens and keys of one connected account are kept between calls and restarts: sealed in the
 * vault's file under a key that lives in the keychain, because tokens are longer than keychain items may be.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** Failures of the place. `store.secrets-lost`: the keychain no longer has the key; sign in again. */
export type SecretError = AppError<
  | "keychain.locked"
  | "keychain.unavailable"
  | "store.secrets-lost"
  | "vault.none"
  | "vault.damaged"
  | "vault.busy"
  | "vault.disk-full"
  | "vault.read-only"
  | "internal"
>;

/** One secret, written whole or not at all. The bytes handed in or out belong to the caller, who wipes them. */
export interface SecretSlot {
  load(): Promise<Result<Uint8Array | null, SecretError>>;
  /** Durable and read back when it answers ok. */
  save(secret: Uint8Array): Promise<Result<void, SecretError>>;
  forget(): Promise<Result<void, SecretError>>;
  /**
   * Runs `work` while no other program on the same vault runs any for this slot, so that two of them never
   * renew the same token. One that died in the middle holds the others up for some seconds at most.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}
