/**
 * Every screen of first run, lock screen, list and settings: pictures in both themes and at every size, no
 * text cut, nothing against the page's policy, and no violation of WCAG A and AA found by axe.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appError, errorCodes } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import { writeCounters } from "#test/support/counters.ts";
import { type PageWindow, openPageWindow } from "#test/support/page-window.ts";
import { screens } from "#test/support/preview-screens.ts";
import { lookAround } from "#test/support/screen-checks.ts";

let shown: PageWindow;

beforeAll(async () => {
  shown = await openPageWindow();
});

afterAll(() => shown.close());

describe("screens in both themes and at every size", () => {
  it.each(Object.entries(screens))("%s", async (name, screen) => {
    await lookAround(shown, name, screen);
  });
});

describe("errors", () => {
  it("draws every code of the catalogue with what happened and what to do", async () => {
    await shown.resize(1024, 700);
    await shown.show("locked-waiting", "light");
    const missing: string[] = [];
    const drawn = errorCodes.filter((each) => each !== "scan.cancelled");
    for (const code of drawn) {
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
    writeCounters("errors-drawn", { errorsDrawn: drawn.length });
  });
});

it("never broke the page's policy nor wrote an error to the console", () => {
  expect(shown.complaints).toEqual([]);
});
