/** A card's way to the screen: from the moment that a bare PC/SC program sees it until the locked window changes. */
// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { startService } from "../children.mjs";
import { withChip } from "./apdu-rows.mjs";
import { openWindow } from "./electron.mjs";
import { percentile, rowOf } from "./figures.mjs";
import { programFile } from "./programs.mjs";

const TAPS = 12;
const AFTER_MS = 1_200;

/** Notes when the page changes, as epoch ms. @param {import("playwright-core").Page} page */
const watchPage = (page) =>
  page.evaluate(() => {
    /** @type {number[]} */
    const changes = [];
    Object.assign(window, { benchChanges: changes });
    new MutationObserver(() => requestAnimationFrame(() => changes.push(Date.now()))).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });

/** @param {import("playwright-core").Page} page @returns {Promise<number[]>} */
const changesOf = (page) =>
  // @ts-expect-error put there by watchPage
  page.evaluate(() => window.benchChanges.splice(0));

/** @param {{ env: NodeJS.ProcessEnv, folder: string, profile: string }} scene @returns {Promise<import("../bench.mjs").Row[]>} */
export async function cardRows(scene) {
  const events = startService(process.execPath, [programFile("card-events")], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  /** @type {number[]} */
  const arrivals = [];
  events.child.stdout?.on("data", (text) => arrivals.push(...String(text).trim().split("\n").map(Number)));
  const opened = await openWindow(scene);
  try {
    await opened.page.getByRole("heading").first().waitFor();
    await watchPage(opened.page);
    const delays = [];
    for (let at = 0; at < TAPS; at++) {
      await sleep(AFTER_MS);
      arrivals.length = 0;
      await changesOf(opened.page);
      await withChip(() => sleep(AFTER_MS));
      const seenAt = arrivals[0] ?? Number.NaN;
      const shownAt = (await changesOf(opened.page)).find((time) => time >= seenAt - 50) ?? Number.NaN;
      delays.push(Math.max(0, shownAt - seenAt));
    }
    return [
      rowOf("card event -> lock screen shows it, p95", percentile(delays, 0.95), "ms", {
        limit: 50,
        baseline: "0 ms: a bare PC/SC program sees the card",
        note: `${TAPS} taps of a software chip over pcscd + vpcd; after the next frame`,
      }),
    ];
  } finally {
    await opened.close();
    await events.stop();
  }
}
