/** Figures of the window: cold start, memory, a card's way to the screen, scrolling; each against an empty Electron window. */
// @ts-check
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onPath } from "../processes.mjs";
import { withPcscd, withXvfb } from "../services.mjs";
import { cardRows } from "./card-rows.mjs";
import { makeEmptyApp, memoryMiB, openWindow, paintedAfterMs } from "./electron.mjs";
import { median, rowOf, short } from "./figures.mjs";
import { runProgram } from "./programs.mjs";
import { scrollRows } from "./scroll-rows.mjs";

const STARTS = 7;
const COUNT = 10_000;
const START_SHARE = 1.6;
const MEMORY_SHARE = 1.35;
/** Long enough for start-up work to be over. */
const SETTLE_MS = 4_000;

/**
 * @typedef {object} Scene
 * @property {NodeJS.ProcessEnv} env
 * @property {string} folder
 * @property {string} emptyApp
 * @property {string} profile a locked vault of 10,000 entries
 * @property {string} words
 */

/** The empty window and ours in turn, so that a busy moment of the computer meets both. @param {Scene} scene */
async function startRow({ env, folder, emptyApp, profile }) {
  const empty = [];
  const ours = [];
  for (let at = 0; at <= STARTS; at++) {
    const emptyMs = await paintedAfterMs(await openWindow({ env, folder, app: emptyApp }));
    const oursMs = await paintedAfterMs(await openWindow({ env, folder, profile }));
    if (at === 0) continue;
    empty.push(emptyMs);
    ours.push(oursMs);
  }
  return rowOf("cold start -> lock screen painted", median(ours), "ms", {
    limit: START_SHARE * median(empty),
    why: `${START_SHARE} x baseline`,
    baseline: `empty window ${short(median(empty))} ms`,
  });
}

/** @param {import("./electron.mjs").Opened} opened */
async function settledMiB(opened) {
  await sleep(SETTLE_MS);
  return memoryMiB(opened);
}

/** @param {import("./electron.mjs").Opened} opened @param {string} words */
export async function unlock({ page }, words) {
  const reply = await page.evaluate(
    // @ts-expect-error the bridge that the preload puts there
    (text) => window.tapvault.call("vault.unlockWithWords", { words: text }),
    words,
  );
  if (!reply.ok) throw new Error(`the words do not open the vault: ${reply.error.code}`);
  await page.getByRole("button", { name: "Lock" }).first().waitFor();
}

/** @param {Scene} scene */
async function unlockedRows(scene) {
  const { env, folder, emptyApp, profile, words } = scene;
  const empty = await openWindow({ env, folder, app: emptyApp });
  const emptyMiB = await settledMiB(empty);
  await empty.close();
  const ours = await openWindow({ env, folder, profile });
  try {
    await unlock(ours, words);
    const oursMiB = await settledMiB(ours);
    const memory = rowOf("memory, 10,000 entries unlocked (PSS)", oursMiB, "MiB", {
      limit: MEMORY_SHARE * emptyMiB,
      why: `${MEMORY_SHARE} x baseline`,
      baseline: `empty window ${short(emptyMiB)} MiB`,
    });
    return [memory, ...(await scrollRows(ours))];
  } finally {
    await ours.close();
  }
}

/** @type {import("../bench.mjs").Group} */
export async function windowRows(folder) {
  if (!onPath("Xvfb"))
    return [unmeasured("no Xvfb, and a figure taken on a person's screen would disturb them")];
  const profile = join(folder, "window-profile");
  mkdirSync(profile);
  const { words } = await runProgram("profile", [profile, String(COUNT)]);
  const emptyApp = makeEmptyApp(folder);
  return withXvfb(async (screen) => {
    const env = { ...process.env, ...screen, ELECTRON_RUN_AS_NODE: undefined };
    const scene = { env, folder, emptyApp, profile, words };
    const rows = [await startRow(scene), ...(await unlockedRows(scene))];
    const card = await withPcscd(async (available) => (available ? cardRows(scene) : []));
    return [...rows, ...card];
  });
}

/** @param {string} note @returns {import("../bench.mjs").Row} */
function unmeasured(note) {
  return { figure: "the window", value: null, unit: "", target: "", baseline: "", isMet: null, note };
}
