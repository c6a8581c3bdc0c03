/** A record of the account as it was read, before anything of its data is trusted. */

/** One record. `data` is as it came. */
export interface DataRecord {
  readonly recordId: string;
  readonly data: unknown;
}
