/** Lets electron-builder put runtime and app together: the program as it will lie on the disk, fuses set. */
// @ts-check
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Platform, archFromString, build, getArchSuffix } from "electron-builder";
import { builderConfig } from "./electron-builder.mjs";

/** What an unpacked runtime brings that an app must not: an app of its own, and a file of the download. */
const NOT_SHIPPED = ["resources/default_app.asar", "version"];

/**
 * The folder that Linux's program is put into; all processors but the usual one have their name in it.
 *
 * @param {string} out
 * @param {string} [arch] as Node names it
 */
export const programFolder = (out, arch = process.arch) =>
  join(out, `linux${getArchSuffix(archFromString(arch))}-unpacked`);

/**
 * Builds for this computer's system.
 *
 * @param {object} parts
 * @param {import("./electron-builder.mjs").Parts} parts.config
 * @param {string} parts.resources folder whose files go beside app.asar
 * @param {string} parts.licences folder whose files go beside the program, as Electron's own licences do
 * @param {string[]} [parts.targets] what electron-builder makes, "dir" for unpacked only; the configuration's own without
 * @returns {Promise<string[]>} the files it made
 */
export async function buildProgram({ config, resources, licences, targets }) {
  const beside = { from: licences, to: "." };
  // On macOS only code lies beside the program.
  const isMac = process.platform === "darwin";
  return build({
    targets: Platform.current().createTarget(targets),
    publish: "never",
    config: {
      ...builderConfig(config),
      extraResources: [{ from: resources, to: "." }, ...(isMac ? [beside] : [])],
      extraFiles: isMac ? [] : [beside],
      afterPack: async ({ appOutDir }) => {
        await Promise.all(NOT_SHIPPED.map((name) => rm(join(appOutDir, name), { force: true })));
      },
    },
  });
}
