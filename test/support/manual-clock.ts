/** A clock that moves when the test says so. */
import type { Clock } from "#contract/clock.port.ts";

/** A Clock with a hand on it. */
export interface ManualClock extends Clock {
  /** Moves time on, running what falls due, in order. */
  advance(ms: number): Promise<void>;
}

/** Lets everything that is ready run. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await new Promise((wake) => setImmediate(wake));
};

/** Starts at a fixed time. */
export const createManualClock = (startAt = 1_700_000_000_000): ManualClock => {
  let elapsed = 0;
  let due: { readonly at: number; readonly action: () => void }[] = [];
  return {
    now: () => startAt + elapsed,
    monotonicMs: () => elapsed,
    after: (delayMs, action) => {
      const entry = { at: elapsed + delayMs, action };
      due.push(entry);
      return () => (due = due.filter((other) => other !== entry));
    },
    advance: async (ms) => {
      const end = elapsed + ms;
      for (;;) {
        await settle();
        const next = due.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due = due.filter((entry) => entry !== next);
        elapsed = Math.max(elapsed, next.at);
        next.action();
      }
      elapsed = end;
      await settle();
    },
  };
};
