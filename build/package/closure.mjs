/**
 * The packages that stay outside the bundle, with all that they need while the program runs. Read from the
 * lock file; what they need only to be compiled is left out.
 */
// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../paths.mjs";

/** As `external` in electron.vite.config.ts names them. */
export const EXTERNAL = ["keytar", "libsql", "nfc-pcsc", "pcsc-mini", "pdfkit"];

/** Used when a native package is compiled or fetched, never when it runs. */
const BUILD_ONLY = new Set(["node-addon-api", "prebuild-install"]);

/** Binaries for another C library than the one Electron is built for. */
const OTHER_LIBRARY = /-musl(eabihf)?$/u;

/**
 * @typedef {{ version?: string, license?: string, integrity?: string, link?: boolean, resolved?: string,
 *   dependencies?: Record<string, string>, devDependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string> }} Entry
 * @typedef {Record<string, Entry>} Packages
 */

/** Where Node would find a package from a place in the tree. @param {Packages} packages @param {string} place @param {string} name */
export function placeOf(packages, place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    const candidate = `${folder ? `${folder}/` : ""}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (folder === "") return undefined;
  }
}

/** What an entry needs; that of a link stands where it leads. @param {Packages} packages @param {string} place */
function needsOf(packages, place) {
  const entry = packages[place] ?? {};
  const target = entry.link ? (packages[linkTarget(entry)] ?? {}) : entry;
  return Object.keys({ ...target.dependencies, ...target.optionalDependencies });
}

/** npm writes the target of an override as if it lay below the package that asked for it. @param {Entry} entry */
const linkTarget = (entry) => /electron\/platform\/.*$/u.exec(entry.resolved ?? "")?.[0] ?? "";

/**
 * Their places in a lock file's tree, sorted; optional ones for other systems among them.
 *
 * @param {Packages} packages
 * @param {readonly string[]} [roots]
 */
export function closureOf(packages, roots = EXTERNAL) {
  /** @type {Set<string>} */
  const places = new Set();
  const waiting = roots.map((name) => ({ from: "", name }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (BUILD_ONLY.has(next.name) || OTHER_LIBRARY.test(next.name)) continue;
    const place = placeOf(packages, next.from, next.name);
    if (place === undefined || places.has(place)) continue;
    places.add(place);
    for (const name of needsOf(packages, place)) waiting.push({ from: place, name });
  }
  return [...places].sort();
}

/** Those of this repository that are installed here. */
export function externalPackages() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  return closureOf(packages).filter((place) => existsSync(join(ROOT, place)));
}
