/** By what kind of installer this copy came, as far as it can be followed by a newer one. Cheap enough for the start. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The kinds. */
export type InstallerKind = "deb" | "rpm" | "AppImage" | "nsis" | "mac";

/** The endings of their files; macOS is followed by the zip, not by the image that people open. */
export const endings: Readonly<Record<InstallerKind, string>> = {
  deb: ".deb",
  rpm: ".rpm",
  AppImage: ".AppImage",
  nsis: ".exe",
  mac: ".zip",
};

/** The file that says where newer versions are. */
export const configFileIn = (resourcesDir: string): string => join(resourcesDir, "app-update.yml");

const linuxKind = (resourcesDir: string): InstallerKind | null => {
  if ((process.env["APPIMAGE"] ?? "") !== "") return "AppImage";
  const file = join(resourcesDir, "package-type");
  const said = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  return said === "deb" || said === "rpm" ? said : null;
};

/** The kind; null when this copy does not update itself. */
export const installerKind = (
  resourcesDir: string,
  platform: NodeJS.Platform = process.platform,
): InstallerKind | null => {
  if (!existsSync(configFileIn(resourcesDir))) return null;
  if (platform === "win32") return "nsis";
  return platform === "darwin" ? "mac" : linuxKind(resourcesDir);
};

/** Whether the system wants a password before anything is put in place: packages belong to root. */
export const needsPassword = (kind: InstallerKind): boolean =>
  (kind === "deb" || kind === "rpm") && process.getuid?.() !== 0;

/** Whether it is put in place when the program ends: not where that asks for a password, and on macOS the system would not wait. */
export const installsOnQuit = (kind: InstallerKind): boolean => kind !== "mac" && !needsPassword(kind);
