/**
 * Where the set-up scripts find and keep things: the repository, its modules, and the cache that
 * outlives a clone, so that a second clone on the same computer downloads nothing again.
 */
// @ts-check
import { readFileSync, realpathSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folder that all generated files go to; never committed. */
export const OUT = join(ROOT, "out");

/** The npm package that holds, or fetches, the Electron runtime. */
export const ELECTRON_PACKAGE = join(ROOT, "node_modules", "electron");

/** The cache for everything downloaded outside npm's own cache. */
export function cacheFolder() {
  const base = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return join(base, "tapvault");
}

/** How much a folder holds; 0 while it does not exist. @param {string} folder @returns {Promise<number>} */
export async function bytesIn(folder) {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/**
 * The script file behind a package's command, to be run with this very Node on every system.
 *
 * @param {string} packageName
 * @param {string} [command] when it differs from the package's name
 */
export function programOf(packageName, command = packageName) {
  const folder = join(ROOT, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

/** Whether a file is the script that Node was started with, and not imported by another. @param {string} url */
export function isStarted(url) {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === fileURLToPath(url);
}
