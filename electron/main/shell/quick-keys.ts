/** The keys that open the quick search from anywhere: given to the system, taken back, and what came of it. */
import { globalShortcut } from "electron";
import type { ShellView } from "#contract/views-shell.ts";

/** Holds the keys. */
export interface QuickKeys {
  /** Changes them; empty takes them back. */
  readonly use: (keys: string) => ShellView["quickKeys"];
  readonly dispose: () => void;
}

const register = (keys: string, pressed: () => void): ShellView["quickKeys"] => {
  try {
    return globalShortcut.register(keys, pressed) ? "ready" : "taken";
  } catch {
    // Electron throws at names of keys that it does not know.
    return "unusable";
  }
};

/** `pressed` is called at each press, whichever program is in front. */
export const createQuickKeys = (pressed: () => void): QuickKeys => {
  let held = "";
  const release = (): void => {
    if (held !== "") globalShortcut.unregister(held);
    held = "";
  };
  return {
    use: (keys) => {
      release();
      if (keys === "") return "off";
      const outcome = register(keys, pressed);
      if (outcome === "ready") held = keys;
      return outcome;
    },
    dispose: release,
  };
};
