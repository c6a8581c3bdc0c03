/** Pauses by the Clock port, and waiting for what others share, both ended by a signal. */
import type { Clock } from "#contract/clock.port.ts";

/** Resolves after `ms`, or at once when the signal is or gets aborted. */
export const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((wake) => {
    if (signal.aborted) {
      wake();
      return;
    }
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      wake();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener("abort", end, { once: true });
  });

/** The work's value, or `instead` as soon as the signal is aborted; the work itself goes on for others. */
export const unlessAborted = async <T>(
  work: Promise<T>,
  signal: AbortSignal,
  instead: () => T,
): Promise<T> => {
  if (signal.aborted) return instead();
  let stop = (): void => undefined;
  const aborted = new Promise<T>((resolve) => {
    stop = () => resolve(instead());
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
};
