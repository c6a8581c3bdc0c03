/**
 * `npm run version`: turns the changesets into the next version and its part of CHANGELOG.md. The lock file
 * names the version too, which changesets leaves as it was.
 */
// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runAttached } from "./children.mjs";
import { ROOT, isStarted, programOf } from "./paths.mjs";
import { runScript } from "./say.mjs";

/**
 * A lock file's text with another version of its own project.
 *
 * @param {string} text
 * @param {string} version
 */
export function withVersion(text, version) {
  const lock = JSON.parse(text);
  lock.version = version;
  lock.packages[""].version = version;
  return `${JSON.stringify(lock, null, 2)}\n`;
}

if (isStarted(import.meta.url)) {
  await runScript(async () => {
    const args = [programOf("@changesets/cli", "changeset"), "version"];
    const code = await runAttached(process.execPath, args, { cwd: ROOT });
    if (code !== 0) return code;
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const file = join(ROOT, "package-lock.json");
    writeFileSync(file, withVersion(readFileSync(file, "utf8"), version));
    return 0;
  });
}
