/**
 * What Linux systems know of the program. The names are promises: a desktop remembers pinned programs and
 * default handlers by them, so they never change. Who answers for it and where it lives come from
 * package.json, so that nothing is made up here.
 */
// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OUT, ROOT } from "../paths.mjs";

/** Of the desktop entry, the AppStream component and the icon, as freedesktop.org wants them alike. */
export const APP_ID = "org.tapvault.Tapvault";

/** Of the package, its folder under /usr/lib, the command and Electron's binary. */
export const PACKAGE = "tapvault";

/** Where the program lies, from the root of the system. */
export const PROGRAM = `usr/lib/${PACKAGE}`;

/** Of our own encrypted export file. */
export const EXPORT_TYPE = "application/vnd.tapvault.export";

/** Of the addresses that other programs hand over. */
export const SCHEME = "tapvault";

export const SUMMARY = "vault that opens when you tap the chip in your hand";

/** One paragraph a text, for people who read a package manager. */
export const DESCRIPTION = [
  "Tapvault keeps passwords, notes and files encrypted on this computer. It opens by a tap of an NFC implant " +
    "(VivoKey Spark or Apex), or of the same chip in a card, on a USB reader. Entries are encrypted here " +
    "before any service sees them, and kept in the places you choose.",
  "The program tapvault is both: without arguments it opens the window, with a verb it is a command line.",
];

/** Packages have to name an address; this one says by its form that there is none. */
const NO_ADDRESS = "no-address@tapvault.invalid";

/** The manifest's parts that a package tells. */
export function manifest() {
  const own = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  /** @type {{ version: string, author: string, homepage?: string, license: string }} */
  const { version, author, homepage, license } = own;
  const name = author.replace(/ *<.*$/u, "");
  const maintainer = author.includes("<") ? author : `${name} <${NO_ADDRESS}>`;
  return { version, author: name, maintainer, license, ...(homepage !== undefined && { homepage }) };
}

/**
 * As dpkg, rpm and AppStream order it: what follows a tilde comes before what does not, a trial version before
 * the version. Any other dash would part off a packager's own revision.
 *
 * @param {string} version
 */
export const systemVersion = (version) => version.replace(/^([^-+]*)-/u, "$1~").replaceAll("-", ".");

/**
 * What makes a package; the same for both kinds.
 *
 * @typedef {object} What
 * @property {string} unpacked the program as electron-builder unpacked it
 * @property {string} out folder for the package
 * @property {string} [version]
 * @property {string} [arch] as Node names it
 * @property {string} [compression] best, xz, zstd or none
 * @property {string} [commandLine] the staged command line, a script for Node
 * @property {number} [epoch] the date of everything, in seconds
 */

/** With the usual in place of what is not said. @param {What} what */
export function wholeWhat(what) {
  return {
    version: manifest().version,
    arch: process.arch,
    compression: process.env["TAPVAULT_PACKAGE_COMPRESSION"] || "xz",
    commandLine: join(OUT, "package", "app", "out", "main", "cli.js"),
    ...what,
  };
}
