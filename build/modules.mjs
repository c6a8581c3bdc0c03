/**
 * Keeps node_modules equal to the lock file: a stamp says what was installed last, and `npm ci` runs
 * when it no longer fits. The check itself costs a few milliseconds, as every command starts with it.
 */
// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withLock } from "./lock.mjs";
import { OUT, ROOT } from "./paths.mjs";
import { npm } from "./processes.mjs";
import { SetupError, say, task } from "./say.mjs";
import { aptCommandFor, ensureSystem } from "./system-packages.mjs";

const STAMP = join(ROOT, "node_modules", ".tapvault-stamp");
/** What npm itself notes at the end of a complete installation. */
const INSTALLED_TREE = join(ROOT, "node_modules", ".package-lock.json");
const LOCK_FILE = join(ROOT, "package-lock.json");
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|network connectivity/u;
const NOT_COMPILED = /gyp ERR|not found: make|libsecret-1/u;
const DEPENDENCY_SECTIONS = ["dependencies", "devDependencies", "optionalDependencies", "overrides"];

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/**
 * What an installation depends on, as one short text.
 *
 * @param {string} lockFile the text of package-lock.json
 * @param {string} manifest the text of package.json
 * @param {string} abi Node's module ABI, for which native modules are built
 */
export function stampOf(lockFile, manifest, abi) {
  const parsed = JSON.parse(manifest);
  const sections = JSON.stringify(DEPENDENCY_SECTIONS.map((name) => parsed[name] ?? {}));
  return `${createHash("sha256").update(lockFile).update("\0").update(sections).digest("hex")} abi-${abi}`;
}

/**
 * Whether what npm installed is what the lock file asks for; packages for other systems may be absent.
 *
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 */
export function treeMatches(locked, installed) {
  return Object.entries(locked).every(([place, wanted]) => {
    if (!place.startsWith("node_modules/")) return true;
    const found = installed[place];
    if (!found) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
    return found.version === wanted.version;
  });
}

/**
 * One sentence for why `npm ci` failed.
 *
 * @param {string} output everything it printed
 * @param {string} [compilerCommand] what to run here for a compiler, if it is missing
 */
export function explainInstallFailure(output, compilerCommand) {
  if (/ENOSPC|no space left/iu.test(output)) return "The disk is full: make room and run the command again.";
  if (UNREACHABLE.test(output) && !NOT_COMPILED.test(output)) {
    return "The npm registry cannot be reached: check the network or npm's registry setting, and run the command again.";
  }
  if (/can only install packages when|EUSAGE/u.test(output)) {
    return "package.json and package-lock.json disagree: run npm install and node build/complete-lock.mjs, and commit the lock file.";
  }
  if (NOT_COMPILED.test(output)) {
    return compilerCommand
      ? `A native module could not be compiled. Install what it needs, then try again:\n  ${compilerCommand}`
      : "A native module could not be compiled; the reason is above.";
  }
  if (/EACCES|EPERM/u.test(output))
    return "npm may not write here: check who owns node_modules and npm's cache.";
  return "npm ci failed; its last lines are above.";
}

/** Installs the packages of the lock file unless they are there. */
export async function ensureModules() {
  if (isStamped() || adopt()) return;
  await withLock(join(OUT, ".locks", "modules"), "installing the npm packages", async (addOwner) => {
    if (isStamped() || adopt()) return;
    // Not a must: where a prebuilt binary can be fetched no compiler is used.
    await ensureSystem(process.getuid?.() === 0 ? { need: ["build"] } : {});
    await task("npm packages: installing", () => install(addOwner));
    writeFileSync(STAMP, currentStamp());
  });
}

function currentStamp() {
  const manifest = readFileSync(join(ROOT, "package.json"), "utf8");
  return stampOf(readFileSync(LOCK_FILE, "utf8"), manifest, process.versions.modules);
}

function isStamped() {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === currentStamp();
}

/** An installation made by hand counts as ours when it is complete and for this Node. */
function adopt() {
  if (!existsSync(INSTALLED_TREE)) return false;
  const abi = `abi-${process.versions.modules}`;
  if (existsSync(STAMP) && !readFileSync(STAMP, "utf8").endsWith(abi)) return false;
  const packagesIn = (/** @type {string} */ file) => JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  if (!treeMatches(packagesIn(LOCK_FILE), packagesIn(INSTALLED_TREE))) return false;
  writeFileSync(STAMP, currentStamp());
  return true;
}

/** @param {(pid: number) => void} onStart */
async function install(onStart) {
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const outcome = await npm(args, { cwd: ROOT, env: { ...process.env, ...headersBesideNode() }, onStart });
  if (outcome.code === 0) return;
  const output = `${outcome.stdout}\n${outcome.stderr}`;
  say(meaningfulLines(output).slice(-12).join("\n"));
  throw new SetupError(explainInstallFailure(output, await compilerCommand()));
}

/** Without npm's usage text, which it appends to a plain disagreement. @param {string} output */
function meaningfulLines(output) {
  const [told = ""] = output.split(/^npm error Clean install/mu);
  return told
    .split("\n")
    .filter(
      (line) => /\w/u.test(line.replace(/^npm error/u, "")) && !/complete log|^npm error +at /u.test(line),
    );
}

async function compilerCommand() {
  return process.platform === "linux" ? aptCommandFor(["build"]) : undefined;
}

/** Compiling against the headers that came with Node saves a download of the same headers. */
function headersBesideNode() {
  const prefix = dirname(dirname(process.execPath));
  const header = join(prefix, "include", "node", "node_version.h");
  if (process.env["npm_config_nodedir"] || !existsSync(header)) return {};
  const major = /define NODE_MAJOR_VERSION (\d+)/u.exec(readFileSync(header, "utf8"))?.[1];
  return process.version.startsWith(`v${major}.`) ? { npm_config_nodedir: prefix } : {};
}
