/**
 * Puts a value on the clipboard and takes it off again after a while, if it is still ours. What the
 * system's clipboard can do differs between versions of Electron; that is system-clipboard.ts.
 */
import type { Clock } from "#contract/clock.port.ts";

/** The system's clipboard, as far as it is used here. */
export interface SystemClipboard {
  readText(): string | Promise<string>;
  /** Marked as a secret where the platform has a mark that clipboard managers heed. */
  writeSecret(text: string): void | Promise<void>;
  clear(): void | Promise<void>;
}

/** Copies with an end. */
export interface TimedClipboard {
  /** Puts `value` on the clipboard; returns when it will be cleared (epoch ms). */
  copy(value: string, clearAfterMs: number): Promise<number>;
  /** Clears at once what is still ours; for lock and quit. */
  clear(): Promise<void>;
}

/** Wraps the system's clipboard. */
export const createTimedClipboard = (system: SystemClipboard, clock: Clock): TimedClipboard => {
  let mine: { readonly value: string; readonly cancel: () => void } | null = null;
  const clear = async (): Promise<void> => {
    const held = mine;
    mine = null;
    held?.cancel();
    if (held !== null && (await system.readText()) === held.value) await system.clear();
  };
  return {
    copy: async (value, clearAfterMs) => {
      mine?.cancel();
      await system.writeSecret(value);
      mine = { value, cancel: clock.after(clearAfterMs, () => void clear()) };
      return clock.now() + clearAfterMs;
    },
    clear,
  };
};
