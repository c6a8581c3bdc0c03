/** One at a time, in the order of asking: what keeps a whole scan alone with its reader. */
import { type AppError, fail } from "#contract/errors.ts";
import { type Result, ok } from "#contract/result.ts";

/** A lock held for the whole of `work`; a caller whose signal aborts while waiting leaves the queue. */
export interface Exclusive {
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<Result<T, AppError<"scan.cancelled">>>;
}

const turnOrAbort = (turn: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const finish = (): void => {
      signal.removeEventListener("abort", finish);
      resolve();
    };
    signal.addEventListener("abort", finish, { once: true });
    void turn.then(finish);
  });

/** Makes a lock. */
export const createExclusive = (): Exclusive => {
  let tail: Promise<void> = Promise.resolve();
  return {
    run: async (signal, work) => {
      const turn = tail;
      let release: () => void = () => undefined;
      const mine = new Promise<void>((resolve) => (release = resolve));
      // Whoever leaves the queue early must not let the next one in before its turn.
      tail = turn.then(() => mine);
      try {
        if (!signal.aborted) await turnOrAbort(turn, signal);
        if (signal.aborted) return fail("scan.cancelled");
        return ok(await work());
      } finally {
        release();
      }
    },
  };
};
