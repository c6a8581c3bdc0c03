/**
 * Which other programs talk to the PC/SC service: on Linux those that have its client library loaded
 * and that we may look at. A hint for the person, never a reason to end anything.
 */
import { readFile, readdir } from "node:fs/promises";

const nameOf = async (pid: string): Promise<string | null> => {
  try {
    const maps = await readFile(`/proc/${pid}/maps`, "latin1");
    if (!maps.includes("libpcsclite")) return null;
    return (await readFile(`/proc/${pid}/comm`, "utf8")).trim();
  } catch {
    // Gone meanwhile, or somebody else's.
    return null;
  }
};

/** Names of such programs, without ourselves and the service; empty where that cannot be told. */
export const findReaderUsers = async (): Promise<readonly string[]> => {
  if (process.platform !== "linux") return [];
  const own = new Set([process.pid, process.ppid].map(String));
  const pids = (await readdir("/proc").catch(() => [])).filter(
    (name) => /^\d+$/.test(name) && !own.has(name),
  );
  const names = await Promise.all(pids.map(nameOf));
  return [...new Set(names.filter((name) => name !== null && name !== "pcscd" && name !== ""))] as string[];
};
