/** Waiting between attempts, by the Clock port, cut short when the caller gives up. */
import type { Clock } from "#contract/clock.port.ts";

const firstPauseMs = 250;

/** How long before attempt `attempt` (from 1): doubled each time, spread by half around it. */
export const backOffMs = (attempt: number, random: (length: number) => Uint8Array): number =>
  firstPauseMs * 2 ** (attempt - 1) * (0.5 + (random(1)[0] ?? 0) / 256);

/** Resolves after `ms`, or at once when the signal aborts. */
export const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((wake) => {
    if (signal.aborted) {
      wake();
      return;
    }
    const stop = (): void => {
      cancel();
      wake();
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener("abort", stop);
      wake();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
