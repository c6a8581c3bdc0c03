/** The Clock port over the system's time. A pending timer keeps the process alive until it is cancelled. */
import { performance } from "node:perf_hooks";
import type { Clock } from "#contract/clock.port.ts";

/** Makes the clock. `after` waits at most about 24 days. */
export const createSystemClock = (): Clock => ({
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, Math.min(Math.max(0, delayMs), 0x7fffffff));
    return () => {
      clearTimeout(timer);
    };
  },
});
