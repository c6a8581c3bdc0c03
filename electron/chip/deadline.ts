/** Waiting with the clock port: a pause that can be cut short, and a limit on somebody else's promise. */
import type { Clock } from "#contract/clock.port.ts";

/** Waits `delayMs`, or until the signal aborts; the caller looks at the signal afterwards. */
export const pause = (clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const finish = (): void => {
      cancel();
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const cancel = clock.after(delayMs, finish);
    signal?.addEventListener("abort", finish, { once: true });
  });

/** Marks that the limit came first. */
export const late = Symbol("late");

/**
 * Waits for `promise` at most `limitMs`. When the limit comes first the promise is left to itself:
 * its later outcome, also a rejection, is ignored.
 */
export const within = <T>(clock: Clock, limitMs: number, promise: Promise<T>): Promise<T | typeof late> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => resolve(late));
    promise.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (reason: unknown) => {
        cancel();
        reject(reason instanceof Error ? reason : new Error(String(reason)));
      },
    );
  });
