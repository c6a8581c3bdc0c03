/**
 * What the product is made of, package by package: what is bundled into it, what lies beside the bundle,
 * and Electron. Everything that lists it (SBOM, licences) takes it from here, so that both tell the same.
 */
// @ts-check
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ELECTRON_PACKAGE, ROOT } from "../paths.mjs";
import { SetupError } from "../say.mjs";
import { externalPackages, placeOf } from "./closure.mjs";
import { STATED_ELSEWHERE, isAllowed, mitText } from "./licence-rules.mjs";

/**
 * @typedef {import("./closure.mjs").Packages} Packages
 * @typedef {object} Part
 * @property {string} place where it lies, from the repository's top
 * @property {string} name
 * @property {string} version
 * @property {string} licence as an SPDX expression
 * @property {"bundled" | "beside" | "runtime"} as
 * @property {boolean} isDirect whether we ask for it ourselves
 * @property {string[]} texts of its licence and notices
 * @property {string} [integrity] of what the registry gave, as the lock file has it
 * @property {string[]} needs places of other parts
 */

/** @typedef {{ name: string, version: string, license?: string, author?: string | { name?: string } }} Manifest */

const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense)/iu;

/**
 * All parts, sorted by name and version. Throws, with every case, when one has no licence or one that is
 * not on the list.
 *
 * @param {readonly string[]} bundled places of packages, as the build noted them
 * @param {string} [runtimeFolder] where Electron's runtime lies
 * @returns {Part[]}
 */
export function productParts(bundled, runtimeFolder = join(ELECTRON_PACKAGE, "dist")) {
  /** @type {{ packages: Packages }} */
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const beside = externalPackages();
  // The package that stands in for another is ours, and comes under our own licence.
  const places = [...new Set([...bundled, ...beside])].filter((place) => packages[place]?.link !== true);
  const isBeside = new Set(beside);
  const parts = places.map((place) => partAt(packages, place, isBeside.has(place) ? "beside" : "bundled"));
  const all = [...parts, runtime(packages, runtimeFolder)].map((part) => ({
    ...part,
    needs: part.needs.filter((need) => places.includes(need)),
  }));
  complain(all);
  return all.sort((a, b) => order(a.name, b.name) || order(a.version, b.version));
}

/** @param {Packages} packages @param {string} name */
function isAsked(packages, name) {
  const { dependencies, devDependencies } = packages[""] ?? {};
  return dependencies?.[name] !== undefined || devDependencies?.[name] !== undefined;
}

/** The same on every computer, whatever its language. @param {string} a @param {string} b */
const order = (a, b) => (a < b ? -1 : Number(a > b));

/** @param {Packages} packages @param {string} place @param {Part["as"]} as @returns {Part} */
function partAt(packages, place, as) {
  const folder = join(ROOT, place);
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entry = packages[place] ?? {};
  const licence = entry.license ?? manifest.license ?? STATED_ELSEWHERE[manifest.name] ?? "";
  const needs = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
  return {
    place,
    name: manifest.name,
    version: manifest.version,
    licence,
    as,
    isDirect: isAsked(packages, manifest.name) && place === `node_modules/${manifest.name}`,
    texts: textsOf(packages, place, folder, manifest, licence),
    ...(entry.integrity !== undefined && { integrity: entry.integrity }),
    needs: needs.flatMap((name) => placeOf(packages, place, name) ?? []).sort(order),
  };
}

/**
 * A package's own texts; those of its family for a package that holds nothing but another's binary; else the
 * standard text under its author's name.
 *
 * @param {Packages} packages
 * @param {string} place
 * @param {string} folder
 * @param {Manifest} manifest
 * @param {string} licence
 */
function textsOf(packages, place, folder, manifest, licence) {
  const own = textsIn(folder);
  if (own.length > 0) return own;
  const family = Object.entries(packages).find(
    ([where, { optionalDependencies }]) =>
      where !== "" && optionalDependencies?.[manifest.name] !== undefined,
  )?.[0];
  if (family !== undefined && existsSync(join(ROOT, family))) return textsIn(join(ROOT, family));
  return licence === "MIT" ? [mitText(authorOf(manifest))] : [];
}

/** @param {string} folder */
function textsIn(folder) {
  const names = readdirSync(folder).filter((name) => LICENCE_FILE.test(name) && !name.endsWith(".js"));
  return names.sort(order).map((name) => plain(readFileSync(join(folder, name), "utf8")));
}

/** One kind of line end, and nothing unseen at the ends, so that equal texts are equal. @param {string} text */
const plain = (text) =>
  text
    .replaceAll("\r\n", "\n")
    .replace(/[ \t]+$/gmu, "")
    .trim();

/** Without the address in brackets. @param {Manifest} manifest */
function authorOf({ name, author }) {
  const known = typeof author === "string" ? author : author?.name;
  return known?.replace(/\s*[<(].*$/u, "") ?? `the authors of ${name}`;
}

/** Electron comes with Chromium's and Node's licences in a file of its own. @param {Packages} packages @param {string} folder @returns {Part} */
function runtime(packages, folder) {
  const place = "node_modules/electron";
  const version = readFileSync(join(folder, "version"), "utf8").trim().replace(/^v/u, "");
  const text = ["LICENSE", "LICENSE.electron.txt"].map((name) => join(folder, name)).find(existsSync);
  return {
    place,
    name: "electron",
    version,
    licence: packages[place]?.license ?? "",
    as: "runtime",
    isDirect: true,
    texts: text === undefined ? [] : [plain(readFileSync(text, "utf8"))],
    needs: [],
  };
}

/** @param {Part[]} parts */
function complain(parts) {
  const wrong = parts.flatMap((part) => {
    const who = `${part.name} ${part.version}`;
    if (part.licence === "") return [`${who} names no licence.`];
    if (!isAllowed(part.licence)) return [`${who} is under ${part.licence}, which is not on our list.`];
    return part.texts.length === 0 ? [`${who} brings no text of its licence.`] : [];
  });
  if (wrong.length > 0) throw new SetupError(`${wrong.join("\n")}\nSee build/package/licence-rules.mjs.`, 1);
}
