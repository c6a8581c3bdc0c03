/** Where profiles live. Apart from profile.ts so that the window can open before anything is parsed. */
import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * The home folder. Somebody without one, as in a container with made-up numbers, gets the top of the disk, as
 * daemons do: what cannot be written there says so.
 */
export const homeFolder = (
  named: () => string = homedir,
  listed: () => string = () => userInfo().homedir,
): string => {
  try {
    const home = named();
    return isAbsolute(home) ? home : listed();
  } catch {
    return "/";
  }
};

/**
 * Where the profile lives unless told otherwise: the system's place for a program's own data. A variable that
 * holds no whole path counts for nothing, as its standard wants: it would be another folder at each call.
 */
export const defaultProfileDir = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
  home: string = homeFolder(),
): string => {
  if (platform === "win32") return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Tapvault");
  if (platform === "darwin") return join(home, "Library", "Application Support", "Tapvault");
  const named = env["XDG_CONFIG_HOME"] ?? "";
  return join(isAbsolute(named) ? named : join(home, ".config"), "tapvault");
};
