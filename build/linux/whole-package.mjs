/**
 * Makes a package in a staging folder and puts it in its place when it is whole: what fails or is interrupted,
 * at whatever point, leaves neither a half package under the name of a whole one nor hundreds of megabytes of
 * staged files.
 */
// @ts-check
import { rmSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { atEnd } from "../children.mjs";

/**
 * @param {{ stagingDir: string, createStagingDir(): Promise<void> }} stage an installer of electron-installer-common
 * @param {string} file where the package belongs
 * @param {(partial: string) => Promise<void>} work fills the stage and writes the package to the path it is given
 */
export async function makeWhole(stage, file, work) {
  const partial = `${file}.part`;
  const discard = () => {
    // The stage lies in a folder that was made for it.
    const places = stage.stagingDir ? [dirname(stage.stagingDir), partial] : [partial];
    for (const place of places) rmSync(place, { recursive: true, force: true });
  };
  const forget = atEnd({ now: discard });
  try {
    await stage.createStagingDir();
    await mkdir(dirname(file), { recursive: true });
    await work(partial);
    await rename(partial, file);
  } finally {
    forget();
    discard();
  }
}
