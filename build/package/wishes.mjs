/** What a person asks of `npm run package`, read and checked before anything is built. */
// @ts-check
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../paths.mjs";
import { SetupError } from "../say.mjs";

/**
 * @typedef {object} Wishes
 * @property {string} out folder for what is made
 * @property {string} version
 * @property {boolean} sandbox whether the sandbox of services is packaged too
 * @property {boolean} dir the unpacked program and no installer
 * @property {string[]} installers of Linux that are made by our own steps
 *
 * @typedef {{ platform: NodeJS.Platform, hasRpmbuild: boolean }} Computer
 */

const LINUX_INSTALLERS = ["deb", "rpm"];

/** A version as npm and the updater read it (semver.org): three numbers, a trial's name, a build's name. */
const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-z-][\da-z-]*)(\.(0|[1-9]\d*|\d*[a-z-][\da-z-]*))*)?(\+[\da-z-]+(\.[\da-z-]+)*)?$/iu;

const USAGE =
  "Usage: npm run package -- [--out FOLDER] [--version N] [--with-sandbox] [--dir | --installers deb,rpm]";

/**
 * Throws a sentence with the usage for what cannot be meant.
 *
 * @param {string[]} args
 * @param {string} ownVersion used when no other is asked for
 * @param {Computer} computer
 * @returns {Wishes}
 */
export function wishesOf(args, ownVersion, computer) {
  const { out, version, dir, installers, "with-sandbox": sandbox } = read(args);
  if (version !== undefined && !VERSION.test(version)) {
    throw refusal(`"${version}" is no version; one looks like 1.2.3 or 1.2.3-beta.1.`);
  }
  if (dir && installers !== undefined) {
    throw refusal("--dir makes no installer, so --installers cannot stand beside it.");
  }
  const wanted = dir ? [] : installersOf(installers, computer);
  return { out: resolve(ROOT, out), version: version ?? ownVersion, sandbox, dir, installers: wanted };
}

/**
 * Whatever can be made here, unless the person names some: then each of them or none.
 *
 * @param {string | undefined} list
 * @param {Computer} computer
 */
function installersOf(list, { platform, hasRpmbuild }) {
  const isLinux = platform === "linux";
  if (list === undefined) {
    return isLinux ? LINUX_INSTALLERS.filter((name) => name !== "rpm" || hasRpmbuild) : [];
  }
  if (!isLinux) throw refusal("--installers chooses among Linux's packages; here there is one kind.");
  const named = list.split(",").map((name) => name.trim());
  const strange = named.find((name) => !LINUX_INSTALLERS.includes(name));
  if (strange !== undefined) {
    throw refusal(`"${strange}" is no installer; there are ${LINUX_INSTALLERS.join(" and ")}.`);
  }
  if (named.includes("rpm") && !hasRpmbuild) {
    throw new SetupError("rpmbuild makes the .rpm and is not installed. On Debian: sudo apt-get install rpm");
  }
  return named;
}

/** @param {string[]} args */
function read(args) {
  try {
    return parseArgs({
      args,
      options: {
        out: { type: "string", default: "dist" },
        version: { type: "string" },
        "with-sandbox": { type: "boolean", default: false },
        dir: { type: "boolean", default: false },
        installers: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} reason */
const refusal = (reason) => new SetupError(`${reason}\n${USAGE}`);
