/**
 * The folder that becomes a package, made the same on every computer: files in their places, sane modes
 * whatever the umask was, and one date. Owners are left to the packer, which writes root.
 */
// @ts-check
import { chmod, lstat, lutimes, mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A file by its path from the root of the system. @typedef {{ path: string, content: string | Uint8Array, isProgram?: boolean }} PackageFile */

/** @param {string} root @param {PackageFile[]} files */
export async function writeFiles(root, files) {
  for (const { path, content, isProgram } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content, { mode: isProgram ? 0o755 : 0o644 });
  }
}

/** Everything below a folder, each folder before what is in it, in one order everywhere. @param {string} root */
async function everythingIn(root) {
  const names = await readdir(root, { recursive: true });
  return [root, ...names.sort().map((name) => join(root, name))];
}

/** The files of a folder by their paths in it. @param {string} root */
export async function filesIn(root) {
  /** @type {string[]} */
  const files = [];
  for (const path of await everythingIn(root)) {
    if ((await lstat(path)).isFile()) files.push(path.slice(root.length + 1));
  }
  return files;
}

/** Libraries are loaded, not started, so they need no such bit. @param {string} path @param {number} mode */
function modeOf(path, mode) {
  const name = basename(path);
  if (name === "chrome-sandbox") return 0o4755;
  if (/\.node$|\.so(\.\d+)*$/u.test(name)) return 0o644;
  return mode & 0o100 ? 0o755 : 0o644;
}

/** @param {string} root @param {number} epoch in seconds */
export async function makeUniform(root, epoch) {
  // From the inside out, as a change in a folder dates the folder anew.
  for (const path of (await everythingIn(root)).reverse()) {
    const found = await lstat(path);
    if (!found.isSymbolicLink()) await chmod(path, found.isDirectory() ? 0o755 : modeOf(path, found.mode));
    await lutimes(path, epoch, epoch);
  }
}
