/**
 * A place that keeps sealed objects. Services differ only below this port. Objects are opaque:
 * id, revision and ciphertext; a store never sees a name or a key.
 */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** The places an entry can be kept. */
export type StoreId = "kvs" | "hyperid" | "dataswyft" | "digime" | "local" | "memory";

/** One sealed object. `id` is 32 hex characters (16 bytes). */
export interface StoredObject {
  readonly id: string;
  readonly revision: number;
  readonly blob: Uint8Array;
}

/** Failures of a store, told per object. */
export type StoreError = AppError<
  | "store.unreachable"
  | "store.conflict"
  | "store.bad-reply"
  | "store.refused"
  | "store.name-too-long"
  | "store.value-too-long"
  | "store.rolled-back"
  | "store.busy"
  | "store.full"
  | "store.no-permission"
  | "store.not-configured"
  | "store.not-connected"
  | "store.consent-ended"
  | "store.secrets-lost"
  | "store.clock-skew"
  | "keychain.locked"
  | "keychain.unavailable"
  | "session.none"
  | "session.expired"
  | "cipher.tampered"
  | "cipher.newer-version"
  | "scan.cancelled"
>;

/** What became of one object of a batch. */
export interface ObjectOutcome<T> {
  readonly id: string;
  readonly result: Result<T, StoreError>;
}

/** What a store can do and how large its parts may be. Lengths in bytes. */
export interface StoreCapabilities {
  readonly list: boolean;
  readonly delete: boolean;
  readonly maxNameBytes: number;
  readonly maxValueBytes: number;
  readonly batch: number;
}

/** Reads, writes and deletes sealed objects. A call returns one outcome for each id asked for. */
export interface Store {
  readonly id: StoreId;
  readonly capabilities: StoreCapabilities;
  readMany(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ObjectOutcome<StoredObject | null>[]>;
  /** Acknowledges an object only after it was written and read back. */
  writeMany(objects: readonly StoredObject[], signal: AbortSignal): Promise<readonly ObjectOutcome<void>[]>;
  deleteMany(ids: readonly string[], signal: AbortSignal): Promise<readonly ObjectOutcome<void>[]>;
  list?(
    signal: AbortSignal,
  ): Promise<Result<readonly { readonly id: string; readonly revision: number }[], StoreError>>;
}
