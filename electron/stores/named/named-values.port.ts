/**
 * A service that keeps bytes under names and can list and remove them: what HyperID user data, a
 * Dataswyft account and digi.me storage have in common. How objects are laid out in such values is
 * named-store.ts; how values travel is each service's own.
 */
import type { Result } from "#contract/result.ts";
import type { StoreError } from "#stores/store.port.ts";

/** Lengths in bytes of what is handed over, before any encoding the service needs. Settings may lower them. */
export interface NamedValueLimits {
  readonly maxNameBytes: number;
  readonly maxValueBytes: number;
  /** How many values one call of read, write or remove should carry at most. */
  readonly batch: number;
}

/** A value with its name: 1 to maxNameBytes of `[0-9a-z./-]`. */
export interface NamedValue {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A name as listed; `bytes` where the service's list carries the values anyway. */
export interface ListedName {
  readonly name: string;
  readonly bytes?: Uint8Array;
}

/** What became of each name. Every name asked for has its own outcome. */
export type NamedOutcomes<T> = ReadonlyMap<string, Result<T, StoreError>>;

/** Keeps bytes under names, below one folder of our own. A call may be made of several requests. */
export interface NamedValues {
  readonly limits: NamedValueLimits;
  /** Every name that begins with `prefix`. */
  list(prefix: string, signal: AbortSignal): Promise<Result<readonly ListedName[], StoreError>>;
  /** Null for a name that is not there. */
  read(names: readonly string[], signal: AbortSignal): Promise<NamedOutcomes<Uint8Array | null>>;
  /** Sets or replaces. store.name-too-long and store.value-too-long before anything is sent. */
  write(values: readonly NamedValue[], signal: AbortSignal): Promise<NamedOutcomes<void>>;
  /** A name that is not there is removed already. */
  remove(names: readonly string[], signal: AbortSignal): Promise<NamedOutcomes<void>>;
}
