/** The place where an agent listens: taken by one alone, also where a killed one left its socket, and watched while it is held. */
import { chmodSync, mkdirSync, rmSync, statSync } from "node:fs";
import type { Server } from "node:net";
import { dirname } from "node:path";
import type { Clock } from "#contract/clock.port.ts";
import { agentAddress } from "./agent-address.ts";
import { isAnswered } from "./bridge.ts";

/** How often an agent looks whether it can still be reached. */
const lookMs = 2_000;

/** Longer than clearing away takes on any computer. */
const longestTurnMs = 30_000;

const hasFile = process.platform !== "win32";

const listen = (server: Server, address: string): Promise<boolean> =>
  new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(address, () => resolve(true));
  });

/** True for the one that may clear away now. A folder, as the system makes it for one alone. */
const mayClear = (turn: string): boolean => {
  const isOld = (): boolean =>
    Date.now() - (statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? 0) > longestTurnMs;
  const taken = (): boolean => {
    try {
      mkdirSync(turn, { mode: 0o700 });
      return true;
    } catch {
      return false;
    }
  };
  if (taken()) return true;
  if (!isOld()) return false;
  // Left by one that was killed in its turn.
  rmSync(turn, { recursive: true, force: true });
  return taken();
};

/** Listens where an agent that was killed left its socket; one alone does, and the others find that answered. */
const takeOver = async (server: Server, address: string): Promise<boolean> => {
  const turn = `${address}.turn`;
  if (!mayClear(turn)) return false;
  try {
    if (await isAnswered(address)) return false;
    rmSync(address, { force: true });
    return await listen(server, address);
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
};

/** Listens at the profile's address, for its owner alone; null where that cannot be, or another agent is there already. */
export const takePlace = async (server: Server, profileDir: string): Promise<string | null> => {
  const planned = agentAddress(profileDir);
  if (planned === null) return null;
  if (hasFile) mkdirSync(dirname(planned), { recursive: true, mode: 0o700 });
  // Whose folder it is counts once it is there.
  const address = agentAddress(profileDir);
  if (address === null) return null;
  const isTaken =
    (await listen(server, address)) ||
    (hasFile && !(await isAnswered(address)) && (await takeOver(server, address)));
  if (!isTaken) return null;
  if (hasFile) chmodSync(address, 0o600);
  return address;
};

/** What tells this socket from any other of its name; undefined where it cannot be seen. */
const inodeOf = (address: string): bigint | undefined => {
  try {
    return statSync(address, { bigint: true }).ino;
  } catch {
    return undefined;
  }
};

/**
 * Calls `lost` once when the socket at the address is no longer the one of now: removed, or another's. Nobody
 * could lock what such an agent keeps open. Answers what ends the watch.
 */
export const watchPlace = (address: string, clock: Clock, lost: () => void): (() => void) => {
  // A pipe of Windows is nobody's to remove.
  if (!hasFile) return () => undefined;
  const own = inodeOf(address);
  let cancel = (): void => undefined;
  const look = (): void => {
    cancel = clock.after(lookMs, () => (inodeOf(address) === own ? look() : lost()));
  };
  look();
  return () => cancel();
};
