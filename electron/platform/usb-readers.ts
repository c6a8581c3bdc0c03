/**
 * Card readers on the USB of a Linux computer, as the kernel lists them: which they are, which kernel
 * module holds them, and where their device file is. Only looks.
 */
import { readFile, readdir, readlink } from "node:fs/promises";
import { basename } from "node:path";

/** A reader that is plugged in. `id`: `vendor:product` in lower-case hex. `module`: the kernel's driver; `usbfs` is a program's. */
export interface UsbReader {
  readonly id: string;
  readonly name: string;
  readonly module: string | null;
  readonly deviceFile: string;
}

const defaultRoot = "/sys/bus/usb/devices";
/** The class of CCID, the way readers speak over USB. */
const ccidClass = "0b";
/** Readers with a class of their own: PN53x and Sony's (contract 8.2). */
const otherReaders = ["04cc:2533", "04cc:0531", "054c:01bb", "054c:02e1", "054c:06c1", "054c:06c3"];

const text = async (file: string): Promise<string> => (await readFile(file, "utf8").catch(() => "")).trim();

interface Part {
  readonly isCcid: boolean;
  readonly module: string | null;
}

const readPart = async (folder: string): Promise<Part> => ({
  isCcid: (await text(`${folder}/bInterfaceClass`)) === ccidClass,
  module: await readlink(`${folder}/driver`).then(basename, () => null),
});

const deviceFileOf = async (folder: string): Promise<string> => {
  const numbers = await Promise.all(["busnum", "devnum"].map((file) => text(`${folder}/${file}`)));
  return `/dev/bus/usb/${numbers.map((number) => number.padStart(3, "0")).join("/")}`;
};

const readDevice = async (
  root: string,
  folders: readonly string[],
  name: string,
): Promise<UsbReader | null> => {
  const folder = `${root}/${name}`;
  const [vendor, product] = await Promise.all(
    ["idVendor", "idProduct"].map((file) => text(`${folder}/${file}`)),
  );
  const id = `${vendor ?? ""}:${product ?? ""}`;
  const parts = await Promise.all(
    folders.filter((other) => other.startsWith(`${name}:`)).map((part) => readPart(`${root}/${part}`)),
  );
  const ccid = parts.find(({ isCcid }) => isCcid);
  if (ccid === undefined && !otherReaders.includes(id)) return null;
  const label = (await text(`${folder}/product`)).slice(0, 80);
  const { module = null } = ccid ?? parts.find((part) => part.module !== null) ?? {};
  return { id, name: label === "" ? id : label, module, deviceFile: await deviceFileOf(folder) };
};

/** All of them; none where there is no such list. */
export const findUsbReaders = async (root: string = defaultRoot): Promise<readonly UsbReader[]> => {
  const folders = await readdir(root).catch(() => []);
  const devices = folders.filter((name) => /^\d+-[\d.]+$/u.test(name));
  const readers = await Promise.all(devices.map((name) => readDevice(root, folders, name)));
  return readers.filter((reader) => reader !== null);
};
