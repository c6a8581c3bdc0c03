import { beforeEach, describe, expect, it } from "vitest";
import { hexConstant, toHex } from "#chip/bytes.ts";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import type { RefusalLedger } from "#chip/scan-ports.ts";
import { ScanRunner } from "#chip/scan-runner.ts";
import { appError } from "#contract/errors.ts";
import { demoChip } from "#sandbox/demo-chips.ts";
import type { SimulatedReaderHub } from "#sandbox/simulated-reader-hub.ts";
import { createSimulatedReaderHub } from "#sandbox/simulated-reader-hub.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import type { FakePresence } from "#test/support/fake-presence.ts";
import { createFakePresence } from "#test/support/fake-presence.ts";
import type { ManualClock } from "#test/support/manual-clock.ts";
import { createManualClock, settle } from "#test/support/manual-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";

const partTwo = "90AF0000";

let clock: ManualClock;
let hub: SimulatedReaderHub;
let presence: FakePresence;
let runner: ScanRunner;
let states: string[];
let refusals: string[];
let sent: string[];
let resting = false;

/** A chip that writes down what it is sent. */
const recorded = (chip: SoftChip): SoftChip => ({
  kind: chip.kind,
  uid: chip.uid,
  atr: chip.atr,
  process: (command) => {
    sent.push(toHex(command).toUpperCase());
    return chip.process(command);
  },
  powerOff: () => chip.powerOff(),
  reset: () => chip.reset(),
});

const mine = (): SoftChip => recorded(softChipOf("spark2", "mine"));
const partTwos = (): number => sent.filter((command) => command.startsWith(partTwo)).length;

beforeEach(() => {
  clock = createManualClock();
  hub = createSimulatedReaderHub({ clock });
  presence = createFakePresence(hexConstant(demoChip("spark2", "mine").key), clock);
  states = [];
  refusals = [];
  sent = [];
  resting = false;
  const ledger: RefusalLedger = { isResting: () => resting, record: (chip) => refusals.push(chip) };
  runner = new ScanRunner({
    hub,
    service: presence,
    protocol: createChipProtocol(clock),
    ledger,
    fingerprint: toHex,
    clock,
    log: silentLog,
  });
  runner.subscribe((state) => {
    if (states.at(-1) !== state.name) states.push(state.name);
  });
});

const start = () => {
  const started = runner.start();
  if (!started.ok) throw new Error(started.error.code);
  return started.value.outcome;
};

describe("the scan runner with a software chip", () => {
  it("proves a tap, with the challenge fetched before it", async () => {
    const outcome = start();
    await settle();
    expect(presence.issued).toHaveLength(1);
    hub.tap(mine());
    expect(await outcome).toMatchObject({ ok: true, value: { flow: "scan", memberId: "m" } });
    expect(states).toEqual(["waitingForChip", "identifying", "answering", "verifying", "authenticated"]);
    expect(sent[0]?.startsWith("FFCA")).toBe(true);
    expect(partTwos()).toBe(1);
  });

  it("waits for the service when the chip is quicker", async () => {
    const open = presence.hold();
    const outcome = start();
    hub.tap(mine());
    await settle();
    expect(runner.state.name).toBe("fetchingChallenge");
    open();
    expect((await outcome).ok).toBe(true);
  });

  it("fetches a fresh challenge every 25 s while nobody taps", async () => {
    const outcome = start();
    await clock.advance(80_000);
    expect(presence.issued).toHaveLength(4);
    hub.tap(mine());
    expect((await outcome).ok).toBe(true);
    expect(presence.answered).toEqual([presence.issued[3]]);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    "asks for the same chip again when the tap is torn at APDU %i",
    async (tearAt) => {
      const outcome = start();
      await settle();
      hub.tap(mine(), { tearAt });
      await settle();
      if (runner.state.name === "authenticated") return;
      expect(["waitingForChip", "waitingForSameChip"]).toContain(runner.state.name);
      hub.remove();
      hub.tap(mine());
      expect((await outcome).ok).toBe(true);
      expect(new Set(presence.answered).size).toBe(presence.answered.length);
    },
  );

  it("refuses another chip after a torn tap", async () => {
    const outcome = start();
    await settle();
    const torn = mine();
    hub.tap(torn, { tearAt: sentBeforePartTwo + 1 });
    await settle();
    expect(runner.state.name).toBe("waitingForSameChip");
    hub.remove();
    hub.tap(recorded(softChipOf("spark2", "other")));
    expect(await outcome).toMatchObject({ ok: false, error: { code: "chip.other" } });
  });

  it("never repeats a part 2 that the chip refused, and writes the refusal down", async () => {
    presence.answerWrongly(true);
    const outcome = start();
    await settle();
    hub.tap(mine());
    expect(await outcome).toMatchObject({ ok: false, error: { code: "chip.refused" } });
    await clock.advance(300_000);
    expect(partTwos()).toBe(1);
    expect(refusals).toHaveLength(1);
  });

  it("leaves a chip alone that was refused too often", async () => {
    resting = true;
    const outcome = start();
    await settle();
    hub.tap(mine());
    expect(await outcome).toMatchObject({ ok: false, error: { code: "chip.resting" } });
    expect(sent.some((command) => command.startsWith("9071"))).toBe(false);
  });

  it.each([
    ["fetch", "auth.unreachable"],
    ["fetch", "auth.bad-key"],
    ["answer", "auth.not-enrolled"],
    ["check", "auth.rejected"],
  ] as const)("ends with what the service said at %s: %s", async (call, code) => {
    presence.failNext(call, appError(code));
    const outcome = start();
    hub.tap(mine());
    expect(await outcome).toMatchObject({ ok: false, error: { code } });
    expect(partTwos()).toBe(call === "check" ? 1 : 0);
    hub.remove();
    const again = start();
    hub.tap(mine());
    expect((await again).ok).toBe(true);
  });

  it("can be cancelled while it waits, and started again", async () => {
    const outcome = start();
    await settle();
    expect(runner.start()).toMatchObject({ ok: false, error: { code: "scan.busy" } });
    runner.cancel();
    runner.cancel();
    expect(await outcome).toMatchObject({ ok: false, error: { code: "scan.cancelled" } });
    const again = start();
    hub.tap(mine());
    expect((await again).ok).toBe(true);
  });

  it("gives up when nobody taps", async () => {
    const outcome = start();
    await clock.advance(121_000);
    expect(await outcome).toMatchObject({ ok: false, error: { code: "chip.timeout" } });
  });

  it("says so when two chips lie there", async () => {
    const outcome = start();
    await settle();
    hub.tap(mine());
    hub.tap(recorded(softChipOf("apex", "mine")));
    expect(await outcome).toMatchObject({ ok: false, error: { code: "chip.several" } });
    expect(partTwos()).toBe(0);
  });
});

/** UID, three SELECTs that fail or match, part 1: what a Spark 2 is sent before part 2. */
const sentBeforePartTwo = 5;
