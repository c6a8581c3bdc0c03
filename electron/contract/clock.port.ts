/** Time as a port, so that protocol work is tested without waiting and the sandbox's clock can be moved. */

/** Reads time and runs something later. */
export interface Clock {
  /** Milliseconds since the epoch; may jump, also backwards. */
  now(): number;
  /** Milliseconds of a clock that never runs backwards. */
  monotonicMs(): number;
  /** Calls `action` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, action: () => void): () => void;
}
