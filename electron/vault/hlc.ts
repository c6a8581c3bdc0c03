/**
 * A hybrid logical clock: revisions that rise with time, and still rise when the computer's clock
 * stands or runs backwards. One number of 53 bits, so it needs no big integers.
 */
import type { Clock } from "#contract/clock.port.ts";

/** Revisions that can be made within one millisecond before the clock part moves on. */
export const countsPerMs = 2048;

const maxMs = 2 ** 42 - 1;

/** Makes revisions. */
export interface HybridClock {
  /** A revision above every one made or observed so far. */
  next(): number;
  /** Takes note of a revision made elsewhere. */
  observe(revision: number): void;
}

/** Starts above `last`, the highest revision known (0 for none). */
export const createHybridClock = (clock: Clock, last: number): HybridClock => {
  let latest = last;
  return {
    next: () => {
      const now = Math.min(Math.max(0, Math.floor(clock.now())), maxMs) * countsPerMs;
      latest = Math.max(now, latest + 1);
      return latest;
    },
    observe: (revision) => {
      latest = Math.max(latest, revision);
    },
  };
};
