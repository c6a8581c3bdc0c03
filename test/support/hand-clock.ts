/** A clock moved by hand, and one that jumps to the next timer whenever somebody waits. */
import type { Clock } from "#contract/clock.port.ts";

/** A clock for tests with the hand that moves it. */
export interface HandClock extends Clock {
  /** Moves time on and runs what falls due, in order. */
  advance(byMs: number): void;
  /** How long each waiter asked to wait, in order of asking. */
  readonly waits: readonly number[];
}

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** A clock that stands still until moved. */
export const createHandClock = (startsAt = 1_700_000_000_000): HandClock => {
  let elapsed = 0;
  const timers = new Set<Timer>();
  const waits: number[] = [];
  const next = (until: number): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= until).sort((left, right) => left.at - right.at)[0];
  return {
    waits,
    now: () => startsAt + elapsed,
    monotonicMs: () => elapsed,
    after: (delayMs, action) => {
      const timer = { at: elapsed + delayMs, action };
      waits.push(delayMs);
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: (byMs) => {
      const until = elapsed + byMs;
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        elapsed = timer.at;
        timers.delete(timer);
        timer.action();
      }
      elapsed = until;
    },
  };
};

/** A clock on which every wait is over in the next turn of the event loop. */
export const createRushingClock = (): HandClock => {
  const clock = createHandClock();
  return {
    ...clock,
    after: (delayMs, action) => {
      const cancel = clock.after(delayMs, action);
      setImmediate(() => clock.advance(delayMs));
      return cancel;
    },
  };
};
