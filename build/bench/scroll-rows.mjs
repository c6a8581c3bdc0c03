/** How evenly the list of 10,000 entries scrolls: the time between frames while it moves a screen and more each frame. */
// @ts-check
import { percentile, rowOf, short } from "./figures.mjs";

const FRAMES = 240;
const STEP_PX = 700;

/**
 * Times between frames while the tallest scrollable part of the page moves by so much each frame.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} step
 */
function frames(page, step) {
  return page.evaluate(
    ([count, by]) =>
      new Promise((resolve, reject) => {
        const all = [...document.querySelectorAll("*")];
        const room = (/** @type {Element} */ one) => one.scrollHeight - one.clientHeight;
        const list = all.reduce((best, one) => (room(one) > room(best) ? one : best));
        if (room(list) < 10_000) reject(new Error("no long list on the page"));
        /** @type {number[]} */
        const times = [];
        let last = 0;
        const next = (/** @type {number} */ now) => {
          if (last > 0) times.push(now - last);
          last = now;
          list.scrollTop += by ?? 0;
          if (times.length < (count ?? 0)) requestAnimationFrame(next);
          else resolve(times);
        };
        requestAnimationFrame(next);
      }),
    [FRAMES, step],
  );
}

/** @param {import("./electron.mjs").Opened} opened */
export async function scrollRows({ page }) {
  const still = /** @type {number[]} */ (await frames(page, 0));
  const moving = /** @type {number[]} */ (await frames(page, STEP_PX));
  return [
    rowOf("scrolling 10,000 entries, longest frame", Math.max(...moving), "ms", {
      limit: 32,
      baseline: `standing still ${short(Math.max(...still))} ms`,
      note: `p95 ${short(percentile(moving, 0.95))} ms, ${FRAMES} frames of ${STEP_PX} px, drawn by the CPU`,
    }),
  ];
}
