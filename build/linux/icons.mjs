/**
 * The program's icon at every size that desktops, electron-builder, macOS and Windows ask for, from the
 * one drawing build/icon.svg. Generated where it is needed, never committed.
 */
// @ts-check
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { ROOT } from "../paths.mjs";

/** The drawing itself, which desktops take for every other size. */
export const DRAWING = join(ROOT, "build", "icon.svg");

/** The sizes that the hicolor icon theme has folders for. */
export const ICON_SIZES = [16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512];

/** What macOS and Windows icons are made from. */
const LARGEST = 1024;

/** The icon as a PNG of so many points. @param {string} drawing the SVG's text @param {number} size */
export function drawIcon(drawing, size) {
  return new Resvg(drawing, { fitTo: { mode: "width", value: size } }).render().asPng();
}

/**
 * Writes icon.png (1024), icon.svg and icons/16x16.png to icons/1024x1024.png, as electron-builder looks
 * for them in its folder of build resources.
 *
 * @param {string} folder
 */
export async function writeIcons(folder) {
  const drawing = await readFile(DRAWING, "utf8");
  await mkdir(join(folder, "icons"), { recursive: true });
  for (const size of [...ICON_SIZES, LARGEST]) {
    await writeFile(join(folder, "icons", `${size}x${size}.png`), drawIcon(drawing, size));
  }
  await writeFile(join(folder, "icon.png"), drawIcon(drawing, LARGEST));
  await writeFile(join(folder, "icon.svg"), drawing);
}
