/** Everything that both kinds of Linux package install beside the program itself. */
// @ts-check
import { updateFiles } from "../updates/package-files.mjs";
import { PROGRAM } from "./product.mjs";

/**
 * @param {{ version: string, epoch: number, system: "deb" | "rpm" }} facts
 * @returns {Promise<import("./staged-tree.mjs").PackageFile[]>}
 */
export async function packageFiles({ system }) {
  return [
    // Tells the updater which kind of package to look for.
    { path: `${PROGRAM}/resources/package-type`, content: system },
    ...updateFiles(PROGRAM),
  ];
}
