/** Four APDUs over pcscd and the virtual reader, by the app's reader code and by opensc-tool. */
// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { OUT } from "../paths.mjs";
import { onPath } from "../processes.mjs";
import { withPcscd } from "../services.mjs";
import { run } from "./commands.mjs";
import { median, noBaseline, rowOf, short } from "./figures.mjs";
import { runProgram } from "./programs.mjs";

const FIGURE = "four APDUs over pcscd + vpcd";
/** UID, SELECT, version, part 1. Part 2 cannot be computed beforehand, and a wrong one counts against a chip. */
const COMMANDS = ["FFCA000000", "00A4040007D276000085010100", "9060000000", "9071000002020000"];
const ROUNDS = 100;
const SHARE = 1.15;

/** Lays the software chip on the virtual reader while work runs. @template T @param {() => Promise<T>} work */
export async function withChip(work) {
  const chip = spawn(process.execPath, [join(OUT, "main", "chip.js"), "spark2"], { stdio: "ignore" });
  try {
    await sleep(1500); // The driver looks for a card each 400 ms.
    return await work();
  } finally {
    chip.kill("SIGTERM");
    if (chip.exitCode === null) await once(chip, "exit");
  }
}

/** One process of opensc-tool that sends the APDUs so many times. @param {number} rounds */
async function opensc(rounds) {
  const args = Array.from({ length: rounds }, () => COMMANDS.flatMap((command) => ["-s", command])).flat();
  return (await run("opensc-tool", args)).ms;
}

/** What a round costs once the process runs: two lengths of run, their difference. */
async function openscRoundMs() {
  const times = [];
  for (let at = 0; at < 5; at++) {
    const short = await opensc(1);
    times.push(((await opensc(1 + ROUNDS)) - short) / ROUNDS);
  }
  return median(times);
}

/** @type {import("../bench.mjs").Group} */
export const apduRows = () =>
  withPcscd(async (available) => {
    if (!available) return [unmeasured("no PC/SC service with the virtual reader here")];
    return withChip(async () => {
      const { roundP50Ms } = await runProgram("apdu", [String(ROUNDS * 3), ...COMMANDS]);
      const peerMs = onPath("opensc-tool") ? await openscRoundMs() : null;
      return [
        rowOf(FIGURE, roundP50Ms, "ms", {
          limit: peerMs === null ? null : SHARE * peerMs,
          why: `${SHARE} x baseline`,
          baseline: peerMs === null ? noBaseline("opensc-tool") : `opensc-tool ${short(peerMs)} ms`,
          note: "get UID, SELECT, version, part 1; software chip",
        }),
      ];
    });
  });

/** @param {string} note @returns {import("../bench.mjs").Row} */
function unmeasured(note) {
  return { figure: FIGURE, value: null, unit: "ms", target: "", baseline: "", isMet: null, note };
}
