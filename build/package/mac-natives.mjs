/**
 * Native modules for both processors of macOS, on a Mac of either: npm installs only its own half. libsql
 * and pcsc-mini keep each half in a package of its own, so the other one is fetched beside it. keytar is one
 * file, so it is compiled twice and joined.
 */
// @ts-check
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../paths.mjs";
import { capture, npm } from "../processes.mjs";
import { SetupError } from "../say.mjs";

/** What the packages of the halves are called. */
const HALF = /^node_modules\/(?:@libsql\/darwin-(?:x64|arm64)|@pcsc-mini\/macos-(?:x86_64|aarch64))$/u;
const PROCESSORS = ["x64", "arm64"];
const KEYTAR = join(ROOT, "node_modules", "keytar", "build", "Release", "keytar.node");

/** @typedef {{ name: string, version: string, integrity?: string, place: string }} Half */

/**
 * The halves that the lock file names.
 *
 * @param {Record<string, { version?: string, integrity?: string }>} packages of a lock file
 * @returns {Half[]}
 */
export function macHalves(packages) {
  return Object.entries(packages)
    .filter(([place]) => HALF.test(place))
    .map(([place, { version = "", integrity }]) => ({
      name: place.slice("node_modules/".length),
      version,
      ...(integrity !== undefined && { integrity }),
      place,
    }));
}

/** Makes node_modules hold both halves of everything native. Only on macOS. */
export async function provideBothProcessors() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "tapvault-natives-"));
  try {
    for (const half of macHalves(packages)) {
      if (!existsSync(join(ROOT, half.place))) await fetchHalf(half, folder);
    }
    await joinKeytar(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was fetched must be what the lock file names, wherever it names it. @param {Half} half @param {string} folder */
async function fetchHalf({ name, version, integrity, place }, folder) {
  const what = `${name}@${version}`;
  const args = ["pack", what, "--json", "--loglevel=error", "--pack-destination", folder];
  const packed = await npm(args, { cwd: ROOT });
  if (packed.code !== 0) throw new SetupError(`${packed.stderr}\n${what} could not be fetched.`, 1);
  const [{ filename, integrity: fetched }] = JSON.parse(packed.stdout);
  if (integrity !== undefined && fetched !== integrity)
    throw new SetupError(`${what} is not what the lock file names.`, 1);
  mkdirSync(join(ROOT, place), { recursive: true });
  await run("tar", ["-xzf", join(folder, filename), "-C", join(ROOT, place), "--strip-components=1"]);
}

/** @param {string} folder */
async function joinKeytar(folder) {
  if (await isForBoth(KEYTAR)) return;
  const halves = [];
  for (const arch of PROCESSORS) {
    const env = { ...process.env, npm_config_arch: arch };
    const built = await npm(["rebuild", "keytar", "--loglevel=error"], { cwd: ROOT, env });
    if (built.code !== 0) throw new SetupError(`${built.stderr}\nkeytar could not be built for ${arch}.`, 1);
    const half = join(folder, `keytar-${arch}.node`);
    copyFileSync(KEYTAR, half);
    halves.push(half);
  }
  await run("lipo", ["-create", "-output", KEYTAR, ...halves]);
}

/** @param {string} file */
async function isForBoth(file) {
  if (!existsSync(file)) return false;
  const { stdout } = await capture("lipo", ["-archs", file]);
  return ["x86_64", "arm64"].every((arch) => stdout.includes(arch));
}

/** @param {string} command @param {string[]} args */
async function run(command, args) {
  const { code, stderr } = await capture(command, args);
  if (code !== 0) throw new SetupError(`${stderr}\nThis failed: ${command} ${args.join(" ")}`, 1);
}
