/** Puts a value on the clipboard and takes it off again after a while, if it is still ours. */
import type { Clock } from "#contract/clock.port.ts";

/** The system's clipboard, as far as it is used here. */
export interface SystemClipboard {
  readText(): string;
  writeText(text: string): void;
  clear(): void;
}

/** Copies with an end. */
export interface TimedClipboard {
  /** Puts `value` on the clipboard; returns when it will be cleared (epoch ms). */
  copy(value: string, clearAfterMs: number): number;
  /** Clears at once what is still ours; for lock and quit. */
  clear(): void;
}

/** Wraps the system's clipboard. */
export const createTimedClipboard = (system: SystemClipboard, clock: Clock): TimedClipboard => {
  let mine: { readonly value: string; readonly cancel: () => void } | null = null;
  const clear = (): void => {
    const held = mine;
    mine = null;
    held?.cancel();
    if (held !== null && system.readText() === held.value) system.clear();
  };
  return {
    copy: (value, clearAfterMs) => {
      mine?.cancel();
      system.writeText(value);
      mine = { value, cancel: clock.after(clearAfterMs, clear) };
      return clock.now() + clearAfterMs;
    },
    clear,
  };
};
