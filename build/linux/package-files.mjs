/** Everything that both kinds of Linux package install beside the program itself. */
// @ts-check
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../paths.mjs";
import { capture } from "../processes.mjs";
import { SetupError } from "../say.mjs";
import { updateFiles } from "../updates/package-files.mjs";
import { copyright } from "./copyright.mjs";
import { debianChangelog } from "./debian-changelog.mjs";
import { desktopEntry } from "./desktop-entry.mjs";
import { gzip } from "./gzip.mjs";
import { DRAWING, ICON_SIZES, drawIcon } from "./icons.mjs";
import { exitCodesOf, manPage } from "./man-page.mjs";
import { metainfo } from "./metainfo.mjs";
import { mimeType } from "./mime-type.mjs";
import { APP_ID, PACKAGE, PROGRAM } from "./product.mjs";
import { releases } from "./releases.mjs";

/**
 * @typedef {import("./staged-tree.mjs").PackageFile} PackageFile
 *
 * @typedef {object} Facts
 * @property {"deb" | "rpm"} system
 * @property {string} unpacked the program as electron-builder unpacked it
 * @property {string} commandLine the built command line, a script for Node
 * @property {string} version
 * @property {number} epoch the date of everything, in seconds
 * @property {(version: string) => string} [versionOf] how the system writes a version
 */

/** What the command line prints about itself. @param {string} script @param {string[]} args */
async function ask(script, args) {
  const { code, stdout, stderr } = await capture(process.execPath, [script, ...args]);
  if (code !== 0)
    throw new SetupError(`The command line cannot tell about itself: build it first.\n${stderr}`);
  return stdout;
}

/** Fedora's zsh looks in another folder than Debian's. */
const ZSH = { deb: "vendor-completions", rpm: "site-functions" };

/** @param {Facts} facts @returns {Promise<PackageFile[]>} */
async function completions({ commandLine, system }) {
  const places = {
    bash: `usr/share/bash-completion/completions/${PACKAGE}`,
    zsh: `usr/share/zsh/${ZSH[system]}/_${PACKAGE}`,
    fish: `usr/share/fish/vendor_completions.d/${PACKAGE}.fish`,
  };
  return Promise.all(
    Object.entries(places).map(async ([shell, path]) => ({
      path,
      content: await ask(commandLine, ["completion", shell]),
    })),
  );
}

/** @param {Facts} facts @returns {Promise<PackageFile>} */
async function manual({ commandLine, version, epoch }) {
  const program = JSON.parse(await ask(commandLine, ["--json", "describe"]));
  const exitCodes = exitCodesOf(await readFile(join(ROOT, "README.md"), "utf8"));
  return {
    path: `usr/share/man/man1/${PACKAGE}.1.gz`,
    content: gzip(manPage({ program, exitCodes, version, epoch })),
  };
}

/** @returns {Promise<PackageFile[]>} */
async function icons() {
  const folder = "usr/share/icons/hicolor";
  const drawing = await readFile(DRAWING, "utf8");
  return [
    { path: `${folder}/scalable/apps/${APP_ID}.svg`, content: drawing },
    ...ICON_SIZES.map((size) => ({
      path: `${folder}/${size}x${size}/apps/${APP_ID}.png`,
      content: drawIcon(drawing, size),
    })),
  ];
}

/** @param {Facts} facts @returns {Promise<PackageFile[]>} */
export async function packageFiles(facts) {
  const told = releases(facts);
  return [
    // Tells the updater which kind of package to look for.
    { path: `${PROGRAM}/resources/package-type`, content: facts.system },
    ...updateFiles(PROGRAM),
    { path: `usr/share/applications/${APP_ID}.desktop`, content: desktopEntry() },
    { path: `usr/share/metainfo/${APP_ID}.metainfo.xml`, content: metainfo(told) },
    { path: `usr/share/mime/packages/${APP_ID}.xml`, content: mimeType() },
    { path: `usr/share/doc/${PACKAGE}/copyright`, content: copyright(facts.unpacked) },
    { path: `usr/share/doc/${PACKAGE}/changelog.gz`, content: gzip(debianChangelog(told, facts.versionOf)) },
    ...(await icons()),
    ...(await completions(facts)),
    await manual(facts),
  ];
}
