/** What is looked for on every screen of the window: cut texts, and violations of WCAG A and AA found by axe. */
import type axe from "axe-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** Without its comments: the page has to take it in each time it was loaded. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Waits until what moves in and out has done so, and the last change has been painted. */
export const settle = async (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const paint = (): Promise<unknown> =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await paint();
    const ending = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    if (ending.length === 0) return;
    await Promise.allSettled(ending.map((each) => each.finished));
    await paint();
  });

const find = async (page: Page, runOnly: axe.RunOnly): Promise<string[]> => {
  // Through the debugger, as the page's own policy lets no foreign script in; once for a page.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  return page.evaluate(async (only) => {
    const found = await window.axe.run(document, { runOnly: only });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
    );
  }, runOnly);
};

/** Violations, each with the element and what to do. */
export const findViolations = (page: Page): Promise<string[]> => find(page, { type: "tag", values: axeTags });

/** Violations of the rules that another theme can break. */
export const findColourViolations = (page: Page): Promise<string[]> =>
  find(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] });

/** Texts that reach over the edge of the window or are cut without an ellipsis. */
export const findCutTexts = async (page: Page): Promise<string[]> =>
  page.evaluate(() => {
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
