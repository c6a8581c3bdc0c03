/**
 * Every screen and every error of the window, in both themes: a picture each, no text cut, nothing
 * against the page's policy, and no violation of WCAG A and AA found by axe.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appError, errorCodes } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import { writeCounters } from "#test/support/counters.ts";
import { findCutTexts, findViolations, settle } from "#test/support/page-checks.ts";
import { type PageWindow, openPageWindow } from "#test/support/page-window.ts";
import { screens } from "#test/support/preview-screens.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "out", "screens");
const themes = ["light", "dark"] as const;

let shown: PageWindow;
let pictures = 0;
let axeViolations = 0;

const expectGood = async (): Promise<void> => {
  expect(await findCutTexts(shown.page)).toEqual([]);
  const violations = await findViolations(shown.page);
  axeViolations += violations.length;
  expect(violations).toEqual([]);
};

const takePicture = async (name: string): Promise<void> => {
  await settle(shown.page);
  writeFileSync(join(folder, `${name}.png`), await shown.picture());
  pictures += 1;
};

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  shown = await openPageWindow();
});

afterAll(async () => {
  writeCounters("screens", { screens: pictures, axeViolations, errorsDrawn: errorCodes.length });
  await shown.close();
});

describe.each(themes)("screens in the %s theme", (theme) => {
  it.each(Object.keys(screens))("%s", async (name) => {
    const screen = screens[name];
    await shown.resize(1024, 700);
    await shown.show(screen?.scenario ?? name, theme);
    await screen?.act?.(shown.page);
    await takePicture(`${name}-${theme}`);
    await expectGood();
  });
});

describe("other sizes", () => {
  const sizes = [
    { label: "1440x900", width: 1440, height: 900, zoom: 1 },
    { label: "zoom200", width: 1024, height: 700, zoom: 2 },
  ];
  const names = [
    "first-run",
    "recovery",
    "locked-waiting",
    "entries-chosen",
    "entries-edit",
    "entry-code",
    "entry-former",
    "entries-trash",
    "entries-troubled",
  ];
  it.each(sizes.flatMap((size) => names.map((name) => ({ ...size, name }))))(
    "$name at $label",
    async ({ name, label, width, height, zoom }) => {
      const screen = screens[name];
      await shown.resize(width, height, zoom);
      await shown.show(screen?.scenario ?? name, "light");
      await screen?.act?.(shown.page);
      await takePicture(`${name}-light-${label}`);
      await expectGood();
    },
  );
});

describe("errors", () => {
  it("draws every code of the catalogue with what happened and what to do", async () => {
    await shown.resize(1024, 700);
    await shown.show("locked-waiting", "light");
    const missing: string[] = [];
    for (const code of errorCodes.filter((each) => each !== "scan.cancelled")) {
      const error = appError(code);
      await shown.page.evaluate((each) => {
        window.fake.push("scan.changed", { state: "failed", instruction: "none", error: each });
      }, error);
      const box = shown.page.locator(`[data-error-code="${code}"]`);
      await box.waitFor();
      const text = await box.innerText();
      const { title, next } = describeError(error, "linux");
      const hasButton = (await box.getByRole("button").count()) > 0;
      if (!text.includes(title) || !text.includes(next)) missing.push(code);
      if (hasButton !== (error.retry !== "never")) missing.push(`${code}: button`);
    }
    expect(missing).toEqual([]);
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
