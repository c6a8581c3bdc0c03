/**
 * What the installed program may hold and how large it may be. Raised on purpose and in a commit that says
 * why, never by the way.
 */
// @ts-check

const MIB = 1024 * 1024;

/** Upper limits in bytes, a little above what they are now. */
export const SIZES = {
  /** Our own code and the external packages' JavaScript. */
  asar: 18 * MIB,
  /** The native binaries beside it. */
  natives: 11 * MIB,
  /** Everything on the disk, Electron's runtime included (250 of it in version 33). */
  program: 285 * MIB,
  /** What is downloaded, compressed by xz; other compressions make up to a third more. */
  download: 110 * MIB,
};

/** Every file in app.asar matches one of these; folders are not listed. */
export const ASAR_FILES = [
  /^package\.json$/u,
  /^out\/main\/(index|cli)\.js$/u,
  /^out\/main\/chunks\/[\w.-]+\.js$/u,
  /^out\/preload\/index\.cjs$/u,
  /^out\/renderer\/(index|quick)\.html$/u,
  /^out\/renderer\/assets\/[\w.-]+\.(js|css|woff2|png|svg)$/u,
  /^node_modules\/[^\0]+\.(c?js|mjs|json|node|afm|trie)$/u,
  /^node_modules\/[^\0]+\/(licen[cs]e|copying|notice)[^/]*$/iu,
];

/** What lies in the folder of resources beside app.asar; those in brackets only sometimes. */
export const RESOURCES = {
  always: ["app.asar", "app.asar.unpacked", "launcher.sh"],
  sometimes: ["app-update.yml", "install-update", "package-type"],
};
