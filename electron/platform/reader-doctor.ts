/**
 * Looks at everything between a chip and this program and says what is in the way: service, access,
 * kernel modules that take readers, readers, card. Only looks: starts, stops and sends nothing.
 */
import { readFile, readdir } from "node:fs/promises";
import { toHex } from "#chip/bytes.ts";
import { isPhoneAtr } from "#chip/probing.ts";
import type { ReaderState, ReadersState } from "#chip/reader.port.ts";
import { type AppError, appError } from "#contract/errors.ts";
import type { CheckView } from "#contract/views.ts";
import { findReaderUsers } from "./pcsc-holders.ts";

/** What is looked at outside the readers' own state, so that tests need no other machine. */
export interface DoctorEyes {
  readonly platform: string;
  /** The names of loaded kernel modules. */
  modules(): Promise<readonly string[]>;
  /** USB devices as `vendor:product` in lower-case hex. */
  usbDevices(): Promise<readonly string[]>;
  readerUsers(): Promise<readonly string[]>;
}

/** Kernel modules that claim a reader before the PC/SC service can (contract 8.2). */
const takingModules = ["pn533_usb", "pn533", "port100", "nfcsim"];
/** ACR122U and its relatives with a PN532 inside. */
const takenDevices = ["072f:2200", "072f:2214", "04cc:2533", "054c:02e1", "04e6:5591"];

const readUsb = async (): Promise<readonly string[]> => {
  const root = "/sys/bus/usb/devices";
  const folders = await readdir(root).catch(() => []);
  const ids = folders.map(async (folder) => {
    try {
      const [vendor, product] = await Promise.all(
        ["idVendor", "idProduct"].map((file) => readFile(`${root}/${folder}/${file}`, "utf8")),
      );
      return `${(vendor ?? "").trim()}:${(product ?? "").trim()}`;
    } catch {
      // Hubs' interfaces have no ids.
      return null;
    }
  });
  return (await Promise.all(ids)).filter((id) => id !== null);
};

const readModules = async (): Promise<readonly string[]> => {
  const text = await readFile("/proc/modules", "utf8").catch(() => "");
  return text.split("\n").map((line) => line.split(" ")[0] ?? "");
};

/** This computer. */
export const doctorEyes: DoctorEyes = {
  platform: process.platform,
  modules: readModules,
  usbDevices: readUsb,
  readerUsers: findReaderUsers,
};

const check = (id: string, detail: string, error: AppError | null): CheckView => ({
  id,
  isOk: error === null,
  detail: detail.slice(0, 400),
  error,
});

const serviceChecks = (state: ReadersState): readonly CheckView[] => {
  const { error, service } = state;
  if (error?.code === "reader.service-refused") {
    return [check("reader-service", "runs", null), check("reader-access", "refused", error)];
  }
  if (error !== null) {
    return [check("reader-service", String(error.detail?.["cause"] ?? "does not answer"), error)];
  }
  if (service !== "running")
    return [check("reader-service", "has not answered yet", appError("reader.service-down"))];
  return [check("reader-service", "answers", null), check("reader-access", "allowed", null)];
};

const kernelCheck = async (state: ReadersState, eyes: DoctorEyes): Promise<readonly CheckView[]> => {
  if (eyes.platform !== "linux") return [];
  const [modules, devices] = await Promise.all([eyes.modules(), eyes.usbDevices()]);
  const loaded = takingModules.filter((module) => modules.includes(module));
  const device = devices.find((id) => takenDevices.includes(id));
  const isShown = state.readers.some((reader) => !reader.isSimulated);
  if (loaded.length === 0) return [check("reader-kernel", "no module takes readers", null)];
  if (device === undefined || isShown)
    return [check("reader-kernel", `${loaded.join(", ")} loaded, no harm seen`, null)];
  const error = appError("reader.driver-taken", { module: loaded[0] ?? "", device });
  return [check("reader-kernel", `${loaded.join(", ")} holds the USB reader ${device}`, error)];
};

const readersCheck = (readers: readonly ReaderState[]): CheckView => {
  const names = readers.map((reader) => reader.name).join(", ");
  return check(
    "readers",
    names === "" ? "none" : names,
    readers.length === 0 ? appError("reader.none") : null,
  );
};

const cardDetail = (reader: ReaderState): string => {
  if (reader.card === null) return `${reader.name}: no chip`;
  return `${reader.name}: something with ATR ${toHex(reader.card.atr)}`;
};

const cardCheck = (reader: ReaderState): CheckView => {
  const isPhone = reader.card !== null && isPhoneAtr(reader.card.atr);
  return check("card", cardDetail(reader), isPhone ? appError("chip.phone") : reader.error);
};

const usersCheck = async (eyes: DoctorEyes): Promise<CheckView> => {
  const users = await eyes.readerUsers();
  return check("reader-users", users.length === 0 ? "no other program seen" : users.join(", "), null);
};

/** The checks in the order in which things must work; later ones are left out where earlier ones failed. */
export const checkReaders = async (
  state: ReadersState,
  eyes: DoctorEyes = doctorEyes,
): Promise<readonly CheckView[]> => {
  const service = serviceChecks(state);
  const kernel = await kernelCheck(state, eyes);
  // A simulated reader needs no service: what is there is looked at in any case.
  const isBlind = service.some((one) => !one.isOk) && state.readers.length === 0;
  if (isBlind) return [...service, ...kernel];
  const cards = state.readers.map(cardCheck);
  return [...service, ...kernel, readersCheck(state.readers), ...cards, await usersCheck(eyes)];
};
