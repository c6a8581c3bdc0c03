/**
 * What this computer remembers of the service between two runs: the highest epoch seen, the index
 * as last seen and what is still to be cleared. No secret is in it; without it roll-back is not noticed.
 */
export interface KvsMemory {
  /** The bytes saved last; null when there are none. */
  load(): Uint8Array | null;
  /** Durable when it returns. */
  save(bytes: Uint8Array): void;
}
