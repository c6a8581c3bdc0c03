/**
 * Looks at what stands between a reader's plug and the PC/SC service: its driver, kernel modules that took
 * it first, and whether the service may open it. Only looks.
 */
import { appError } from "#contract/errors.ts";
import type { CheckView } from "#contract/views.ts";
import { driverCommand, kernelCommand, usbCommand } from "./doctor-commands.ts";
import type { DoctorEyes } from "./doctor-eyes.ts";
import { found, joined } from "./finding.ts";
import type { ReaderDriver } from "./reader-drivers.ts";
import type { UsbReader } from "./usb-readers.ts";

/** Kernel modules that claim a reader before the PC/SC service can (contract 8.2). */
const takingModules = ["pn533_usb", "pn533", "port100", "nfcsim"];

/** What was seen of the computer, once for all checks. */
interface Seen {
  readonly usb: readonly UsbReader[];
  readonly drivers: readonly ReaderDriver[] | null;
  readonly modules: readonly string[];
  readonly isShown: boolean;
}

/** What is known of the readers: whether the service answers, and whether it shows a real one. */
export interface ServiceSight {
  readonly isUp: boolean;
  readonly isShown: boolean;
}

const label = ({ name, id }: UsbReader): string => (name === id ? id : `${name} (${id})`);
const labels = (readers: readonly UsbReader[]): string => joined(readers.map(label));

const knows =
  (drivers: readonly ReaderDriver[]) =>
  ({ id }: UsbReader): boolean =>
    drivers.some(({ devices }) => devices.has(id));

const driverName = ({ name, version }: ReaderDriver): string =>
  version === "" ? name : `${name} ${version}`;

const driverCheck = ({ usb, drivers, isShown }: Seen, eyes: DoctorEyes): CheckView => {
  if (drivers === null) return found("reader-driver", "unknown", "not-told");
  const command = driverCommand(eyes);
  if (drivers.length === 0) {
    if (isShown) return found("reader-driver", "unknown", "not-told");
    const error = appError("reader.driver-missing");
    return found("reader-driver", "failed", "driver-none", { error, command });
  }
  const stranger = isShown ? undefined : usb.find((reader) => !knows(drivers)(reader));
  if (stranger !== undefined) {
    const error = appError("reader.driver-missing", { device: stranger.id });
    return found("reader-driver", "failed", "driver-device-unknown", {
      error,
      values: { device: label(stranger) },
    });
  }
  const fitting = drivers.filter((driver) => usb.some(knows([driver])));
  return fitting.length > 0
    ? found("reader-driver", "ok", "driver-fits", { values: { driver: joined(fitting.map(driverName)) } })
    : found("reader-driver", "ok", "driver-there", { values: { driver: joined(drivers.map(driverName)) } });
};

/** The kernel says which module holds a device; that one is loaded says nothing yet. */
const kernelCheck = ({ usb, modules }: Seen): CheckView => {
  const held = usb.find(({ module }) => module !== null && takingModules.includes(module));
  const loaded = takingModules.filter((module) => modules.includes(module));
  if (held === undefined)
    return loaded.length === 0
      ? found("reader-kernel", "ok", "kernel-none")
      : found("reader-kernel", "ok", "kernel-harmless", { values: { modules: joined(loaded) } });
  const module = held.module ?? "";
  return found("reader-kernel", "failed", "kernel-holds", {
    values: { modules: module, device: label(held) },
    error: appError("reader.driver-taken", { module, device: held.id }),
    command: kernelCommand([module]),
  });
};

/** `isExplained`: why the service does not show it is known already, or nothing could be shown. */
const usbCheck = async (
  { usb, isShown }: Seen,
  eyes: DoctorEyes,
  isExplained: boolean,
): Promise<CheckView> => {
  if (usb.length === 0) return found("reader-usb", isShown ? "ok" : "unknown", "usb-none");
  const allowed = await Promise.all(usb.map(({ deviceFile }) => eyes.mayServiceOpen(deviceFile)));
  const refused = usb.find((_reader, n) => allowed[n] === false);
  if (refused !== undefined && !isShown) {
    const error = appError("reader.usb-refused", { device: refused.id });
    return found("reader-usb", "failed", "usb-refused", {
      values: { device: label(refused) },
      error,
      command: usbCommand,
    });
  }
  return isShown || isExplained
    ? found("reader-usb", "ok", "usb-shown", { values: { device: labels(usb) } })
    : found("reader-usb", "warning", "usb-unseen", { values: { device: labels(usb) } });
};

const notTold = (["reader-driver", "reader-kernel", "reader-usb"] as const).map((id) =>
  found(id, "unknown", "not-told"),
);

/** Driver, kernel and USB, in that order. */
export const checkDrivers = async (
  eyes: DoctorEyes,
  { isUp, isShown }: ServiceSight,
): Promise<readonly CheckView[]> => {
  if (eyes.platform !== "linux") return notTold;
  const [usb, drivers, modules] = await Promise.all([eyes.usbReaders(), eyes.drivers(), eyes.modules()]);
  const seen = { usb, drivers, modules, isShown };
  const causes = [driverCheck(seen, eyes), kernelCheck(seen)];
  const isExplained = !isUp || causes.some(({ state }) => state === "failed");
  return [...causes, await usbCheck(seen, eyes, isExplained)];
};
