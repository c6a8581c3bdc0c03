/** How long the command line takes when it needs no tap. */
// @ts-check
import { join } from "node:path";
import { electronExecutable } from "../electron-runtime.mjs";
import { commandLineSwitches } from "../package/launcher.mjs";
import { OUT, ROOT } from "../paths.mjs";
import { commandMs, rowOf, short } from "./figures.mjs";

/** @type {import("../bench.mjs").Group} */
export async function cliRows(folder) {
  const program = join(OUT, "main", "cli.js");
  const emptyMs = await commandMs(process.execPath, ["-e", "0"], { repeats: 15 });
  const call = ["--profile", join(folder, "cli-profile"), "--json", "lock"];
  const callMs = await commandMs(process.execPath, [program, ...call], { repeats: 15 });
  const inside = [ROOT, ...commandLineSwitches(), "--", ...call];
  const insideMs = await commandMs(electronExecutable() ?? "", inside, { repeats: 15 });
  return [
    rowOf("CLI call without a tap (lock)", callMs, "ms", {
      limit: 150,
      baseline: `node -e 0 ${short(emptyMs)} ms`,
    }),
    rowOf("the same inside Electron, as installed", insideMs, "ms", {
      limit: 150,
      baseline: `under Node ${short(callMs)} ms`,
    }),
  ];
}
