/** Brings something that just appeared into view, and gives it the focus where the focused thing went. */
import { type RefObject, useEffect } from "react";

/** Scrolls to the element when it appears; focuses it when nothing has the focus. */
export const useFocusIfLost = (element: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    element.current?.scrollIntoView({ block: "nearest" });
    if (document.activeElement === null || document.activeElement === document.body)
      element.current?.focus({ preventScroll: true });
  }, [element]);
};
