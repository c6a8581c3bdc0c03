/** Where the agent of a profile listens: a socket only its owner can open, or a named pipe on Windows. */
import { createHash } from "node:crypto";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";

/** The longest socket path that every system takes, in bytes, with room for the terminating zero. */
const maxSocketPath = 100;

/** The address for a profile folder. Long paths move into a private folder below the temporary one. */
export const agentAddress = (profileDir: string): string => {
  const dir = resolve(profileDir);
  const id = createHash("sha256").update(dir).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\tapvault-${userInfo().username}-${id}`;
  const inProfile = join(dir, "agent.sock");
  if (inProfile.length <= maxSocketPath) return inProfile;
  return join(process.env["XDG_RUNTIME_DIR"] ?? tmpdir(), `tapvault-${id}`, "agent.sock");
};
