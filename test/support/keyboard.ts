/**
 * A person who has nothing but a keyboard: goes to things with Tab, presses keys, types. Any press of a
 * pointer is noticed, so that a journey cannot claim more than it did.
 */
import type { Locator, Page } from "playwright-core";

/** The keyboard of one page. */
export interface Keyboard {
  /** Presses Tab until the thing has the focus. Throws when the keyboard does not get there. */
  to(wanted: Locator): Promise<void>;
  /** Goes to a button by its name and presses Enter. */
  press(name: string | RegExp): Promise<void>;
  /** Goes to a field by its name and writes into it, in place of what is there. */
  fill(name: string | RegExp, text: string): Promise<void>;
  /** One key or several together, such as `Control+l`. */
  key(keys: string): Promise<void>;
  type(text: string): Promise<void>;
  /** How often a pointer was used since the keyboard was taken. */
  pointerUses(): Promise<number>;
}

declare global {
  interface Window {
    pointerUses?: number;
  }
}

/** More than any screen has to offer. */
const mostPresses = 120;

/** Presses a key until the keyboard is where it is wanted. Throws when it does not get there. */
export const pressUntil = async (
  page: Page,
  key: string,
  wanted: Locator,
  isThere: () => Promise<boolean>,
): Promise<void> => {
  for (let presses = 0; presses < mostPresses; presses += 1) {
    if (await isThere()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not get to ${String(wanted)}`);
};

const hasFocus = (wanted: Locator): Promise<boolean> =>
  wanted.evaluate(
    (element) => element === document.activeElement || element.contains(document.activeElement),
  );

const watchPointer = (page: Page): Promise<void> =>
  page.evaluate(() => {
    if (window.pointerUses !== undefined) return;
    window.pointerUses = 0;
    for (const kind of ["pointerdown", "mousedown", "touchstart", "wheel"])
      window.addEventListener(kind, () => (window.pointerUses = (window.pointerUses ?? 0) + 1), true);
  });

/** Takes the keyboard of a page, and looks at its pointer from now on. */
export const takeKeyboard = async (page: Page): Promise<Keyboard> => {
  await watchPointer(page);
  const to = async (wanted: Locator): Promise<void> => {
    await wanted.waitFor();
    await pressUntil(page, "Tab", wanted, () => hasFocus(wanted));
  };
  return {
    to,
    press: async (name) => {
      await to(page.getByRole("button", { name }).first());
      await page.keyboard.press("Enter");
    },
    fill: async (name, text) => {
      await to(page.getByRole("textbox", { name }).first());
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
    key: (keys) => page.keyboard.press(keys),
    type: (text) => page.keyboard.type(text),
    pointerUses: () => page.evaluate(() => window.pointerUses ?? -1),
  };
};
