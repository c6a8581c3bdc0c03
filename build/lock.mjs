/**
 * A lock between processes: two scripts started at once must not both install or build. A folder is
 * made (only one can), the owners' process ids are kept in it, and a lock whose owners are gone is taken over.
 */
// @ts-check
import { appendFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./say.mjs";

/** An owner writes its id right after making the folder; one without an id for this long has died. */
const NAMELESS_MS = 5_000;
const POLL_MS = 200;

/**
 * @template T
 * @param {string} folder the lock itself; its parent is made when missing
 * @param {string} purpose what the owner does, for the person who waits
 * @param {(addOwner: (pid: number) => void) => Promise<T>} work may name a child that would go on without it
 * @returns {Promise<T>}
 */
export async function withLock(folder, purpose, work) {
  await take(folder, purpose);
  try {
    return await work((pid) => appendFileSync(join(folder, "pid"), `\n${pid}`));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string} purpose */
async function take(folder, purpose) {
  await mkdir(dirname(folder), { recursive: true });
  let told = false;
  while (!(await tryTake(folder))) {
    const owner = await ownerOf(folder);
    if (owner === "gone") await discard(folder);
    else {
      if (!told && owner !== "unknown") {
        say(`Waiting for process ${owner}, which is ${purpose}.`);
        told = true;
      }
      await sleep(POLL_MS);
    }
  }
}

/** @param {string} folder */
async function tryTake(folder) {
  try {
    await mkdir(folder);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
  await writeFile(join(folder, "pid"), String(process.pid));
  return true;
}

/** @param {string} folder @returns {Promise<number | "gone" | "unknown">} */
async function ownerOf(folder) {
  const pids = (await readFile(join(folder, "pid"), "utf8").catch(() => "")).split("\n").filter(Boolean);
  if (pids.length > 0) return pids.map(Number).find(isAlive) ?? "gone";
  const made = await stat(folder).catch(() => undefined);
  return made && Date.now() - made.mtimeMs > NAMELESS_MS ? "gone" : "unknown";
}

/**
 * Renamed before it is deleted: of two processes that find it stale one alone succeeds, and one that
 * comes late and moves a fresh lock puts it back.
 *
 * @param {string} folder
 */
async function discard(folder) {
  const aside = `${folder}.stale-${process.pid}`;
  try {
    await rename(folder, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if ((await ownerOf(aside)) === "gone") await rm(aside, { recursive: true, force: true });
  else await rename(aside, folder);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {unknown} error @returns {string | undefined} */
export function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
