/**
 * Every screen of first run, lock screen, list and settings: pictures in both themes and at every size, no
 * text cut, nothing against the page's policy, and no violation of WCAG A and AA found by axe. React's own
 * checks are on, and have nothing to say.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PageWindow, openPageWindow } from "#test/support/page-window.ts";
import { screens } from "#test/support/preview-screens.ts";
import { lookAround } from "#test/support/screen-checks.ts";

let shown: PageWindow;

beforeAll(async () => {
  shown = await openPageWindow({ checked: true });
});

afterAll(() => shown.close());

describe("screens in both themes and at every size", () => {
  it.each(Object.entries(screens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
