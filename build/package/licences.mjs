/** The licences of everything in the product, as a text for people and a list for programs. */
// @ts-check
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { notedPackages } from "./bundled.mjs";
import { productParts } from "./parts.mjs";

/** @typedef {import("./parts.mjs").Part} Part */

/** The name of the text, also in the installed program. */
export const LICENCES_FILE = "LICENSES.third-party.txt";

const RULE = "=".repeat(78);

const INTRODUCTION = `Tapvault contains the work of others, listed here with its licences. Electron brings
Chromium and Node.js; theirs are in LICENSES.chromium.html beside the program.`;

/**
 * Equal texts are printed once, under the names of all that they are for.
 *
 * @param {readonly Part[]} parts
 */
export function licenceText(parts) {
  /** @type {Map<string, Part[]>} */
  const byText = new Map();
  for (const part of parts) {
    const text = part.texts.join("\n\n");
    byText.set(text, [...(byText.get(text) ?? []), part]);
  }
  const sections = [...byText].map(
    ([text, those]) => `${RULE}\n${those.map(nameOf).join("\n")}\n\n${text}\n`,
  );
  return `${INTRODUCTION}\n\n${sections.join("\n")}`;
}

/** @param {Part} part */
const nameOf = ({ name, version, licence }) => `${name} ${version} (${licence})`;

/** For programs: who is in it, how, and under which terms. @param {readonly Part[]} parts */
export function licenceList(parts) {
  return parts.map(({ name, version, licence, as }) => ({ name, version, licence, as }));
}

/**
 * Writes the text into a folder, for the installed program.
 *
 * @param {string} folder
 * @param {string} notes where the build noted what it bundled
 */
export async function writeLicences(folder, notes) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, LICENCES_FILE), licenceText(productParts(notedPackages(notes))));
}
