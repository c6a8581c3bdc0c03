/**
 * Puts an Electron runtime where the `electron` package looks for one: Electron's own download first;
 * where that cannot be reached, on Linux x64, the stand-in. What is already there is left alone.
 */
// @ts-check
import { spawn } from "node:child_process";
import { constants, existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STAND_IN_VERSION, ensureStandIn, standInFits } from "./electron-stand-in.mjs";
import { withLock } from "./lock.mjs";
import { ELECTRON_PACKAGE, OUT, bytesIn } from "./paths.mjs";
import { isExecutable } from "./processes.mjs";
import { SetupError, say, task } from "./say.mjs";

/** A network that swallows packets shows nothing at all; this long without a new byte ends the attempt. */
const SILENCE_MS = 20_000;
const POLL_MS = 500;
/** Electron's own archive has about this size; only the progress line depends on it. */
const USUAL_BYTES = 130_000_000;
const MEGABYTE = 1_000_000;

const dist = () => join(ELECTRON_PACKAGE, "dist");
const pathFile = () => join(ELECTRON_PACKAGE, "path.txt");

/**
 * The executable that would be started now, if there is one.
 *
 * @returns {string | undefined}
 */
export function electronExecutable() {
  const name = existsSync(pathFile()) ? readFileSync(pathFile(), "utf8") : "electron";
  const file = join(process.env["ELECTRON_OVERRIDE_DIST_PATH"] || dist(), name);
  return isExecutable(file) ? file : undefined;
}

/**
 * The major version of the runtime in place, which may differ from the package's.
 *
 * @returns {number | undefined}
 */
export function electronMajor() {
  const file = join(process.env["ELECTRON_OVERRIDE_DIST_PATH"] || dist(), "version");
  if (!existsSync(file)) return undefined;
  const major = Number.parseInt(readFileSync(file, "utf8").trim().replace(/^v/u, ""), 10);
  return Number.isNaN(major) ? undefined : major;
}

/** Makes sure that Electron can be started; needs the npm packages. */
export async function ensureElectron() {
  const override = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  if (electronExecutable()) return;
  if (override) {
    throw new SetupError(
      `ELECTRON_OVERRIDE_DIST_PATH names ${override}, which holds no Electron; correct or unset it.`,
    );
  }
  await withLock(join(OUT, ".locks", "electron"), "fetching Electron", async () => {
    if (!electronExecutable()) await provide();
  });
}

async function provide() {
  if (await fetchOfficial()) return;
  if (!standInFits()) {
    throw new SetupError(
      "Electron could not be downloaded. Allow access to its releases on GitHub, or set ELECTRON_MIRROR " +
        "to a copy of them or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.",
    );
  }
  const folder = await ensureStandIn();
  await task(`Electron runtime: placing ${STAND_IN_VERSION} (for development and tests only)`, () =>
    place(folder),
  );
}

/** Electron's own installer, ended when nothing arrives. @returns {Promise<boolean>} whether Electron is there now */
async function fetchOfficial() {
  const installer = join(ELECTRON_PACKAGE, "install.js");
  if (!existsSync(installer)) return false;
  const scratch = await mkdtemp(join(tmpdir(), "tapvault-electron-"));
  try {
    const fetched = await task("Electron: fetching from its own releases", (report) => {
      return runInstaller(installer, scratch, report);
    }).catch(() => false);
    if (fetched && electronExecutable()) return true;
    say("Electron's releases cannot be reached from here.");
    await rm(dist(), { recursive: true, force: true });
    return false;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * The installer downloads into the temporary folder and unpacks into `dist`: what grows there is its progress.
 *
 * @param {string} installer
 * @param {string} scratch
 * @param {(fraction: number, detail: string) => void} report
 */
async function runInstaller(installer, scratch, report) {
  const env = { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch };
  const child = spawn(process.execPath, [installer], { cwd: ELECTRON_PACKAGE, env, stdio: "ignore" });
  let heard = performance.now();
  let before = 0;
  const timer = setInterval(() => {
    void Promise.all([bytesIn(scratch), bytesIn(dist())]).then(([downloaded, unpacked]) => {
      if (downloaded + unpacked !== before) heard = performance.now();
      before = downloaded + unpacked;
      if (downloaded > 0) report(downloaded / USUAL_BYTES, `${Math.round(downloaded / MEGABYTE)} MB`);
      if (performance.now() - heard > SILENCE_MS) child.kill("SIGKILL");
    });
  }, POLL_MS);
  try {
    const code = await new Promise((resolve) => child.on("error", () => resolve(1)).on("close", resolve));
    if (code !== 0) throw new Error(`the installer ended with ${code}`);
    return true;
  } finally {
    clearInterval(timer);
  }
}

/** Copied, not linked: tools that change the runtime in place must not change the cache. @param {string} folder */
async function place(folder) {
  const unfinished = `${dist()}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(dist(), { recursive: true, force: true });
  await copyTree(folder, unfinished);
  await rename(unfinished, dist());
  await writeFile(pathFile(), "electron");
}

/** @param {string} from @param {string} to */
async function copyTree(from, to) {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else await copyFile(source, target, constants.COPYFILE_FICLONE);
  }
}
