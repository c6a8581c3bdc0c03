/** Where profiles live. Apart from profile.ts so that the window can open before anything is parsed. */
import { homedir } from "node:os";
import { join } from "node:path";

/** Where the profile lives unless told otherwise: the system's place for a program's own data. */
export const defaultProfileDir = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
  home: string = homedir(),
): string => {
  if (platform === "win32") return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Tapvault");
  if (platform === "darwin") return join(home, "Library", "Application Support", "Tapvault");
  return join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "tapvault");
};
