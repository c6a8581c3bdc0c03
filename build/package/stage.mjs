/**
 * The folder that becomes app.asar: the build without source maps and without the sandbox, the few packages
 * that stay outside of it, and a package.json that names nothing else.
 */
// @ts-check
import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { compileInto } from "../compile.mjs";
import { ROOT } from "../paths.mjs";
import { EXTERNAL, externalPackages } from "./closure.mjs";

/** What a running program reads of a package: code, data, binaries and the licence. */
const WANTED_FILE = /(\.(c?js|mjs|json|node|afm|trie)|(^|\/)(licen[cs]e|copying|notice)[^/]*)$/iu;
/** What else has such endings: sources, tests, other entries of the same code, what a compiler left. */
const UNWANTED = new RegExp(
  [
    "(^|/)(\\.[^/]+|binding\\.gyp|src|tests?|types|tools|docs?|examples?|scripts|obj\\.target|node_gyp_bins)(/|$)",
    "(^|/)(rollup|vite|vitest|jest|babel|eslint|tsconfig|jsconfig)[^/]*$",
    "\\.map$|\\.d\\.[cm]?ts$",
    "^node_modules/pdfkit/js/(pdfkit\\.browser|output)\\.",
    "^node_modules/fontkit/dist/browser",
  ].join("|"),
  "u",
);

/**
 * Whether a file or folder of an external package belongs into the program.
 *
 * @param {string} path from the repository's top, with slashes
 * @param {boolean} isFolder
 */
export function isWanted(path, isFolder) {
  const [, inside = ""] = /^node_modules\/(?:@[^/]+\/)?[^/]+\/?(.*)$/u.exec(path) ?? [];
  if (inside === "") return true;
  // A package of its own below this one is a place of its own in the list.
  if (inside === "node_modules") return false;
  const unwanted = UNWANTED.test(inside) || UNWANTED.test(path.replace(/\/$/u, ""));
  return !unwanted && (isFolder || WANTED_FILE.test(inside));
}

/**
 * Fills the folder anew.
 *
 * @param {string} folder
 * @param {{ version: string, sandbox?: boolean, notes?: string }} options notes: a folder for what was bundled
 */
export async function stageApp(folder, { version, sandbox = false, notes }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeManifest(folder, version);
  const manifest = join(folder, "package.json");
  await compileInto(join(folder, "out"), { sandbox, manifest, ...(notes !== undefined && { notes }) });
  for (const place of externalPackages()) await copyPackage(place, folder);
}

/** @param {string} folder @param {string} version */
async function writeManifest(folder, version) {
  const own = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  const { name, productName, description, license, author, homepage, type, main } = own;
  const dependencies = Object.fromEntries(EXTERNAL.map((external) => [external, own.dependencies[external]]));
  const manifest = {
    name,
    productName,
    version,
    description,
    license,
    author,
    homepage,
    type,
    main,
    dependencies,
  };
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Links are followed: the package that stands in for another lies in the repository itself. @param {string} place @param {string} folder */
async function copyPackage(place, folder) {
  await cp(join(ROOT, place), join(folder, place), {
    recursive: true,
    dereference: true,
    filter: async (source) => {
      const path = relative(ROOT, source).split(sep).join("/");
      return isWanted(path, (await stat(source)).isDirectory());
    },
  });
}
