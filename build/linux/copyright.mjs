/** Who holds the rights in what the package installs, in the form that Debian asks for (DEP 5). */
// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../paths.mjs";
import { PROGRAM, manifest } from "./product.mjs";
import { wrapped } from "./wrapped.mjs";

/** What others' parts are licensed under, by the file that tells it, from the program's folder. */
const REPORTS = [
  { file: "LICENSE.electron.txt", about: "Electron" },
  { file: "LICENSES.chromium.html", about: "Chromium and what it is made of" },
  { file: "LICENSES.third-party.txt", about: "the npm packages" },
  { file: "resources/LICENSES.third-party.txt", about: "the npm packages" },
];

/** A text as the value of a field: its lines begin with a space, a dot stands for an empty one. @param {string} text */
const folded = (text) =>
  text
    .trim()
    .split("\n")
    .map((line) => (line.trim() === "" ? " ." : ` ${line.trimEnd()}`))
    .join("\n");

/** @param {string} unpacked the program's folder before it is packaged */
function pointers(unpacked) {
  const told = REPORTS.filter(({ file }) => existsSync(join(unpacked, file)));
  return told.map(({ file, about }) => `  /${PROGRAM}/${file} (${about})`).join("\n");
}

/** @param {string} unpacked */
export function copyright(unpacked) {
  const { author, license } = manifest();
  const [, years = ""] = /^Copyright \(c\) ([\d, -]+)/mu.exec(licenseText()) ?? [];
  const intro = wrapped(
    "The program contains Electron, Chromium and packages from npm under licences of their own. " +
      "Their whole texts are installed with it:",
    76,
  );
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Tapvault
Comment:
${folded(intro)}
${pointers(unpacked)}

Files: *
Copyright: ${years.trim()} ${author}
License: ${license}
${folded(licenseText().replace(/^.*?(?=Permission is hereby)/su, ""))}
`;
}

const licenseText = () => readFileSync(join(ROOT, "LICENSE"), "utf8");
