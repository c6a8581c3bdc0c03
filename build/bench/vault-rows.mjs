/** Figures of the vault on disk: opening, saving, importing, searching. */
// @ts-check
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { REPEATS, median, noBaseline, rowOf, short } from "./figures.mjs";
import { measureKeepassxc } from "./keepassxc.mjs";
import { runProgram } from "./programs.mjs";

const COUNT = 10_000;
const LARGE = 100_000;
const OPEN_SHARE = 0.4;

/** @param {string} folder @param {number} count */
async function fill(folder, count) {
  const place = join(folder, `vault-${count}`);
  mkdirSync(place);
  return { place, figures: await runProgram("vault", [place, String(count)]) };
}

/** @param {string} place */
async function openMs(place) {
  const times = [];
  for (let at = 0; at < REPEATS; at++) times.push((await runProgram("open", [place])).openMs);
  return median(times);
}

/** @type {import("../bench.mjs").Group} */
export async function vaultRows(folder) {
  const peer = await measureKeepassxc(folder, COUNT);
  const { place, figures } = await fill(folder, COUNT);
  const large = await fill(folder, LARGE);
  const bitwarden = join(folder, "bitwarden");
  mkdirSync(bitwarden);
  const imported = await runProgram("import", [bitwarden, String(COUNT)]);
  const missing = noBaseline("keepassxc-cli");
  const said = (/** @type {string} */ what, /** @type {number | undefined} */ ms) =>
    ms === undefined ? missing : `keepassxc-cli ${what} ${short(ms)} ms`;
  return [
    rowOf("open 10,000 entries, key in hand", await openMs(place), "ms", {
      limit: peer === null ? null : OPEN_SHARE * peer.lsMs,
      why: `${OPEN_SHARE} x baseline`,
      baseline: said("ls, less derivation", peer?.lsMs),
    }),
    rowOf("save, durable, p50", figures.saveP50Ms, "ms", { limit: 5, baseline: said("add", peer?.addMs) }),
    rowOf("import 10,000 entries", figures.importMs, "ms", {
      limit: 1500,
      baseline: said("import", peer?.importMs),
    }),
    rowOf(
      "import of a Bitwarden file of 10,000, read and durable",
      imported.lookMs + imported.applyMs,
      "ms",
      {
        limit: 1500,
        baseline: said("import", peer?.importMs),
      },
    ),
    rowOf("search in 10,000, p95", figures.searchP95Ms, "ms", {
      limit: 16,
      baseline: said("search, less derivation", peer?.searchMs),
    }),
    rowOf("search in 100,000, p95", large.figures.searchP95Ms, "ms", {
      limit: 50,
      baseline: "the row above",
    }),
  ];
}
