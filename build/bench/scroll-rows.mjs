/** How evenly the list of 10,000 entries scrolls: the time between frames while it moves a screen and more each frame. */
// @ts-check
import { median, rowOf, short } from "./figures.mjs";

const FRAMES = 240;
const RUNS = 5;
const LIMIT_MS = 32;
const STEP_PX = 700;

/** Runs in the page: back to the first entry. */
const TO_TOP = `for (const part of document.querySelectorAll("*")) part.scrollTop = 0;`;

/**
 * Runs in the page: times between frames while its tallest scrollable part moves by so much each frame.
 *
 * @param {number} step
 */
const framesOf = (step) => `new Promise((resolve, reject) => {
  const room = (part) => part.scrollHeight - part.clientHeight;
  const list = [...document.querySelectorAll("*")].reduce((best, part) => (room(part) > room(best) ? part : best));
  if (room(list) < 10000) reject(new Error("no long list on the page"));
  const times = [];
  let last = 0;
  const next = (now) => {
    if (last > 0) times.push(now - last);
    last = now;
    list.scrollTop += ${step};
    if (times.length < ${FRAMES}) requestAnimationFrame(next);
    else resolve(times);
  };
  requestAnimationFrame(next);
})`;

/** @param {import("./electron.mjs").Opened} opened */
export async function scrollRows({ page }) {
  const still = /** @type {number[]} */ (await page.evaluate(framesOf(0)));
  const runs = [];
  for (let at = 0; at < RUNS; at++) {
    await page.evaluate(TO_TOP);
    runs.push(/** @type {number[]} */ (await page.evaluate(framesOf(STEP_PX))));
  }
  const longest = runs.map((times) => Math.max(...times));
  const late = runs.flat().filter((time) => time > LIMIT_MS).length;
  return [
    rowOf("scrolling 10,000 entries, longest frame", median(longest), "ms", {
      limit: LIMIT_MS,
      why: `middle of ${RUNS} runs`,
      baseline: `standing still ${short(Math.max(...still))} ms`,
      note: `${late} of ${RUNS * FRAMES} frames were longer than ${LIMIT_MS} ms; ${STEP_PX} px a frame, drawn by the CPU`,
    }),
  ];
}
