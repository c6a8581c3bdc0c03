/**
 * `npm run version`: turns the changesets into the next version and its part of CHANGELOG.md, and does what
 * changesets leaves: the version in the lock file, and the day in the changelog, which the Linux packages tell.
 */
// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensure } from "./bootstrap.mjs";
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

/**
 * A changelog with a day beside the heading of a version, unless there is one.
 *
 * @param {string} text
 * @param {string} version
 * @param {string} day such as 2026-01-02
 */
export function withDay(text, version, day) {
  return text.replace(`\n## ${version}\n`, `\n## ${version} (${day})\n`);
}

if (isStarted(import.meta.url)) {
  await runScript(async () => {
    await ensure({ need: ["modules"] });
    const args = [programOf("@changesets/cli", "changeset"), "version"];
    const code = await runAttached(process.execPath, args, { cwd: ROOT });
    if (code !== 0) return code;
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    rewrite("package-lock.json", (text) => withVersion(text, version));
    rewrite("CHANGELOG.md", (text) => withDay(text, version, new Date().toISOString().slice(0, 10)));
    return 0;
  });
}

/** @param {string} name @param {(text: string) => string} change */
function rewrite(name, change) {
  const file = join(ROOT, name);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}
