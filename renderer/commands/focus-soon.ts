/** Gives the focus to something that may still be on its way to the screen. */

/** Frames to wait for it. */
const patience = 60;

const fields = "input, button, select, textarea";

const focusable = (element: HTMLElement): HTMLElement =>
  element.tabIndex >= 0 ? element : (element.querySelector<HTMLElement>(fields) ?? element);

/** Focuses it, or the first field in it, as soon as it is there; a text field is chosen as a whole. */
export const focusSoon = (elementId: string, framesLeft = patience): void => {
  const element = document.getElementById(elementId);
  if (element === null) {
    if (framesLeft > 0) requestAnimationFrame(() => focusSoon(elementId, framesLeft - 1));
    return;
  }
  const target = focusable(element);
  target.focus();
  target.scrollIntoView({ block: "nearest" });
  if (target instanceof HTMLInputElement && target.type !== "checkbox" && target.type !== "radio")
    target.select();
};
