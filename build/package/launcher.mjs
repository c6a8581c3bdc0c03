/** What the launcher gives to the binary for a call of the command line, for whoever starts one without it. */
// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../paths.mjs";

/** Read from launcher.sh itself, so that there is one list; without the `--` that ends it. */
export function commandLineSwitches() {
  const script = readFileSync(join(ROOT, "build", "package", "launcher.sh"), "utf8");
  const written = /exec "\$program" (--command-line [^]*?) -- /u.exec(script)?.[1];
  if (written === undefined) throw new Error("launcher.sh starts no command line");
  return written.split(/[\s\\]+/u);
}
