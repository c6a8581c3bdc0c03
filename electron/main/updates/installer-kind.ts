/** By what kind of installer this copy came, as far as it can be followed by a newer one. Cheap enough for the start. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";

/** The kinds. */
export type InstallerKind = "deb" | "rpm" | "AppImage" | "nsis" | "mac";

/** The endings of their files; macOS is followed by the zip, not by the image that people open. */
const endings: Readonly<Record<InstallerKind, string>> = {
  deb: ".deb",
  rpm: ".rpm",
  AppImage: ".AppImage",
  nsis: ".exe",
  mac: ".zip",
};

/** How packagers name processors, by Node's name. What lies in one release file may be for several, and a server may exchange them. */
const processors: Readonly<Record<string, RegExp>> = {
  x64: /amd64|x86_64|x64/u,
  arm64: /arm64|aarch64/u,
  arm: /armhf|armv7/u,
};

/** The installer of a kind for a processor: of several files, the first whose name does not say another one. */
export const installerIn = <File extends { readonly url: string }>(
  files: readonly File[],
  kind: InstallerKind,
  arch: string = process.arch,
): File | undefined => {
  const others = Object.entries(processors).filter(([name]) => name !== arch);
  return files.find(({ url }) => url.endsWith(endings[kind]) && !others.some(([, words]) => words.test(url)));
};

/** The file that says where newer versions are. */
export const configFileIn = (resourcesDir: string): string => join(resourcesDir, "app-update.yml");

/** Whether this program runs out of an AppImage. A program that was started in a terminal of another AppImage has that one's variables. */
const isAppImage = (resourcesDir: string, { APPIMAGE = "", APPDIR = "" }: NodeJS.ProcessEnv): boolean =>
  APPIMAGE !== "" &&
  existsSync(APPDIR) &&
  `${realpathSync(resourcesDir)}${sep}`.startsWith(`${realpathSync(APPDIR)}${sep}`);

const linuxKind = (resourcesDir: string, environment: NodeJS.ProcessEnv): InstallerKind | null => {
  const file = join(resourcesDir, "package-type");
  const said = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  if (said === "deb" || said === "rpm") return said;
  return isAppImage(resourcesDir, environment) ? "AppImage" : null;
};

/** The kind; null when this copy does not update itself. */
export const installerKind = (
  resourcesDir: string,
  platform: NodeJS.Platform = process.platform,
  environment = process.env,
): InstallerKind | null => {
  if (!existsSync(configFileIn(resourcesDir))) return null;
  if (platform === "win32") return "nsis";
  return platform === "darwin" ? "mac" : linuxKind(resourcesDir, environment);
};

/** Whether the system wants a password before anything is put in place: packages belong to root. */
export const needsPassword = (kind: InstallerKind): boolean =>
  (kind === "deb" || kind === "rpm") && process.getuid?.() !== 0;

/** Whether it is put in place when the program ends: not where that asks for a password, and on macOS the system would not wait. */
export const installsOnQuit = (kind: InstallerKind): boolean => kind !== "mac" && !needsPassword(kind);
