/**
 * Adds to package-lock.json the optional packages for other systems that npm left out because the
 * registry it asked does not carry them: without an entry for each, `npm ci` refuses the lock file on
 * every computer. Run after changing dependencies: `node build/complete-lock.mjs`.
 */
// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { placeOf } from "./package/closure.mjs";
import { ROOT, isStarted } from "./paths.mjs";
import { runScript, say } from "./say.mjs";

/** How package names spell systems, processors and C libraries, and what npm calls them. */
const SYSTEMS = {
  darwin: /\b(darwin|macos)\b/u,
  win32: /\b(win32|windows)\b/u,
  linux: /\blinux\b/u,
  android: /\bandroid\b/u,
  freebsd: /\bfreebsd\b/u,
  openharmony: /\bopenharmony\b/u,
};
const PROCESSORS = {
  x64: /\b(x64|x86_64)\b/u,
  arm64: /\b(arm64|aarch64)\b/u,
  ia32: /\b(ia32|x86|i686)\b/u,
  arm: /\barm\b/u,
  ppc64: /\bppc64\b/u,
  riscv64: /\briscv64\b/u,
  s390x: /\bs390x\b/u,
};
const C_LIBRARIES = { glibc: /\b(gnu|glibc|gnueabihf)\b/u, musl: /\b(musl|musleabihf)\b/u };

/**
 * @typedef {{ version?: string, dev?: boolean, optionalDependencies?: Record<string, string> }} Entry
 * @typedef {Record<string, Entry & Record<string, unknown>>} Packages
 */

/**
 * The entries to add. They carry no digest: whoever's registry has the package installs it unpinned in
 * content but pinned in version.
 *
 * @param {Packages} packages of a lock file
 * @returns {Packages}
 */
export function absentOptionals(packages) {
  /** @type {Packages} */
  const absent = {};
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!/^\d+\.\d+\.\d+/u.test(version) || placeOf(packages, place, name) !== undefined) continue;
      absent[`node_modules/${name}`] = {
        version,
        ...restriction("cpu", PROCESSORS, name),
        ...(entry.dev && { dev: true }),
        ...restriction("libc", C_LIBRARIES, name),
        optional: true,
        ...restriction("os", SYSTEMS, name),
      };
    }
  }
  return absent;
}

/** @param {string} field @param {Record<string, RegExp>} spellings @param {string} name */
function restriction(field, spellings, name) {
  const values = Object.keys(spellings).filter((value) => spellings[value]?.test(name));
  return values.length > 0 ? { [field]: values } : {};
}

if (isStarted(import.meta.url)) {
  await runScript(async () => {
    const file = join(ROOT, "package-lock.json");
    const lock = JSON.parse(readFileSync(file, "utf8"));
    const absent = absentOptionals(lock.packages);
    const all = Object.entries({ ...lock.packages, ...absent });
    lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, "en")));
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    say(`Entries added to package-lock.json: ${Object.keys(absent).length}`);
  });
}
