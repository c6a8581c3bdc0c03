/**
 * Makes the release files that installed programs ask for (`latest-linux.yml`, `latest.yml`, `latest-mac.yml`)
 * out of a folder of installers, or completes those that electron-builder made, and signs each.
 */
// @ts-check
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { SetupError } from "../say.mjs";
import { signFacts } from "./facts.mjs";

/** @typedef {import("./facts.mjs").ReleaseFacts} ReleaseFacts */
/** @typedef {import("./facts.mjs").ReleasedFile} ReleasedFile */

/**
 * @typedef {object} ReleaseOptions
 * @property {string} folder where the installers are
 * @property {string} version only files with it in their name belong to the release
 * @property {import("node:crypto").KeyObject[]} keys every one signs
 * @property {number} [staging] to how many of 100 computers it is given; all when absent
 * @property {string} [notes] what is new, as plain text
 * @property {string} [releaseDate] ISO date; by default that of the file made before, else now
 */

/** By release file: the endings of its installers, in the order of preference for `path`. */
const SYSTEMS = {
  "latest-linux": [".AppImage", ".deb", ".rpm"],
  latest: [".exe"],
  "latest-mac": [".zip", ".dmg"],
};

/** Makes and signs every release file of the folder; answers their names. @param {ReleaseOptions} options */
export async function signReleases(options) {
  const made = [];
  for (const [base, endings] of Object.entries(SYSTEMS))
    for (const isArm of base === "latest-linux" ? [false, true] : [undefined]) {
      const names = installersIn(options, endings, isArm);
      if (names.length === 0) continue;
      made.push(await writeRelease(options, `${base}${isArm === true ? "-arm64" : ""}.yml`, names));
    }
  if (made.length === 0)
    throw new SetupError(`No installer of version ${options.version} is in ${options.folder}.`);
  return made;
}

/** @param {ReleaseOptions} options @param {string[]} endings @param {boolean | undefined} isArm undefined: both */
function installersIn({ folder, version }, endings, isArm) {
  const place = (/** @type {string} */ name) => endings.findIndex((ending) => name.endsWith(ending));
  return readdirSync(folder)
    .filter((name) => place(name) >= 0 && hasVersion(name, version))
    .filter((name) => isArm === undefined || /arm64|aarch64/u.test(name) === isArm)
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** 1.2.0 is not in tapvault_1.2.0-beta.1_amd64.deb nor in tapvault-11.2.0.zip. @param {string} name @param {string} version */
function hasVersion(name, version) {
  const escaped = version.replace(/[.+]/gu, "\\$&");
  return new RegExp(`(?<![0-9.])${escaped}(?![0-9]|-(?:alpha|beta|rc)|\\.[0-9])`, "u").test(name);
}

/** @param {ReleaseOptions} options @param {string} name @param {string[]} installers */
async function writeRelease({ folder, version, keys, staging, notes, releaseDate }, name, installers) {
  const file = join(folder, name);
  const before = readBefore(file, version);
  const files = await Promise.all(installers.map((installer) => describe(folder, installer, before)));
  /** @type {ReleaseFacts} */
  const facts = {
    version,
    releaseDate: releaseDate ?? textOf(before["releaseDate"]) ?? new Date().toISOString(),
    path: installers[0] ?? "",
    files,
  };
  const said = notes?.trim() ?? textOf(before["releaseNotes"]);
  if (said !== undefined && said !== "") facts.releaseNotes = said;
  const release = {
    ...facts,
    // What readers before electron-updater 4 look at; they would find the first file.
    sha512: files[0]?.sha512,
    ...(staging === undefined ? {} : { stagingPercentage: staging }),
    signatures: keys.map((key) => signFacts(facts, key)),
  };
  writeFileSync(file, dump(release, { lineWidth: -1 }));
  return name;
}

/** What is worth keeping of a file that electron-builder, or this, made for the same version. @param {string} file @param {string} version @returns {Record<string, unknown>} */
function readBefore(file, version) {
  if (!existsSync(file)) return {};
  const before = load(readFileSync(file, "utf8"));
  return typeof before === "object" && before !== null && "version" in before && before.version === version
    ? /** @type {Record<string, unknown>} */ (before)
    : {};
}

/** @param {unknown} value */
const textOf = (value) => (typeof value === "string" ? value : undefined);

/** @param {string} folder @param {string} name @param {Record<string, unknown>} before @returns {Promise<ReleasedFile>} */
async function describe(folder, name, before) {
  const path = join(folder, name);
  const hash = createHash("sha512");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const sha512 = hash.digest("base64");
  const listed = Array.isArray(before["files"]) ? before["files"] : [];
  const known = listed.find((one) => one?.url === name && one.sha512 === sha512);
  const blockMapSize = known?.blockMapSize;
  const described = { url: name, sha512, size: statSync(path).size };
  return typeof blockMapSize === "number" ? { ...described, blockMapSize } : described;
}
