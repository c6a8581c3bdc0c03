/** A clock for countdowns, and what it shows. */
import { useEffect, useState } from "react";

/** The current time, renewed every `everyMs`; still while `isRunning` is false. */
export const useNow = (everyMs: number, isRunning = true): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const tick = (): void => setNow(Date.now());
    const first = setTimeout(tick, 0);
    const timer = setInterval(tick, everyMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [everyMs, isRunning]);
  return now;
};

/** Whole seconds until a time, never negative. */
export const secondsUntil = (at: number, now: number): number => Math.max(0, Math.ceil((at - now) / 1000));

/** 252 -> "4:12". */
export const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
