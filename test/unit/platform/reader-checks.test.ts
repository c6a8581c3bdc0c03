/** Why the service does not answer, SAM slots, and several hubs as one. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReadersState } from "#chip/reader.port.ts";
import { appError } from "#contract/errors.ts";
import { combineReaderHubs } from "#platform/combined-reader-hub.ts";
import { type ServiceSurroundings, explainService, thisComputer } from "#platform/pcsc-service.ts";
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
  refuses: () => false,
  isAsleep: () => false,
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
      around([socket], { refuses: () => true }),
      "reader.service-refused",
      "refused",
    ],
    [
      "a socket that wakes nobody",
      "NoService",
      around([socket], { isAsleep: () => true }),
      "reader.service-down",
      "asleep",
    ],
    ["polkit", "SecurityViolation", around([socket]), "reader.service-refused", "refused"],
    ["another system", "NoService", around([], { platform: "win32" }), "reader.service-down", "not-running"],
  ] as const)("%s", (_name, code, surroundings, error, cause) => {
    expect(explainService(code, surroundings)).toMatchObject({ code: error, detail: { cause, pcsc: code } });
  });
});

it("a socket that goes with its service while it is looked at is refused to nobody", () => {
  const exists = (path: string): boolean => path === socket || path === "/usr/sbin/pcscd";
  const gone = join(tmpdir(), "tapvault-no-such-socket");
  const goes = { refuses: () => thisComputer.refuses(gone), exists };
  expect(explainService("NoService", around([], goes))).toMatchObject({ code: "reader.service-down" });
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
