/** Looks at named screens of the window: a picture of each, no text cut, no violation found by axe. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { findCutTexts, findViolations, settle } from "./page-checks.ts";
import type { PageWindow } from "./page-window.ts";

/** A screen: a scenario, and what a person did there before the picture. */
export interface NamedScreen {
  readonly scenario: string;
  readonly act?: (page: Page) => Promise<void>;
}

/** A size of the window with a word for the picture's name. */
export interface ScreenSize {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

/** The usual window, and the same at 200 per cent. */
export const usualSize: ScreenSize = { label: "", width: 1024, height: 700, zoom: 1 };
export const doubleSize: ScreenSize = { label: "-zoom200", width: 1024, height: 700, zoom: 2 };

/** Shows a screen, keeps its picture in a folder of out/, and expects it to be in order: no text cut, and nothing for axe. */
export const lookAt = async (
  shown: PageWindow,
  name: string,
  screen: NamedScreen,
  theme: "light" | "dark",
  size: ScreenSize = usualSize,
): Promise<void> => {
  const folder = join(import.meta.dirname, "..", "..", "out", "screens-connections");
  mkdirSync(folder, { recursive: true });
  await shown.resize(size.width, size.height, size.zoom);
  await shown.show(screen.scenario, theme);
  // Electron remembers the zoom of a host from one run to the next, and takes it up when the page comes.
  await shown.resize(size.width, size.height, size.zoom);
  await screen.act?.(shown.page);
  await settle(shown.page);
  writeFileSync(join(folder, `${name}-${theme}${size.label}.png`), await shown.picture());
  expect(await findCutTexts(shown.page)).toEqual([]);
  // Zoom changes nothing that axe looks at but sizes, which only get larger; looking takes half of a test's time.
  if (size.zoom === 1) expect(await findViolations(shown.page)).toEqual([]);
};
