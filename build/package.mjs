/**
 * `npm run package`: the installer for this system in dist/. On Linux a .deb, and an .rpm where rpmbuild is,
 * by the same steps everywhere; an AppImage, and the installers for Windows and macOS, where Electron's own
 * runtime and electron-builder's tools can be fetched.
 */
// @ts-check
import { constants, readFileSync } from "node:fs";
import { access, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensure } from "./bootstrap.mjs";
import { STAND_IN_VERSION } from "./electron-stand-in.mjs";
import { sourceDate } from "./linux/source-date.mjs";
import { codeOf, withLock } from "./lock.mjs";
import { wishesOf } from "./package/wishes.mjs";
import { endWithParent } from "./parent.mjs";
import { ELECTRON_PACKAGE, OUT, ROOT } from "./paths.mjs";
import { onPath } from "./processes.mjs";
import { SetupError, runScript, say, task } from "./say.mjs";

/** @typedef {import("./package/wishes.mjs").Wishes} Wishes */

/** How a folder or disk refuses to be written. */
const REFUSALS = ["EACCES", "EDQUOT", "EEXIST", "ENOSPC", "ENOTDIR", "EPERM", "EROFS"];

endWithParent();
await runScript(async () => {
  const { version: own } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const computer = { platform: process.platform, hasRpmbuild: onPath("rpmbuild") };
  const wishes = wishesOf(process.argv.slice(2), own, computer);
  await openFolder(wishes.out);
  // Read before anything is built: it may be unreadable, and a commit may be made meanwhile.
  const epoch = await sourceDate();
  await ensure({ need: ["system:electron", "modules", "electron", "system:packaging"] });
  await withLock(join(OUT, ".locks", "package"), "packaging", () =>
    tellingRefusals(() => makePackage(wishes, epoch)),
  );
});

/** Told now, not after minutes. @param {string} folder */
async function openFolder(folder) {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw refused(error);
  }
}

/** A full or closed disk is the person's to mend: a sentence, and no stack. @param {() => Promise<void>} work */
async function tellingRefusals(work) {
  try {
    await work();
  } catch (error) {
    throw REFUSALS.includes(codeOf(error) ?? "") ? refused(error) : error;
  }
}

/** @param {unknown} error */
function refused(error) {
  const reason = error instanceof Error ? error.message : String(error);
  return new SetupError(
    `${reason}\nPackaging needs a folder that it may write, and about 1 GB of free space.`,
  );
}

/** @param {Wishes} wishes @param {number} epoch */
async function makePackage({ out, version, sandbox, dir, installers }, epoch) {
  const { signingNotes } = await import("./package/signing.mjs");
  const runtime = await readFile(join(ELECTRON_PACKAGE, "dist", "version"), "utf8");
  const isStandIn = runtime.trim() === STAND_IN_VERSION;
  const stage = join(OUT, "package");
  if (process.platform === "darwin") {
    const { provideBothProcessors } = await import("./package/mac-natives.mjs");
    await task("Native modules for both processors", provideBothProcessors);
  }
  await task("Staging the app", () => stageEverything(stage, { version, sandbox }));
  const targets = dir || isStandIn ? ["dir"] : builderTargets();
  const made = await task("Packing it with Electron", () =>
    pack({ stage, out, runtime, isStandIn, targets }),
  );
  made.push(...(await linuxPackages({ out, version, installers, epoch })));
  if (isStandIn) {
    say(
      "This holds the stand-in Electron runtime: it is for development and tests only, never for a release.",
    );
  }
  for (const note of signingNotes(process.platform, process.env)) say(note);
  for (const file of made) process.stdout.write(`${file}\n`);
}

/** @param {string} stage @param {{ version: string, sandbox: boolean }} options */
async function stageEverything(stage, options) {
  const [{ stageApp }, { writeResources }, { writeLicences }, { writeIcons }] = await Promise.all([
    import("./package/stage.mjs"),
    import("./package/contents.mjs"),
    import("./package/licences.mjs"),
    import("./linux/icons.mjs"),
  ]);
  // What an earlier version of these steps left would be packaged with the rest.
  await rm(stage, { recursive: true, force: true });
  const notes = join(stage, "notes");
  await stageApp(join(stage, "app"), { ...options, notes });
  await writeLicences(join(stage, "licences"), notes);
  await writeResources(join(stage, "resources"));
  await writeIcons(join(stage, "icons"));
}

/** On Linux .deb and .rpm are made by our own steps. */
function builderTargets() {
  return process.platform === "linux" ? ["AppImage"] : undefined;
}

/** @param {{ stage: string, out: string, runtime: string, isStandIn: boolean, targets: string[] | undefined }} parts */
async function pack({ stage, out, runtime, isStandIn, targets }) {
  const { buildProgram, programFolder } = await import("./package/unpacked.mjs");
  await rm(programFolder(out), { recursive: true, force: true });
  return buildProgram({
    config: {
      appFolder: join(stage, "app"),
      outFolder: out,
      iconFolder: join(stage, "icons"),
      electronVersion: runtime.trim().replace(/^v/u, ""),
      ...(isStandIn && { electronDist: join(ELECTRON_PACKAGE, "dist") }),
    },
    resources: join(stage, "resources"),
    licences: join(stage, "licences"),
    ...(targets && { targets }),
  });
}

/** @param {{ out: string, version: string, installers: string[], epoch: number }} wishes */
async function linuxPackages({ out, version, installers, epoch }) {
  const { programFolder } = await import("./package/unpacked.mjs");
  const what = { unpacked: programFolder(out), out, version, epoch };
  const made = [];
  if (installers.includes("deb")) {
    const { makeDeb } = await import("./linux/deb.mjs");
    made.push(await task("Making the .deb", () => makeDeb(what)));
  }
  if (installers.includes("rpm")) {
    const { makeRpm } = await import("./linux/rpm.mjs");
    made.push(await task("Making the .rpm", () => makeRpm(what)));
  }
  return made;
}
