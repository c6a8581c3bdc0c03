/** Keeps the keyboard where it was: when the focused thing goes with an update, the heading takes over. */
import { type RefObject, useEffect, useRef } from "react";

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** After each change of `state`, focuses the heading inside `around` if what had the focus there is gone. */
export const useKeptFocus = (around: RefObject<HTMLElement | null>, state: string): void => {
  const hadFocus = useRef(false);
  useEffect(() => {
    const box = around.current;
    if (box === null) return undefined;
    const note = (): void => {
      hadFocus.current = true;
    };
    const forget = (event: FocusEvent): void => {
      // Where nothing takes the focus over, the element may be about to vanish.
      if (event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) hadFocus.current = false;
    };
    box.addEventListener("focusin", note);
    box.addEventListener("focusout", forget);
    return () => {
      box.removeEventListener("focusin", note);
      box.removeEventListener("focusout", forget);
    };
  }, [around]);
  useEffect(() => {
    if (hadFocus.current && isLost())
      around.current?.querySelector<HTMLElement>("[data-screen-title]")?.focus({ preventScroll: true });
  }, [around, state]);
};
