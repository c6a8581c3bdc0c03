/** Which versions of what this program stands on: the system, the runtime, the PC/SC service and its drivers. */
import { readFile } from "node:fs/promises";
import { arch, release, type as systemType } from "node:os";
import { findReaderDrivers } from "./reader-drivers.ts";

/** Names with versions, in the order in which they are shown. */
export type Versions = readonly (readonly [name: string, version: string])[];

const packages = [
  "pcscd",
  "libpcsclite1",
  "libccid",
  "libacsccid1",
  "vsmartcard-vpcd",
  "polkitd",
  "policykit-1",
];

/** Debian's list of what is installed; other systems have other lists, and their drivers tell enough. */
const readPackages = async (): Promise<Versions> => {
  const list = await readFile("/var/lib/dpkg/status", "utf8").catch(() => "");
  return packages.flatMap((name) => {
    const entry = new RegExp(`^Package: ${name}\\n(?:.+\\n)*?Version: (.+)$`, "mu").exec(list);
    return entry?.[1] === undefined ? [] : [[name, entry[1]] as const];
  });
};

const distribution = async (): Promise<string> => {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^PRETTY_NAME="?([^"\n]*)/mu.exec(text)?.[1] ?? "";
};

/** All of them. */
export const readVersions = async (): Promise<Versions> => {
  const [known, drivers, name] = await Promise.all([readPackages(), findReaderDrivers(), distribution()]);
  const { electron, chrome, node } = process.versions as NodeJS.Process["versions"] & {
    readonly electron?: string;
    readonly chrome?: string;
  };
  return [
    ["System", `${systemType()} ${release()} ${arch()}${name === "" ? "" : `, ${name}`}`],
    ...(electron === undefined ? [] : [["Electron", `${electron}, Chrome ${chrome ?? ""}`] as const]),
    ["Node", node],
    ...known,
    ...(drivers ?? []).map((driver) => [`Driver ${driver.name}`, driver.version] as const),
  ];
};
