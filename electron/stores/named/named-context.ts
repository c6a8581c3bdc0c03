/** What the steps of a named store share: its values, its folder, and what was seen through it. */
import type { Log } from "#contract/log.port.ts";
import type { StoreId } from "#stores/store.port.ts";
import type { NamedValues } from "./named-values.port.ts";

/** What the store is made of. */
export interface NamedStoreParts {
  readonly id: StoreId;
  readonly values: NamedValues;
  /** Where our names are: small letters, digits and hyphens. */
  readonly folder: string;
  /** Whether this computer's vault knows that revision of an object, so that replacing it loses nothing. */
  readonly knows: (id: string, revision: number) => boolean;
  readonly now: () => number;
  /** `length` random bytes. */
  readonly random: (length: number) => Uint8Array;
  readonly log: Log;
}

/** What all steps of the store share. */
export interface NamedContext extends NamedStoreParts {
  /** Revisions read or written through this store; null for an object seen to be absent. */
  readonly seen: Map<string, number>;
}
