/** Where the agent of a profile listens: a socket only its owner can open, or a named pipe on Windows. */
import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/** The longest socket path that every system takes, in bytes, with room for the terminating zero. */
const maxSocketPath = 100;

/** Somebody else may have made a folder of that name first, to listen in our agent's place. */
const isOursIfThere = (folder: string): boolean => {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return true;
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
};

/**
 * The address for a profile folder. Long paths move into a private folder below the temporary one; null when
 * that folder is somebody else's.
 */
export const agentAddress = (
  profileDir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | null => {
  const dir = resolve(profileDir);
  const id = createHash("sha256").update(dir).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\tapvault-${userInfo().username}-${id}`;
  const inProfile = join(dir, "agent.sock");
  if (Buffer.byteLength(inProfile) <= maxSocketPath) return inProfile;
  const runtime = env["XDG_RUNTIME_DIR"] ?? "";
  const folder = join(isAbsolute(runtime) ? runtime : tmpdir(), `tapvault-${id}`);
  return isOursIfThere(folder) ? join(folder, "agent.sock") : null;
};
