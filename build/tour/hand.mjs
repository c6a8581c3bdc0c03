/**
 * The hand that taps: over pcscd and the virtual reader with the same software chip as `npm run chip`,
 * or with the window's own simulation bar where no PC/SC service can be had.
 */
// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { OUT } from "../paths.mjs";

/**
 * @typedef {object} Hand
 * @property {() => Promise<void>} tap lays my chip on the reader
 * @property {() => Promise<void>} tapTorn lays it there and pulls it away in the middle
 * @property {() => Promise<void>} leave takes the chip away
 */

/** The command that is answered last before part 2: pulling there tears the tap at its worst moment. */
const TEAR_AT = 6;

/** @returns {Hand} */
function realHand() {
  /** @type {import("node:child_process").ChildProcess | null} */
  let chip = null;
  const leave = async () => {
    const leaving = chip;
    chip = null;
    if (leaving === null || leaving.exitCode !== null) return;
    leaving.kill("SIGTERM");
    await once(leaving, "exit");
  };
  /** @param {string[]} options */
  const lay = async (options) => {
    await leave();
    chip = spawn(process.execPath, [join(OUT, "main", "chip.js"), "spark2", ...options], { stdio: "ignore" });
  };
  return { tap: () => lay([]), tapTorn: () => lay(["--tear-at", String(TEAR_AT)]), leave };
}

/**
 * @param {import("playwright-core").Page} page
 * @returns {Hand}
 */
function simulatedHand(page) {
  const bar = page.getByRole("complementary", { name: "Simulation" });
  /** @param {string} name */
  const press = (name) => bar.getByRole("button", { name }).click();
  return {
    tap: () => press("Tap my Spark 2"),
    tapTorn: () => press("Torn tap"),
    leave: async () => {
      if (await bar.isVisible()) await press("Remove chip");
    },
  };
}

/**
 * @param {boolean} hasPcsc
 * @param {import("playwright-core").Page} page
 * @returns {Hand}
 */
export const createHand = (hasPcsc, page) => (hasPcsc ? realHand() : simulatedHand(page));
