/** Figures of a tap with everything in one process. */
// @ts-check
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { rowOf, short } from "./figures.mjs";
import { runProgram } from "./programs.mjs";

const COUNT = 10_000;

/** @type {import("../bench.mjs").Group} */
export async function scanRows(folder) {
  const scan = await runProgram("scan");
  const place = join(folder, "scan-profile");
  mkdirSync(place);
  const profile = await runProgram("profile", [place, String(COUNT)]);
  return [
    rowOf("Spark 2 scan, all in process, p95", scan.scanP95Ms, "ms", {
      limit: 10,
      baseline: `the exchange by hand ${short(scan.byHandP95Ms)} ms`,
    }),
    rowOf("card event -> an entry readable, 10,000 entries, p95", profile.tapToEntryP95Ms, "ms", {
      limit: 500,
      baseline: `p50 ${short(profile.tapToEntryP50Ms)} ms`,
      note: "services over HTTP on this computer, keychain of this session",
    }),
  ];
}
