/** The operating system's keychain as the vault sees it: a few small secrets by account name. It is a cache, never the only copy. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** Failures of the keychain. */
export type KeychainError = AppError<"keychain.locked" | "keychain.unavailable">;

/** Items stay under 1,000 characters (a limit of Windows); every write is read back; no answer in 2 s counts as absent. */
export interface Keychain {
  /** Whether items outlive this session. */
  readonly backend: "os" | "memory";
  get(account: string): Promise<Result<Uint8Array | null, KeychainError>>;
  set(account: string, secret: Uint8Array): Promise<Result<void, KeychainError>>;
  delete(account: string): Promise<Result<void, KeychainError>>;
}
