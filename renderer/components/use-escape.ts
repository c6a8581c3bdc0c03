/** Esc on a page, where no field, dialog or open list has a use for it. */
import { useEffect } from "react";

const isInDialog = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;

/** Calls back on Esc. */
export const useEscape = (onEscape: () => void): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented || isInDialog(event)) return;
      if (document.querySelector('[role="dialog"], [aria-expanded="true"]') !== null) return;
      event.preventDefault();
      onEscape();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onEscape]);
};
