/**
 * Looks at named screens of the window: pictures of each in `out/screens/`, no text cut at any of the sizes
 * that count, no violation found by axe in either theme.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { findColourViolations, findCutTexts, findViolations, settle } from "./page-checks.ts";
import type { PageLook, PageWindow } from "./page-window.ts";

/** A screen: a scenario, and what a person did there before the picture. */
export interface NamedScreen {
  readonly scenario: string;
  readonly act?: ((page: Page) => Promise<void>) | undefined;
  readonly look?: PageLook;
}

type Theme = "light" | "dark";

const folder = join(import.meta.dirname, "..", "..", "out", "screens");

/** Besides 1024x700, where both themes are looked at. */
const otherSizes = [
  { label: "1440x900", width: 1440, height: 900, zoom: 1 },
  { label: "zoom200", width: 1024, height: 700, zoom: 2 },
] as const;

/** A picture of what is shown now, and no text of it cut. */
const keep = async (shown: PageWindow, name: string): Promise<void> => {
  await settle(shown.page);
  writeFileSync(join(folder, `${name}.png`), await shown.picture());
  expect(await findCutTexts(shown.page)).toEqual([]);
};

/** As the page itself does when the theme is changed, without loading it anew. */
const changeTheme = (page: Page, theme: Theme): Promise<void> =>
  page.evaluate((scheme) => {
    document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
    // The way of the colours to the other theme is not looked at.
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
  }, theme);

const look = { light: findViolations, dark: findColourViolations } as const;

const expectAccessible = async (shown: PageWindow, theme: Theme): Promise<void> => {
  const violations = await look[theme](shown.page);
  shown.tally.axeViolations += violations.length;
  expect(violations).toEqual([]);
};

/**
 * Shows a screen once and looks at it in both themes, with axe, then larger and at 200 per cent. The other
 * theme changes only colours for axe; size and zoom change only sizes, which get larger.
 */
export const lookAround = async (shown: PageWindow, name: string, screen: NamedScreen): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  await shown.resize(1024, 700);
  await shown.show(screen.scenario, "light", screen.look);
  // Electron remembers the zoom of a host from one run to the next, and takes it up when the page comes.
  await shown.resize(1024, 700);
  await screen.act?.(shown.page);
  shown.tally.screens += 1;
  for (const theme of ["light", "dark"] as const) {
    await changeTheme(shown.page, theme);
    await keep(shown, `${name}-${theme}`);
    await expectAccessible(shown, theme);
  }
  await changeTheme(shown.page, "light");
  for (const { label, width, height, zoom } of otherSizes) {
    await shown.resize(width, height, zoom);
    await keep(shown, `${name}-light-${label}`);
  }
};
