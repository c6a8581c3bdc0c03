/** Room on the disk: asked before a download begins, where electron-updater would find out at its end, and told by its error. */
import { statfs } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** Downloads are kept in the system's place for what can be thrown away; electron-updater names it the same. */
const cacheDir = (): string => {
  if (process.platform === "win32") return process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
};

const freeIn = async (folder: string): Promise<number | null> => {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    const parent = dirname(folder);
    return parent === folder ? null : freeIn(parent);
  }
};

/** Whether there is room for a file and for unpacking it; where nobody knows, there is. */
export const hasRoomFor = async (bytes: number, folder = cacheDir()): Promise<boolean> => {
  const free = await freeIn(folder);
  return free === null || free > bytes * 2;
};

/** Whether something failed because the disk, or the person's share of it, is full. */
export const isDiskFull = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && (cause.code === "ENOSPC" || cause.code === "EDQUOT");
