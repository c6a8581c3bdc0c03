/** Around what is edited in place: saved when the window is left and before it locks, and the last save taken back by its key. */
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { useAppContext } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { platform } from "#renderer/platform.ts";
import { flushEdits, savedNotice, undoLast } from "./inline-save.ts";

/**
 * Main locks by itself when the screen is locked or the person was away, and cannot wait for the page. So
 * everything typed is saved when the window loses the focus or is hidden, after a pause in typing (see
 * use-inline.ts), and before this window's own lock.
 */
export const useSaveWhenLeft = (): void => {
  const context = useAppContext();
  const t = useText();
  useEffect(() => {
    const flush = (): Promise<void> => flushEdits(context, t);
    const leave = (): void => void flush();
    const stop = context.edits.onFlush(flush);
    window.addEventListener("blur", leave);
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    return () => {
      stop();
      window.removeEventListener("blur", leave);
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [context, t]);
};

const texts = "input, textarea, select, [contenteditable]";
const elsewhere = '[role="dialog"], [role="alertdialog"], [role="menu"]';

const isUndoKey = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === "z" &&
  !event.shiftKey &&
  !event.altKey &&
  (platform() === "darwin" ? event.metaKey : event.ctrlKey);

/** The usual key for it, where no text field has it. */
export const useUndoKey = (): void => {
  const context = useAppContext();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (!isUndoKey(event) || event.defaultPrevented || target?.closest(`${texts}, ${elsewhere}`)) return;
      if (context.edits.store.getState().undo === null) return;
      event.preventDefault();
      notifications.hide(savedNotice);
      undoLast(context);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [context]);
};
