/**
 * The main job, once, by itself, on real parts: a real window, real readers where a PC/SC service can
 * be had, a real keyring where one can be had, the sandbox's services. Each step is printed with its
 * time; the exit code is 0 only if every step held. Leaves a picture in out/tour.png.
 */
// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OUT, ROOT } from "./paths.mjs";
import { openApp } from "./tour/app.mjs";
import { createHand } from "./tour/hand.mjs";
import { steps } from "./tour/steps.mjs";

const hasPcsc = process.env["TAPVAULT_TOUR_PCSC"] === "1";
const profileDir = mkdtempSync(join(tmpdir(), "tapvault-tour-"));

/** @param {string} line */
const print = (line) => void process.stdout.write(`${line}\n`);

/** @param {number} startedAt */
const since = (startedAt) => `${Math.round(performance.now() - startedAt)} ms`.padStart(9);

/** Runs the steps in order; the first that fails ends the tour. @returns {Promise<number>} how many held */
async function run() {
  print(
    hasPcsc
      ? "readers:   pcscd with a virtual reader"
      : "readers:   in this process; no PC/SC service can be had here",
  );
  const app = await openApp(ROOT, profileDir);
  const hand = createHand(hasPcsc, app.page);
  const scene = { app, hand, profileDir, notes: /** @type {Record<string, string>} */ ({}), print };
  let held = 0;
  try {
    for (const [name, step] of Object.entries(steps)) {
      const startedAt = performance.now();
      try {
        await step(scene);
      } catch (cause) {
        print(`FAIL ${since(startedAt)}  ${name}\n${cause instanceof Error ? cause.message : String(cause)}`);
        await app.picture(join(OUT, "tour-failed.png"));
        return held;
      }
      held += 1;
      print(`ok   ${since(startedAt)}  ${name}`);
    }
    return held;
  } finally {
    await hand.leave();
    await app.close();
  }
}

mkdirSync(OUT, { recursive: true });
const startedAt = performance.now();
let held = 0;
try {
  held = await run();
} catch (cause) {
  print(`FAIL: ${cause instanceof Error ? cause.message : String(cause)}`);
}
rmSync(profileDir, { recursive: true, force: true });
const total = Object.keys(steps).length;
writeFileSync(join(OUT, "tour.json"), `${JSON.stringify({ tourSteps: held, of: total })}\n`);
print(`tour: ${held} of ${total} steps held in ${Math.round((performance.now() - startedAt) / 100) / 10} s`);
process.exit(held === total ? 0 : 1);
