/**
 * Which packages a bundle was made of. Most of what is in the product is bundled into a few files, where
 * nobody sees any more whose it was; so the build itself writes it down while it still knows.
 */
// @ts-check
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { ROOT } from "../paths.mjs";

/** From the top down to the innermost package. */
const PLACE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u;

/**
 * The packages that modules belong to, as their places in the lock file's tree; sorted, each once.
 *
 * @param {Iterable<string>} ids of modules, as the bundler has them
 * @returns {string[]}
 */
export function packagesOf(ids) {
  /** @type {Set<string>} */
  const places = new Set();
  for (const id of ids) {
    // The bundler marks modules of its own making with a zero in front, and ways of loading with a query.
    const path = id.replaceAll("\0", "").replace(/\?.*$/su, "");
    const place = PLACE.exec(relative(ROOT, path).split(sep).join("/"))?.[0];
    if (place !== undefined && !place.startsWith("..")) places.add(place);
  }
  return [...places].sort();
}

/**
 * A plugin that writes the packages of one bundle into a folder; none without a folder.
 *
 * @param {string} part such as main, for the file's name
 * @param {string | undefined} folder
 * @returns {import("vite").Plugin[]}
 */
export function bundleNotes(part, folder) {
  if (folder === undefined) return [];
  return [
    {
      name: "tapvault-bundle-notes",
      generateBundle(_options, bundle) {
        const rendered = Object.values(bundle).flatMap((file) =>
          file.type === "chunk" ? Object.entries(file.modules) : [],
        );
        const code = rendered.flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []));
        // Styles leave the bundle for files of their own.
        const styles = [...this.getModuleIds()].filter((id) => /\.css(?:\?|$)/u.test(id));
        mkdirSync(folder, { recursive: true });
        const places = packagesOf([...code, ...styles]);
        writeFileSync(join(folder, `${part}.json`), `${JSON.stringify(places, null, 2)}\n`);
      },
    },
  ];
}

/** What the plugin wrote, of all parts. @param {string} folder @returns {string[]} */
export function notedPackages(folder) {
  const places = readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  return [...new Set(places)].sort();
}
