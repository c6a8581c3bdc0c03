/** Each cause that keeps a chip from being read, played by scripted looks: the finding, the error, and what to run. */
import { describe, expect, it } from "vitest";
import type { ReaderState, ReadersState } from "#chip/reader.port.ts";
import { findingWords } from "#contract/diagnostics-words.ts";
import { appError } from "#contract/errors.ts";
import { checkViewSchema } from "#contract/views.ts";
import type { DoctorEyes } from "#platform/doctor-eyes.ts";
import { checkReaders } from "#platform/reader-doctor.ts";
import { parseDriver } from "#platform/reader-drivers.ts";
import type { UsbReader } from "#platform/usb-readers.ts";
import { atrs } from "#sandbox/soft-chip.ts";

const reader = (change: Partial<ReaderState> = {}): ReaderState => ({
  id: "R",
  name: "R",
  isSimulated: false,
  card: null,
  error: null,
  ...change,
});
const running = (readers: readonly ReaderState[], samSlots: readonly string[] = []): ReadersState => ({
  service: "running",
  error: null,
  readers,
  samSlots,
});
const down = (cause: string): ReadersState => ({
  service: "down",
  error: appError("reader.service-down", { cause }),
  readers: [],
});
const refused: ReadersState = { service: "down", error: appError("reader.service-refused"), readers: [] };
const lying = (atr: Uint8Array): ReaderState => reader({ card: { presence: 1, atr } });

const acr: UsbReader = {
  id: "072f:2200",
  name: "ACR122U",
  module: "usbfs",
  deviceFile: "/dev/bus/usb/001/004",
};
const ccid = {
  name: "ifd-ccid",
  version: "1.5.2",
  devices: new Set(["072f:2200"]),
};

const eyes = (change: Partial<DoctorEyes> = {}): DoctorEyes => ({
  platform: "linux",
  env: {},
  modules: () => Promise.resolve([]),
  usbReaders: () => Promise.resolve([acr]),
  drivers: () => Promise.resolve([ccid]),
  readerUsers: () => Promise.resolve([]),
  mayServiceOpen: () => Promise.resolve(true),
  isServiceWoken: () => false,
  installer: () => "apt",
  hasSystemd: () => true,
  ...change,
});
const usb =
  (change: Partial<UsbReader>): (() => Promise<UsbReader[]>) =>
  () =>
    Promise.resolve([{ ...acr, ...change }]);
const mifareClassic = Uint8Array.from(Buffer.from("3B8F8001804F0CA000000306030001000000006A", "hex"));
const busy = reader({ error: appError("reader.busy", { program: "scdaemon" }) });

interface Case {
  readonly name: string;
  readonly state: ReadersState;
  readonly look?: Partial<DoctorEyes>;
  /** `check: state finding error` of everything that is not in order. */
  readonly findings: readonly string[];
  readonly command?: RegExp;
}

