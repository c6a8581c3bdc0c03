/** Listens for the shortcuts on the whole window, except inside dialogs and menus. */
import { useEffect } from "react";
import { platform } from "#renderer/platform.ts";
import { type ShortcutId, shortcutOf } from "./shortcuts.ts";

const isTextPlace = (target: Element | null): boolean =>
  target !== null && target.closest("input, textarea, select, [contenteditable]") !== null;

const hasSelection = (): boolean => (globalThis.getSelection()?.toString() ?? "") !== "";

/** Runs the handler of each shortcut. */
export const useShortcuts = (handlers: Readonly<Record<ShortcutId, () => void>>): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || target?.closest('[role="dialog"], [role="menu"]')) return;
      const place = {
        isTyping: isTextPlace(target),
        hasSelection: hasSelection(),
        isMac: platform() === "darwin",
      };
      const id = shortcutOf(event, place);
      if (id === null) return;
      event.preventDefault();
      handlers[id]();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [handlers]);
};
