/**
 * `npm run package`: the installer for this system in dist/. On Linux a .deb, and an .rpm where rpmbuild is,
 * by the same steps everywhere; an AppImage, and the installers for Windows and macOS, where Electron's own
 * runtime and electron-builder's tools can be fetched.
 */
// @ts-check
import { readFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensure } from "./bootstrap.mjs";
import { STAND_IN_VERSION } from "./electron-stand-in.mjs";
import { withLock } from "./lock.mjs";
import { endWithParent } from "./parent.mjs";
import { ELECTRON_PACKAGE, OUT, ROOT } from "./paths.mjs";
import { onPath } from "./processes.mjs";
import { SetupError, runScript, say, task } from "./say.mjs";

/** @typedef {{ out: string, version: string, sandbox: boolean, dir: boolean, installers: string[] }} Wishes */

endWithParent();
await runScript(async () => {
  const wishes = wishesOf(process.argv.slice(2));
  await ensure({ need: ["system:electron", "modules", "electron", "system:packaging"] });
  await withLock(join(OUT, ".locks", "package"), "packaging", () => makePackage(wishes));
});

/** @param {string[]} args @returns {Wishes} */
function wishesOf(args) {
  const { version: own } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  try {
    const { values } = parseArgs({
      args,
      options: {
        out: { type: "string", default: "dist" },
        version: { type: "string", default: own },
        "with-sandbox": { type: "boolean", default: false },
        dir: { type: "boolean", default: false },
        installers: { type: "string", default: "deb,rpm" },
      },
    });
    return {
      out: resolve(ROOT, values.out),
      version: values.version,
      sandbox: values["with-sandbox"],
      dir: values.dir,
      installers: values.dir ? [] : values.installers.split(","),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `${reason}\nUsage: npm run package -- [--out FOLDER] [--version N] [--with-sandbox] [--dir | --installers deb,rpm]`,
    );
  }
}

/** @param {Wishes} wishes */
async function makePackage({ out, version, sandbox, dir, installers }) {
  const { signingNotes } = await import("./package/signing.mjs");
  const runtime = await readFile(join(ELECTRON_PACKAGE, "dist", "version"), "utf8");
  const isStandIn = runtime.trim() === STAND_IN_VERSION;
  const stage = join(OUT, "package");
  await mkdir(out, { recursive: true });
  if (process.platform === "darwin") {
    const { provideBothProcessors } = await import("./package/mac-natives.mjs");
    await task("Native modules for both processors", provideBothProcessors);
  }
  await task("Staging the app", () => stageEverything(stage, { version, sandbox }));
  const targets = dir || isStandIn ? ["dir"] : builderTargets();
  const made = await task("Packing it with Electron", () =>
    pack({ stage, out, runtime, isStandIn, targets }),
  );
  if (process.platform === "linux") made.push(...(await linuxPackages({ out, version, installers })));
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
  const notes = join(stage, "notes");
  await rm(notes, { recursive: true, force: true });
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
  const { buildProgram } = await import("./package/unpacked.mjs");
  await rm(join(out, "linux-unpacked"), { recursive: true, force: true });
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

/** @param {{ out: string, version: string, installers: string[] }} what */
async function linuxPackages({ out, version, installers }) {
  const unpacked = join(out, "linux-unpacked");
  const made = [];
  if (installers.includes("deb")) {
    const { makeDeb } = await import("./linux/deb.mjs");
    made.push(await task("Making the .deb", () => makeDeb({ unpacked, out, version })));
  }
  if (installers.includes("rpm") && onPath("rpmbuild")) {
    const { makeRpm } = await import("./linux/rpm.mjs");
    made.push(await task("Making the .rpm", () => makeRpm({ unpacked, out, version })));
  }
  return made;
}
