/** How long the command line takes when it needs no tap. */
// @ts-check
import { join } from "node:path";
import { OUT } from "../paths.mjs";
import { commandMs, rowOf, short } from "./figures.mjs";

/** @type {import("../bench.mjs").Group} */
export async function cliRows(folder) {
  const program = join(OUT, "main", "cli.js");
  const emptyMs = await commandMs(process.execPath, ["-e", "0"], { repeats: 15 });
  const args = [program, "--profile", join(folder, "cli-profile"), "--json", "lock"];
  const callMs = await commandMs(process.execPath, args, { repeats: 15 });
  return [
    rowOf("CLI call without a tap (lock)", callMs, "ms", {
      limit: 150,
      baseline: `node -e 0 ${short(emptyMs)} ms`,
    }),
  ];
}
