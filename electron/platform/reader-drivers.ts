/**
 * Which drivers for card readers the PC/SC service has, and which devices they know: read from the lists
 * that the drivers bring along. Linux and macOS; other systems keep that to themselves.
 */
import { readFile, readdir } from "node:fs/promises";

/** A driver. `devices`: `vendor:product` in lower-case hex. */
export interface ReaderDriver {
  readonly name: string;
  readonly version: string;
  readonly devices: ReadonlySet<string>;
}

const folders: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ["/usr/lib/pcsc/drivers", "/usr/lib64/pcsc/drivers", "/usr/local/lib/pcsc/drivers"],
  darwin: ["/usr/libexec/SmartCardServices/drivers", "/usr/local/libexec/SmartCardServices/drivers"],
};

const valueOf = (plist: string, key: string): string =>
  new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`, "u").exec(plist)?.[1]?.trim() ?? "";

const listOf = (plist: string, key: string): readonly string[] => {
  const list = new RegExp(`<key>${key}</key>\\s*<array>([\\s\\S]*?)</array>`, "u").exec(plist)?.[1] ?? "";
  return [...list.matchAll(/<string>([^<]*)<\/string>/gu)].map((found) => found[1] ?? "");
};

const hexOf = (text: string): string => text.toLowerCase().replace(/^0x/u, "").padStart(4, "0");

/** Reads a driver's list: two columns that belong together line by line. */
export const parseDriver = (folder: string, plist: string): ReaderDriver => {
  const vendors = listOf(plist, "ifdVendorID");
  const products = listOf(plist, "ifdProductID");
  return {
    name: folder.replace(/\.bundle$/u, ""),
    version: valueOf(plist, "CFBundleShortVersionString"),
    devices: new Set(vendors.map((vendor, n) => `${hexOf(vendor)}:${hexOf(products[n] ?? "")}`)),
  };
};

const readFolder = async (root: string): Promise<readonly ReaderDriver[]> => {
  const bundles = (await readdir(root).catch(() => [])).filter((name) => name.endsWith(".bundle"));
  const drivers = await Promise.all(
    bundles.map(async (bundle) => {
      const plist = await readFile(`${root}/${bundle}/Contents/Info.plist`, "utf8").catch(() => null);
      return plist === null ? null : parseDriver(bundle, plist);
    }),
  );
  return drivers.filter((driver) => driver !== null);
};

/** All of them; null where the system does not tell. */
export const findReaderDrivers = async (
  platform: NodeJS.Platform = process.platform,
): Promise<readonly ReaderDriver[] | null> => {
  const roots = folders[platform];
  if (roots === undefined) return null;
  return (await Promise.all(roots.map(readFolder))).flat();
};
