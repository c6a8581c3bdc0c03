/**
 * Every screen and every error of the window, in both themes: a picture each, no text cut, nothing
 * against the page's policy, and no violation of WCAG A and AA found by axe.
 */
import axe from "axe-core";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appError, errorCodes } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import { writeCounters } from "#test/support/counters.ts";
import { type PageWindow, openPageWindow } from "#test/support/page-window.ts";
import { screens } from "#test/support/preview-screens.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "out", "screens");
const themes = ["light", "dark"] as const;
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let shown: PageWindow;
let pictures = 0;
let axeViolations = 0;

const findViolations = async (): Promise<string[]> => {
  // Through the debugger, as the page's own policy lets no foreign script in.
  await shown.page.evaluate(axe.source);
  const violations = await shown.page.evaluate(async (tags) => {
    const found = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
    );
  }, axeTags);
  axeViolations += violations.length;
  return violations;
};

/** Texts that reach over the edge of the window or are cut without an ellipsis. */
const findCutTexts = async (): Promise<string[]> =>
  shown.page.evaluate(() => {
    const isText = (element: Element): boolean =>
      [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? "").trim() !== "");
    const isCut = (element: HTMLElement): boolean => {
      const style = getComputedStyle(element);
      if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") return false;
      if (style.clipPath !== "none" || style.position === "absolute") return false;
      const box = element.getBoundingClientRect();
      const isOutside = box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
      return isOutside || (style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1);
    };
    return [...document.querySelectorAll<HTMLElement>("#root *")]
      .filter((element) => isText(element) && isCut(element))
      .map((element) => element.outerHTML.slice(0, 160));
  });

const takePicture = async (name: string): Promise<void> => {
  await shown.page.evaluate(async () => {
    // Two frames, so that the last change has been painted.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
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
    expect(await findCutTexts()).toEqual([]);
    expect(await findViolations()).toEqual([]);
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
      expect(await findCutTexts()).toEqual([]);
      expect(await findViolations()).toEqual([]);
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
