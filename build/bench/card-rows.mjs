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

/** Runs in the page: notes when its words change (not a countdown), as epoch ms, once the frame that shows it began. */
const WATCH = `{
  window.benchChanges = [];
  const words = () => document.body.innerText.replace(/[0-9]/g, "");
  let last = words();
  const look = () => {
    const now = words();
    if (now === last) return;
    last = now;
    requestAnimationFrame(() => window.benchChanges.push(Date.now()));
  };
  const what = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(look).observe(document.body, what);
}`;
/** Runs in the page: what was noted since the last call. */
const TAKE_CHANGES = "window.benchChanges.splice(0)";

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
    await opened.page.evaluate(WATCH);
    const delays = [];
    for (let at = 0; at < TAPS; at++) {
      await sleep(AFTER_MS);
      arrivals.length = 0;
      await opened.page.evaluate(TAKE_CHANGES);
      await withChip(() => sleep(AFTER_MS));
      const seenAt = arrivals[0] ?? Number.NaN;
      const changes = /** @type {number[]} */ (await opened.page.evaluate(TAKE_CHANGES));
      const shownAt = changes.find((time) => time >= seenAt - 50) ?? Number.NaN;
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
