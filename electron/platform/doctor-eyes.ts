/**
 * What the reader doctor looks at on this computer besides the readers' own state. Only looks: starts,
 * stops and asks nothing. What a system does not tell is null.
 */
import { existsSync, lstatSync } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { findReaderUsers } from "./pcsc-holders.ts";
import { type ReaderDriver, findReaderDrivers } from "./reader-drivers.ts";
import { type UsbReader, findUsbReaders } from "./usb-readers.ts";

/** Ways to install a package. */
export type Installer = "apt" | "dnf" | "pacman" | "zypper";

/** The looks. */
export interface DoctorEyes {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The names of loaded kernel modules. */
  modules(): Promise<readonly string[]>;
  usbReaders(): Promise<readonly UsbReader[]>;
  drivers(): Promise<readonly ReaderDriver[] | null>;
  readerUsers(): Promise<readonly string[]>;
  /** Whether the service, as whoever it runs, may open a device file; null when it does not run or it cannot be told. */
  mayServiceOpen(deviceFile: string): Promise<boolean | null>;
  /** Whether the system starts the service by itself when somebody asks for it. */
  isServiceWoken(): boolean;
  installer(): Installer | null;
  hasSystemd(): boolean;
}

/** A link to nowhere, there while systemd listens in the service's place. */
const wakingUnit = "/run/systemd/units/invocation:pcscd.socket";

const readModules = async (): Promise<readonly string[]> => {
  const text = await readFile("/proc/modules", "utf8").catch(() => "");
  return text.split("\n").map((line) => line.split(" ")[0] ?? "");
};

interface Account {
  readonly uid: number;
  readonly groups: readonly number[];
}

const numbersAfter = (status: string, name: string): readonly number[] =>
  (new RegExp(`^${name}:(.*)$`, "mu").exec(status)?.[1] ?? "").trim().split(/\s+/u).map(Number);

const accountOf = async (pid: string): Promise<Account | null> => {
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
  if (name.trim() !== "pcscd") return null;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const uid = numbersAfter(status, "Uid")[1];
  if (uid === undefined) return null;
  return { uid, groups: [...numbersAfter(status, "Gid").slice(1, 2), ...numbersAfter(status, "Groups")] };
};

const serviceAccount = async (): Promise<Account | null> => {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(pids.map(accountOf));
  return found.find((account) => account !== null) ?? null;
};

/** Owner, group, others, as the kernel asks; access lists are not looked at, so a refusal is only likely. */
const mayServiceOpen = async (deviceFile: string): Promise<boolean | null> => {
  const [account, file] = await Promise.all([serviceAccount(), stat(deviceFile).catch(() => null)]);
  if (account === null || file === null) return null;
  if (account.uid === 0) return true;
  if (file.uid === account.uid) return (file.mode & 0o600) === 0o600;
  if (account.groups.includes(file.gid)) return (file.mode & 0o060) === 0o060;
  return (file.mode & 0o006) === 0o006;
};

const installers: readonly (readonly [Installer, string])[] = [
  ["apt", "/usr/bin/apt"],
  ["dnf", "/usr/bin/dnf"],
  ["pacman", "/usr/bin/pacman"],
  ["zypper", "/usr/bin/zypper"],
];

/** This computer. */
export const doctorEyes: DoctorEyes = {
  platform: process.platform,
  env: process.env,
  modules: readModules,
  usbReaders: () => findUsbReaders(),
  drivers: () => findReaderDrivers(),
  readerUsers: findReaderUsers,
  mayServiceOpen,
  isServiceWoken: () => lstatSync(wakingUnit, { throwIfNoEntry: false }) !== undefined,
  installer: () => installers.find(([, path]) => existsSync(path))?.[0] ?? null,
  hasSystemd: () => existsSync("/run/systemd/system"),
};
