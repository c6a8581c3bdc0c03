/** Gives the focus to something that may still be on its way to the screen. */

/** Frames to wait for it. */
const patience = 60;

/** Focuses it as soon as it is there; a text field is chosen as a whole. */
export const focusSoon = (elementId: string, framesLeft = patience): void => {
  const element = document.getElementById(elementId);
  if (element === null) {
    if (framesLeft > 0) requestAnimationFrame(() => focusSoon(elementId, framesLeft - 1));
    return;
  }
  element.focus();
  if (element instanceof HTMLInputElement) element.select();
};
