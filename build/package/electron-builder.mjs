/**
 * electron-builder's configuration for the three systems, made in code so that tests and CI use the very
 * one that a person's `npm run package` does. It reads no secret: what signs is in the environment, and
 * electron-builder takes it from there.
 */
// @ts-check
import { join } from "node:path";
import { APP_ID, EXPORT_TYPE, PACKAGE, SCHEME, SUMMARY } from "#build/linux/product.mjs";
import { ROOT } from "#build/paths.mjs";
import { FUSES } from "./fuses.mjs";
import { canNotarise } from "./signing.mjs";

/** @typedef {import("electron-builder").Configuration} Configuration */

/**
 * What is packaged, and where it comes from and goes to.
 *
 * @typedef {object} Parts
 * @property {string} appFolder the staged app: its own package.json, the build, and the external modules
 * @property {string} outFolder where installers and unpacked apps go
 * @property {string} iconFolder holds icon.png (1024 pixels) and icons/NxN.png
 * @property {string} electronVersion of the runtime that is packaged
 * @property {string} [electronDist] an unpacked runtime; electron-builder fetches one without
 * @property {string[]} [linuxTargets] in place of AppImage, deb and rpm
 * @property {import("./signing.mjs").Environment} [environment] in place of the process's own
 */

/** The ending of our encrypted export. */
const EXPORT_ENDING = "tapvault";

/** The languages of the window; Chromium's own texts (menus, date fields) are kept for the same. */
const LANGUAGES = ["en-US", "de", "es", "ja"];

/** @param {string} name of a file beside this one */
const beside = (name) => join(ROOT, "build", "package", name);

/**
 * The configuration for all systems; electron-builder picks its part.
 *
 * @param {Parts} parts
 * @returns {Configuration}
 */
export function builderConfig(parts) {
  const environment = parts.environment ?? process.env;
  return {
    appId: APP_ID,
    productName: "Tapvault",
    copyright: "Copyright (c) 2026 The Tapvault authors",
    directories: { app: parts.appFolder, output: parts.outFolder, buildResources: parts.iconFolder },
    electronVersion: parts.electronVersion,
    electronDist: parts.electronDist ?? null,
    ...contents(),
    electronFuses: { ...FUSES, resetAdHocDarwinSignature: true },
    protocols: [{ name: "Tapvault link", schemes: [SCHEME] }],
    // app-update.yml is ours (contents.mjs), with the keys that updates are checked with, and so are the release
    // files (sign-update.mjs): electron-builder would write its own over the first, or guess an address.
    publish: null,
    win: windows(),
    nsis: installer(),
    mac: mac(environment),
    dmg: { artifactName: "tapvault-${version}-${arch}.${ext}", sign: false },
    ...linux(parts.linuxTargets ?? ["AppImage", "deb", "rpm"]),
  };
}

/** What goes into the app. The folder is staged already: nothing is compiled, nothing is looked up anew. */
function contents() {
  return /** @satisfies {Configuration} */ ({
    files: ["**/*", "!**/*.map", "!**/*.d.{ts,mts,cts}"],
    // Only what the system's loader must open as a file lies outside, where no integrity check reaches it.
    asar: { smartUnpack: false },
    asarUnpack: ["**/*.node"],
    npmRebuild: false,
    nodeGypRebuild: false,
    removePackageScripts: true,
    removePackageKeywords: true,
    electronLanguages: LANGUAGES,
    // The window manager finds the desktop entry, and with it icon and name, by this.
    extraMetadata: { desktopName: `${APP_ID}.desktop` },
    forceCodeSigning: false,
  });
}

/** @returns {NonNullable<Configuration["win"]>} */
function windows() {
  return {
    // libsql has no build for Windows on ARM; the x64 one runs there under emulation.
    target: [{ target: "nsis", arch: ["x64"] }],
    icon: "icon.png",
    requestedExecutionLevel: "asInvoker",
    fileAssociations: [{ ext: EXPORT_ENDING, name: "Tapvault.Export", description: "Tapvault export" }],
  };
}

/** For the person who installs and no one else: no administrator is asked. @returns {NonNullable<Configuration["nsis"]>} */
function installer() {
  return {
    oneClick: false,
    perMachine: false,
    allowElevation: false,
    packElevateHelper: false,
    allowToChangeInstallationDirectory: true,
    // A vault is never removed with the program.
    deleteAppDataOnUninstall: false,
    include: beside("installer.nsh"),
    artifactName: "tapvault-${version}-setup.${ext}",
    installerLanguages: ["en_US", "de_DE", "es_ES", "ja_JP"],
  };
}

/**
 * One app for both processors. pcsc-mini and libsql have a package for each, and both packages are in both
 * halves, each for one processor; keytar is one file for both (mac-natives.mjs).
 *
 * @param {import("./signing.mjs").Environment} environment
 * @returns {NonNullable<Configuration["mac"]>}
 */
function mac(environment) {
  return {
    target: [
      { target: "dmg", arch: ["universal"] },
      { target: "zip", arch: ["universal"] },
    ],
    icon: "icon.png",
    category: "public.app-category.utilities",
    artifactName: "tapvault-${version}-${arch}.${ext}",
    hardenedRuntime: true,
    entitlements: beside("entitlements.mac.plist"),
    entitlementsInherit: beside("entitlements.mac.inherit.plist"),
    gatekeeperAssess: false,
    notarize: canNotarise(environment),
    x64ArchFiles: "Contents/Resources/app.asar.unpacked/node_modules/@{libsql,pcsc-mini}/*/*.node",
    darkModeSupport: true,
    fileAssociations: [{ ext: EXPORT_ENDING, name: "Tapvault export", role: "Viewer", rank: "Owner" }],
  };
}

/** @param {string[]} target */
function linux(target) {
  return /** @satisfies {Configuration} */ ({
    linux: {
      target,
      icon: "icons",
      executableName: PACKAGE,
      syncDesktopName: true,
      synopsis: SUMMARY,
      category: "Utility;Security",
      artifactName: "tapvault-${version}.${arch}.${ext}",
      fileAssociations: [
        {
          ext: EXPORT_ENDING,
          name: "Tapvault export",
          description: "Tapvault export",
          mimeType: EXPORT_TYPE,
        },
      ],
    },
    // The desktop entry would say --no-sandbox otherwise; the AppImage's own start adds it only where the system
    // forbids user namespaces.
    appImage: { executableArgs: [] },
    deb: {
      packageName: PACKAGE,
      artifactName: "tapvault_${version}_${arch}.${ext}",
      recommends: ["pcscd", "libccid", "gnome-keyring"],
    },
    rpm: { packageName: PACKAGE },
  });
}
