/** Listens for the keys of the commands on the whole window, except inside dialogs and menus. */
import { useEffect } from "react";
import { platform } from "#renderer/platform.ts";
import type { CommandState } from "./command.ts";
import { chordOf } from "./keys.ts";
import { type KeyPlace, commandOf } from "./table.ts";
import type { Commands } from "./use-commands.ts";

const texts = "input, textarea, select, [contenteditable]";
const elsewhere = '[role="dialog"], [role="alertdialog"], [role="menu"]';

const placeOf = (target: Element | null, { app }: CommandState): KeyPlace => ({
  isTyping: target?.closest(texts) !== null && target !== null,
  hasSelection: (globalThis.getSelection()?.toString() ?? "") !== "",
  hasSingleKeys: app.settings.hasSingleKeys,
});

/** Runs the command of each chord that is possible now; every other press goes its usual way. */
export const useCommandKeys = ({ state, run }: Commands): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      // A press that chooses among the characters of an input method is no shortcut.
      if (event.defaultPrevented || event.isComposing || target?.closest(elsewhere)) return;
      const chord = chordOf(event, platform() === "darwin");
      const now = state();
      if (chord === null || now === null) return;
      const found = commandOf(chord, placeOf(target, now), now);
      if (found === undefined) return;
      event.preventDefault();
      run(found);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [run, state]);
};