const cases: readonly Case[] = [
  { name: "all well", state: running([reader()]), findings: [] },
  {
    name: "service not installed",
    state: down("not-installed"),
    findings: ["reader-service: failed service-not-installed reader.service-down"],
    command: /^sudo apt install pcscd/u,
  },
  {
    name: "service not installed, another distribution",
    state: down("not-installed"),
    look: { installer: () => "dnf" },
    findings: ["reader-service: failed service-not-installed reader.service-down"],
    command: /^sudo dnf install pcsc-lite/u,
  },
  {
    name: "service stopped",
    state: down("not-running"),
    findings: ["reader-service: failed service-stopped reader.service-down"],
    command: /systemctl enable --now pcscd\.socket/u,
  },
  {
    name: "service asleep",
    state: down("asleep"),
    findings: ["reader-service: failed service-asleep reader.service-down"],
    command: /systemctl restart pcscd\.socket/u,
  },
  {
    name: "hidden by Flatpak",
    state: down("sandbox"),
    look: { env: { FLATPAK_ID: "org.tapvault.App" } },
    findings: ["reader-service: failed service-hidden reader.service-down"],
    command: /^flatpak override --user --socket=pcsc org\.tapvault\.App$/u,
  },
  {
    name: "hidden by Snap, whose name is none",
    state: down("sandbox"),
    look: { env: { SNAP: "/snap/x", SNAP_NAME: "$(reboot)" } },
    findings: ["reader-service: failed service-hidden reader.service-down"],
    command: /^sudo snap connect tapvault:pcscd$/u,
  },
  {
    name: "our own part missing",
    state: down("module"),
    findings: ["reader-service: failed service-no-module reader.service-down"],
  },
  {
    name: "refused by polkit",
    state: refused,
    findings: ["reader-access: failed access-refused reader.service-refused"],
    command: /polkit\.addRule/u,
  },
  {
    name: "not answered yet",
    state: { service: "starting", error: null, readers: [] },
    findings: ["reader-service: unknown service-silent ", "readers: failed readers-none reader.none"],
  },
  {
    name: "no driver",
    state: running([]),
    look: { drivers: () => Promise.resolve([]) },
    findings: [
      "reader-driver: failed driver-none reader.driver-missing",
      "readers: failed readers-none reader.none",
    ],
    command: /libccid/u,
  },
  {
    name: "a reader no driver knows",
    state: running([]),
    look: { usbReaders: usb({ id: "1234:5678", name: "Odd" }) },
    findings: [
      "reader-driver: failed driver-device-unknown reader.driver-missing",
      "readers: failed readers-none reader.none",
    ],
  },
  {
    name: "a kernel module holds it",
    state: running([]),
    look: {
      usbReaders: usb({ module: "pn533_usb" }),
      modules: () => Promise.resolve(["pn533_usb", "pn533"]),
    },
    findings: [
      "reader-kernel: failed kernel-holds reader.driver-taken",
      "readers: failed readers-none reader.none",
    ],
    command: /blacklist pn533_usb\\nblacklist nfc\\n.*modprobe -r pn533_usb/u,
  },
  {
    name: "Sony's module holds it",
    state: running([]),
    look: { usbReaders: usb({ module: "port100", id: "054c:06c1" }), drivers: () => Promise.resolve(null) },
    findings: [
      "reader-driver: unknown not-told ",
      "reader-kernel: failed kernel-holds reader.driver-taken",
      "readers: failed readers-none reader.none",
    ],
    command: /modprobe -r port100/u,
  },
  {
    name: "a module loaded, the reader works",
    state: running([reader()]),
    look: { modules: () => Promise.resolve(["pn533_usb"]) },
    findings: [],
  },
  {
    name: "USB refused to the service",
    state: running([]),
    look: { mayServiceOpen: () => Promise.resolve(false) },
    findings: [
      "reader-usb: failed usb-refused reader.usb-refused",
      "readers: failed readers-none reader.none",
    ],
    command: /udevadm/u,
  },
  {
    name: "plugged in and not shown, for no reason that is known",
    state: running([]),
    findings: ["reader-usb: warning usb-unseen ", "readers: failed readers-none reader.none"],
  },
  {
    name: "no reader at all",
    state: running([]),
    look: { usbReaders: () => Promise.resolve([]) },
    findings: ["reader-usb: unknown usb-none ", "readers: failed readers-none reader.none"],
  },
  {
    name: "two readers",
    state: running([reader(), reader({ id: "S", name: "S" })]),
    findings: ["readers: warning readers-several "],
  },
  {
    name: "one beside the simulated one",
    state: running([reader(), reader({ id: "S", isSimulated: true })]),
    findings: [],
  },
  { name: "a SAM slot", state: running([reader()], ["R SAM"]), findings: [] },
  {
    name: "a phone",
    state: running([lying(atrs.phone)]),
    findings: ["card: failed card-phone chip.phone"],
  },
  {
    name: "a foreign card",
    state: running([lying(mifareClassic)]),
    findings: ["card: failed card-foreign chip.unsupported"],
  },
  { name: "perhaps a chip", state: running([lying(atrs.ntag)]), findings: [] },
  {
    name: "held by GnuPG",
    state: running([busy]),
    findings: ["card: failed card-trouble reader.busy", "reader-users: failed users-holding reader.busy"],
    command: /^gpgconf --kill scdaemon$/u,
  },
  {
    name: "other programs that do no harm",
    state: running([reader()]),
    look: { readerUsers: () => Promise.resolve(["scdaemon"]) },
    findings: [],
  },
  {
    name: "a system that tells little",
    state: running([reader()]),
    look: { platform: "win32" },
    findings: [
      "reader-driver: unknown not-told ",
      "reader-kernel: unknown not-told ",
      "reader-usb: unknown not-told ",
      "reader-users: unknown not-told ",
    ],
  },
];

describe("the reader doctor", () => {
  it.each(cases)("$name", async ({ state, look, findings, command }) => {
    const checks = await checkReaders(state, eyes(look));
    const told = checks
      .filter((one) => one.state !== "ok")
      .map((one) => `${one.id}: ${one.state} ${one.finding} ${one.error?.code ?? ""}`);
    expect(told).toEqual(findings);
    const commands = checks.flatMap((one) => one.command ?? []);
    if (command === undefined) expect(commands).toEqual([]);
    else expect(commands.join("\n")).toMatch(command);
    for (const one of checks) {
      expect(checkViewSchema.safeParse(one).success, one.id).toBe(true);
      // Every placeholder was filled in.
      expect(findingWords(one)).not.toMatch(/\{\{|^$/u);
    }
  });

  it("says that a sleeping service wakes up when it does", async () => {
    const [first] = await checkReaders(running([reader()]), eyes({ isServiceWoken: () => true }));
    expect(first).toMatchObject({ id: "reader-service", state: "ok", finding: "service-wakes" });
  });

  it("works on this computer", async () => {
    const checks = await checkReaders(down("not-running"));
    expect(checks[0]).toMatchObject({ id: "reader-service", state: "failed" });
  });
});

describe("a driver's list of devices", () => {
  it("is read column by column", () => {
    const plist = `<dict><key>CFBundleShortVersionString</key> <string>1.5.2</string>
      <key>ifdVendorID</key><array><string>0x072F</string><string>0x08E6</string></array>
      <key>ifdProductID</key><array><string>0x2200</string><string>0x3437</string></array></dict>`;
    expect(parseDriver("ifd-ccid.bundle", plist)).toEqual({
      name: "ifd-ccid",
      version: "1.5.2",
      devices: new Set(["072f:2200", "08e6:3437"]),
    });
    expect(parseDriver("odd.bundle", "").devices.size).toBe(0);
  });
});
