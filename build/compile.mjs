/**
 * Keeps out/ as new as the sources: builds with electron-vite when a source changed since the last
 * build, and is silent otherwise. Run by itself it is `npm run build`.
 */
// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensure } from "./bootstrap.mjs";
import { checkLanguages } from "./languages.mjs";
import { withLock } from "./lock.mjs";
import { OUT, ROOT, isStarted, programOf } from "./paths.mjs";
import { capture } from "./processes.mjs";
import { SetupError, runScript, task } from "./say.mjs";

const STAMP = join(OUT, ".stamp");
const SOURCES = [
  "electron",
  "renderer",
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
  "tsconfig.json",
];
const SANDBOX_PRODUCTS = ["main/sandbox.js", "main/chip.js"];
const PROGRAM_PRODUCTS = [
  "main/index.js",
  "main/cli.js",
  "preload/index.cjs",
  "renderer/index.html",
  "renderer/quick.html",
];
const PRODUCTS = [...PROGRAM_PRODUCTS, ...SANDBOX_PRODUCTS];

/** Builds unless the last build is of these very sources. @param {{ force?: boolean }} [options] */
export async function ensureBuilt({ force = false } = {}) {
  if (!force && isFresh()) return;
  await withLock(join(OUT, ".locks", "build"), "building", async () => {
    if (!force && isFresh()) return;
    // Taken before the build: a file saved while it runs must count as new.
    const stamp = stampOfSources(ROOT, SOURCES);
    await task("Building", () => compileInto(OUT, { sandbox: true }));
    writeFileSync(STAMP, stamp);
  });
}

/**
 * The sources as one hash: their names, sizes and times of change.
 *
 * @param {string} root
 * @param {string[]} sources files and folders in it
 */
export function stampOfSources(root, sources) {
  const hash = createHash("sha256");
  for (const source of sources) addTo(hash, join(root, source), source);
  return hash.digest("hex");
}

/** @param {import("node:crypto").Hash} hash @param {string} place @param {string} name */
function addTo(hash, place, name) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) {
    hash.update(`${name}\0${found.size}\0${found.mtimeMs}\n`);
    return;
  }
  for (const child of readdirSync(place).sort()) {
    if (child !== "node_modules") addTo(hash, join(place, child), `${name}/${child}`);
  }
}

function isFresh() {
  if (!existsSync(STAMP) || !PRODUCTS.every((product) => existsSync(join(OUT, product)))) return false;
  return readFileSync(STAMP, "utf8") === stampOfSources(ROOT, SOURCES);
}

/**
 * Builds main, preload and renderer into a folder, without source maps. Without the sandbox nothing of the
 * services' stand-ins is in it, as in what is installed; see electron/main/open-sandbox.ts.
 *
 * @param {string} folder
 * @param {{ sandbox: boolean, manifest?: string, notes?: string }} options manifest: in place of package.json, for
 *   its version; notes: a folder for what was bundled, see package/bundled.mjs
 */
export async function compileInto(folder, { sandbox, manifest = join(ROOT, "package.json"), notes }) {
  checkLanguages();
  mkdirSync(folder, { recursive: true });
  const args = [programOf("electron-vite"), "build", "--logLevel", "warn"];
  const env = {
    ...process.env,
    TAPVAULT_OUT: folder,
    TAPVAULT_SANDBOX: sandbox ? "1" : "0",
    TAPVAULT_MANIFEST: manifest,
    ...(notes !== undefined && { TAPVAULT_BUNDLE_NOTES: notes }),
  };
  const outcome = await capture(process.execPath, args, { cwd: ROOT, env });
  if (outcome.code !== 0) {
    throw new SetupError(`${outcome.stdout}${outcome.stderr}\nThe build failed; its messages are above.`, 1);
  }
  const wanted = sandbox ? PRODUCTS : PROGRAM_PRODUCTS;
  const absent = wanted.filter((product) => !existsSync(join(folder, product)));
  if (absent.length > 0) throw new SetupError(`The build made no ${absent.join(", ")}.`, 1);
  if (sandbox) return;
  const extra = SANDBOX_PRODUCTS.filter((product) => existsSync(join(folder, product)));
  if (extra.length > 0) throw new SetupError(`The build left ${extra.join(", ")} of an earlier one.`, 1);
}

if (isStarted(import.meta.url)) {
  await runScript(async () => {
    await ensure({ need: ["modules"] });
    await ensureBuilt({ force: process.argv.includes("--force") });
  });
}
