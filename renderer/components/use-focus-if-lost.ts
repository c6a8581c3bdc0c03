/** Takes the focus for something that just appeared where the focused thing went, so that the keyboard goes on there. */
import { type RefObject, useEffect } from "react";

/** Focuses the element when it appears and nothing has the focus. */
export const useFocusIfLost = (element: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body)
      element.current?.focus({ preventScroll: true });
  }, [element]);
};
