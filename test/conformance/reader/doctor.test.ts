/**
 * The doctor on the real PC/SC service: stopped, started, with vpcd's reader, with a chip, a phone and a
 * foreign card on it; what the reader says of itself; and the trace over the same wire.
 */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import type { ReaderHub } from "#chip/reader.port.ts";
import { traceReaderHub } from "#chip/traced-reader-hub.ts";
import type { CheckView } from "#contract/views.ts";
import { TraceRecorder } from "#main/diagnostics/trace-recorder.ts";
import { findReaderDrivers } from "#platform/reader-drivers.ts";
import { checkReaders } from "#platform/reader-doctor.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { readVersions } from "#platform/system-versions.ts";
import { type SoftChip, atrs } from "#sandbox/soft-chip.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import { whyNoPcscd, whyNoRestart } from "#test/support/pcscd.ts";
import { type Bench, vpcdBackend } from "#test/support/reader-backends.ts";
import { waitForCard, waitForState } from "#test/support/wait.ts";

const missing = await whyNoPcscd();
const noRestart = whyNoRestart();
const ccid = "/usr/lib/pcsc/drivers/ifd-ccid.bundle";
const never = new AbortController().signal;
const mifareClassic = Uint8Array.from(Buffer.from("3B8F8001804F0CA000000306030001000000006A", "hex"));

const check = (checks: readonly CheckView[], id: CheckView["id"]): CheckView | undefined =>
  checks.find((one) => one.id === id);

/** A chip that shows itself by another ATR. */
const disguised = (atr: Uint8Array): SoftChip => {
  const chip = softChipOf("spark2", "mine");
  return {
    kind: chip.kind,
    uid: chip.uid,
    atr,
    process: (command) => chip.process(command),
    powerOff: () => chip.powerOff(),
    reset: () => chip.reset(),
  };
};

describe.skipIf(missing !== null)(
  `the doctor on the real service${missing === null ? "" : ` (${missing})`}`,
  () => {
    let bench: Bench;
    let seen = 0;
    const clock = createSystemClock();
    const trace = new TraceRecorder(clock, () => undefined);
    let hub: ReaderHub;

    beforeAll(async () => {
      bench = await vpcdBackend.open();
      hub = traceReaderHub(bench.hub, trace);
    });
    afterAll(async () => {
      trace.dispose();
      await bench.close();
    });

    const lay = async (chip: SoftChip): Promise<{ readonly id: string; readonly presence: number }> => {
      await bench.remove();
      await bench.tap(chip);
      const { id, card } = await waitForCard(bench.hub, seen);
      seen = card.presence;
      return { id, presence: seen };
    };

    it("sees the service, its reader and nothing on it", async () => {
      await bench.remove();
      const checks = await checkReaders(bench.hub.state());
      expect(check(checks, "reader-service")).toMatchObject({ state: "ok" });
      expect(check(checks, "reader-access")).toMatchObject({ state: "ok" });
      expect(check(checks, "card")).toMatchObject({ state: "ok", finding: "card-none" });
      expect(check(checks, "readers")?.values["names"]).toContain("Virtual PCD");
    });

    it("asks the reader what it is without a card, and takes no for an answer", async () => {
      await bench.remove();
      const [reader] = bench.hub.state().readers;
      // vpcd's driver knows none of the attributes; what matters is that asking does no harm.
      expect(await bench.hub.facts?.(reader?.id ?? "")).toEqual({
        vendor: null,
        model: null,
        version: null,
        serial: null,
        features: [],
      });
      const { id, presence } = await lay(softChipOf("spark2", "mine"));
      const answer = await bench.hub.withCard(id, presence, never, (card) =>
        createChipProtocol(clock).identify(card, atrs.ntag),
      );
      expect(answer).toMatchObject({ ok: true, value: { ok: true, value: { kind: "spark2" } } });
    });

    it.each([
      ["a chip", softChipOf("apex", "mine"), "ok", "card-maybe", undefined],
      ["a phone", disguised(atrs.phone), "failed", "card-phone", "chip.phone"],
      ["a foreign card", disguised(mifareClassic), "failed", "card-foreign", "chip.unsupported"],
    ] as const)("tells %s", async (_name, chip, state, finding, code) => {
      await lay(chip);
      const found = check(await checkReaders(bench.hub.state()), "card");
      expect(found).toMatchObject({ state, finding });
      expect(found?.error?.code).toBe(code);
    });

    it("records what passes over the wire, in outline", async () => {
      trace.setLevel("outline");
      const { id, presence } = await lay(softChipOf("spark2", "mine"));
      await hub.withCard(id, presence, never, (card) => createChipProtocol(clock).identify(card, atrs.ntag));
      const told = trace
        .lines()
        .map(({ kind, command, sw, event }) => `${kind} ${command ?? event ?? ""} ${sw ?? ""}`);
      expect(told).toEqual(
        expect.arrayContaining(["event arrived ", "command read-uid ", "answer read-uid 9000"]),
      );
      expect(trace.lines().every(({ bytes }) => bytes === null)).toBe(true);
      trace.setLevel("off");
    });

    it.skipIf(noRestart !== null)(
      "tells a stopped service from a missing one, and sees it come back",
      async () => {
        await bench.remove();
        await bench.pcscd?.stop();
        await waitForState(
          bench.hub,
          "service down",
          (state) => state.service === "down" && state.error !== null,
        );
        const service = async (): Promise<CheckView | undefined> =>
          check(await checkReaders(bench.hub.state()), "reader-service");
        // What was left of it in the moment it was lost may have looked like one that is woken by its socket.
        await expect.poll(service).toMatchObject({
          state: "failed",
          finding: "service-stopped",
          error: { code: "reader.service-down" },
        });
        expect((await service())?.command).toContain("pcscd");
        await bench.pcscd?.start();
        await waitForState(bench.hub, "readers again", (state) => state.readers.length > 0);
        expect(await service()).toMatchObject({ state: "ok" });
      },
    );

    it.skipIf(!existsSync(ccid))("knows the drivers and versions that are installed here", async () => {
      const drivers = await findReaderDrivers();
      expect(drivers?.find(({ name }) => name === "ifd-ccid")?.devices.has("072f:2200")).toBe(true);
      const versions = new Map(await readVersions());
      expect(versions.get("Node")).toBe(process.versions.node);
      expect(versions.get("pcscd")).toMatch(/^\d/u);
    });
  },
);
