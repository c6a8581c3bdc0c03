/** Why the service does not answer, SAM slots, the reader doctor, and several hubs as one. */
import { describe, expect, it } from "vitest";
import type { ReaderState, ReadersState } from "#chip/reader.port.ts";
import { appError } from "#contract/errors.ts";
import { combineReaderHubs } from "#platform/combined-reader-hub.ts";
import { type ServiceSurroundings, explainService } from "#platform/pcsc-service.ts";
import { type DoctorEyes, checkReaders } from "#platform/reader-doctor.ts";
import { isSamAtr, isSamName } from "#platform/sam-slots.ts";
import { createSimulatedReaderHub } from "#sandbox/simulated-reader-hub.ts";
import { atrs } from "#sandbox/soft-chip.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import { createHandClock } from "#test/support/hand-clock.ts";

const around = (
  paths: readonly string[],
  change: Partial<ServiceSurroundings> = {},
): ServiceSurroundings => ({
  platform: "linux",
  env: {},
  exists: (path) => paths.includes(path),
  canUse: () => true,
  ...change,
});
const socket = "/run/pcscd/pcscd.comm";

describe("why the service does not answer", () => {
  it.each([
    [
      "no socket, daemon there",
      "NoService",
      around(["/usr/sbin/pcscd"]),
      "reader.service-down",
      "not-running",
    ],
    ["no socket, no daemon", "NoService", around([]), "reader.service-down", "not-installed"],
    ["inside Flatpak", "NoService", around(["/.flatpak-info"]), "reader.service-down", "sandbox"],
    ["inside Snap", "NoService", around([], { env: { SNAP: "/snap/x" } }), "reader.service-down", "sandbox"],
    ["a dead socket", "NoService", around([socket]), "reader.service-down", "not-running"],
    [
      "a closed socket",
      "NoService",
      around([socket], { canUse: () => false }),
      "reader.service-refused",
      "refused",
    ],
    ["polkit", "SecurityViolation", around([socket]), "reader.service-refused", "refused"],
    ["another system", "NoService", around([], { platform: "win32" }), "reader.service-down", "not-running"],
  ] as const)("%s", (_name, code, surroundings, error, cause) => {
    expect(explainService(code, surroundings)).toMatchObject({ code: error, detail: { cause, pcsc: code } });
  });
});

describe("SAM slots", () => {
  it.each([
    ["ACS ACR1252 Dual Reader SAM 01 00", true],
    ["Reader [SAM Interface]", true],
    ["ACS ACR122U PICC Interface 00 00", false],
    ["Samsung Reader", false],
    ["Sample Reader", false],
  ])("%s: %s", (name, isSam) => expect(isSamName(name)).toBe(isSam));
  it("are known by ATR too", () => {
    expect(
      isSamAtr(
        Uint8Array.from(Buffer.from("3BDF18FF81F1FE43003F03834D494641524520506C75732053414D3B", "hex")),
      ),
    ).toBe(true);
    expect(isSamAtr(atrs.ntag)).toBe(false);
  });
});

const reader = (change: Partial<ReaderState> = {}): ReaderState => ({
  id: "R",
  name: "R",
  isSimulated: false,
  card: null,
  error: null,
  ...change,
});
const running = (readers: readonly ReaderState[]): ReadersState => ({
  service: "running",
  error: null,
  readers,
});
const eyes = (change: Partial<DoctorEyes> = {}): DoctorEyes => ({
  platform: "linux",
  modules: () => Promise.resolve([]),
  usbDevices: () => Promise.resolve([]),
  readerUsers: () => Promise.resolve([]),
  ...change,
});
const holding = eyes({
  modules: () => Promise.resolve(["pn533", "pn533_usb"]),
  usbDevices: () => Promise.resolve(["1d6b:0002", "072f:2200"]),
});

describe("the reader doctor", () => {
  const down = appError("reader.service-down", { cause: "not-running" });
  const refused = appError("reader.service-refused");
  it.each([
    ["all well", running([reader()]), eyes(), []],
    ["no reader", running([]), eyes(), ["readers: reader.none"]],
    [
      "service down",
      { service: "down", error: down, readers: [] } as const,
      eyes(),
      ["reader-service: reader.service-down"],
    ],
    [
      "refused",
      { service: "down", error: refused, readers: [] } as const,
      eyes(),
      ["reader-access: reader.service-refused"],
    ],
    [
      "kernel holds the ACR122U",
      running([]),
      holding,
      ["reader-kernel: reader.driver-taken", "readers: reader.none"],
    ],
    ["module loaded, reader works", running([reader()]), holding, []],
    ["a phone", running([reader({ card: { presence: 1, atr: atrs.phone } })]), eyes(), ["card: chip.phone"]],
    ["a busy reader", running([reader({ error: appError("reader.busy") })]), eyes(), ["card: reader.busy"]],
  ])("%s", async (_name, state, looked, findings) => {
    const checks = await checkReaders(state, looked);
    const failed = checks.filter((one) => !one.isOk).map((one) => `${one.id}: ${one.error?.code ?? ""}`);
    expect(failed).toEqual(findings);
    for (const one of checks) expect(one.detail).not.toBe("");
  });

  it("works on this computer", async () => {
    const checks = await checkReaders({ service: "down", error: down, readers: [] });
    expect(checks[0]).toMatchObject({ id: "reader-service", isOk: false });
  });
});

describe("combined hubs", () => {
  it("unite readers, run when one runs, and send a scan to the owner", async () => {
    const clock = createHandClock();
    const simulated = createSimulatedReaderHub({ clock });
    const error = appError("reader.service-down");
    const dead = {
      ...createSimulatedReaderHub({ clock }),
      state: (): ReadersState => ({ service: "down", error, readers: [] }),
      subscribe: () => () => undefined,
      dispose: () => Promise.resolve(),
    };
    const hub = combineReaderHubs([dead, simulated]);
    const seen: (number | undefined)[] = [];
    const stop = hub.subscribe((state) => seen.push(state.readers[0]?.card?.presence));
    simulated.tap(softChipOf("spark2", "mine"));
    expect(seen).toEqual([undefined, 1]);
    expect(hub.state()).toMatchObject({ service: "running", error: null });
    const signal = new AbortController().signal;
    expect(await hub.withCard("simulated", 1, signal, () => Promise.resolve(7))).toEqual({
      ok: true,
      value: 7,
    });
    expect(await hub.withCard("gone", 1, signal, () => Promise.resolve(7))).toMatchObject({ ok: false });
    stop();
    simulated.remove();
    expect(seen).toHaveLength(2);
    expect(combineReaderHubs([dead as never]).state()).toMatchObject({ service: "down", error });
    await hub.dispose();
  });
});
