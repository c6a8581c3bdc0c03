/** The hub of real readers over an nfc-pcsc made by hand: what cannot be provoked on a virtual reader. */
import { describe, expect, it } from "vitest";
import { hexConstant } from "#chip/bytes.ts";
import type { ReaderHub } from "#chip/reader.port.ts";
import { createNfcReaderHub } from "#platform/nfc-reader-hub.ts";
import { atrs } from "#sandbox/soft-chip.ts";
import { FakeNfc, FakeReader, pcscError } from "#test/support/fake-nfc.ts";
import { type HandClock, createHandClock } from "#test/support/hand-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";

const never = new AbortController().signal;
const command = Uint8Array.of(0xff, 0xca, 0, 0, 0);
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Stage {
  readonly hub: ReaderHub;
  readonly nfc: FakeNfc;
  readonly clock: HandClock;
}

const open = async (): Promise<Stage> => {
  const nfc = new FakeNfc();
  const clock = createHandClock();
  const hub = createNfcReaderHub({ clock, log: silentLog, loadNfc: () => Promise.resolve(() => nfc) });
  await settle();
  nfc.pcsc.emit("service-up");
  return { hub, nfc, clock };
};

const presenceOf = (hub: ReaderHub): number => hub.state().readers[0]?.card?.presence ?? 0;
const errorOf = (hub: ReaderHub): string => hub.state().readers[0]?.error?.code ?? "none";

describe("readers", () => {
  it("are told as they come and go, without SAM slots", async () => {
    const { hub, nfc } = await open();
    const reader = nfc.plug(new FakeReader("ACS ACR122U 00 00"));
    nfc.plug(new FakeReader("ACS ACR1252 Dual Reader SAM 01 00"));
    expect(hub.state().readers.map((one) => one.name)).toEqual(["ACS ACR122U 00 00"]);
    expect(reader.autoProcessing).toBe(false);
    reader.emit("error", new Error("nobody else listens"));
    reader.emit("end");
    expect(hub.state().readers).toEqual([]);
  });

  it("with a known SAM inside are hidden", async () => {
    const { hub, nfc } = await open();
    const reader = nfc.plug(new FakeReader("ACR 38U-CCID 00 00"));
    reader.lay(hexConstant("3BBE9600004103000000000000000000"));
    expect(hub.state().readers).toEqual([]);
    reader.take();
    expect(hub.state().readers).toHaveLength(1);
  });
});

describe("a card that nfc-pcsc could not connect to", () => {
  it("is connected by the watchdog", async () => {
    const { hub, nfc, clock } = await open();
    const reader = nfc.plug(new FakeReader("R"));
    reader.lay(atrs.ntag, false);
    expect(presenceOf(hub)).toBe(0);
    clock.advance(700);
    await settle();
    expect(reader.connects).toBe(1);
    expect(presenceOf(hub)).toBe(1);
  });

  it("is reader.busy while another program has it, and is tried a bounded number of times", async () => {
    const { hub, nfc, clock } = await open();
    const reader = nfc.plug(new FakeReader("R"));
    reader.connectAnswers = Array.from({ length: 100 }, () => pcscError("SharingViolation"));
    reader.lay(atrs.ntag, false);
    for (let step = 0; step < 200; step += 1) {
      clock.advance(250);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(errorOf(hub)).toBe("reader.busy");
    expect(reader.connects).toBeGreaterThan(2);
    expect(reader.connects).toBeLessThanOrEqual(8);
    reader.take();
    expect(errorOf(hub)).toBe("none");
  });

  it("does not matter any more once the card has gone", async () => {
    const { hub, nfc, clock } = await open();
    const reader = nfc.plug(new FakeReader("R"));
    reader.lay(atrs.ntag, false);
    reader.take();
    clock.advance(5000);
    await settle();
    expect(reader.connects).toBe(0);
    expect(presenceOf(hub)).toBe(0);
  });
});

describe("an exchange", () => {
  it.each([
    ["RemovedCard", "chip.removed"],
    ["ResetCard", "chip.removed"],
    ["NotTransacted", "chip.removed"],
    ["SomethingNew", "chip.removed"],
    ["ReaderUnavailable", "reader.lost"],
    ["SharingViolation", "reader.busy"],
    ["ServiceStopped", "reader.service-down"],
  ])("that fails with %s is %s, and nothing more is sent on that link", async (code, expected) => {
    const { hub, nfc } = await open();
    const reader = nfc.plug(new FakeReader("R"));
    reader.answers = [pcscError(code)];
    reader.lay(atrs.ntag);
    const codes = await hub.withCard("R", 1, never, async (card) => {
      const results = [await card.transmit(command), await card.transmit(command)];
      return results.map((result) => (result.ok ? "ok" : result.error.code));
    });
    expect(codes).toEqual({ ok: true, value: [expected, expected] });
    expect(reader.sent).toHaveLength(1);
    expect(reader.reader.calls).toEqual(["begin", "finish"]);
  });

  it("that was spoilt while the card stays makes it another presence", async () => {
    const { hub, nfc, clock } = await open();
    const reader = nfc.plug(new FakeReader("R"));
    reader.answers = [pcscError("ResetCard")];
    reader.lay(atrs.ntag);
    await hub.withCard("R", 1, never, (card) => card.transmit(command));
    expect(presenceOf(hub)).toBe(0);
    clock.advance(500);
    await settle();
    expect(presenceOf(hub)).toBe(2);
  });

  it("without a status word is a card that left while it answered", async () => {
    const { hub, nfc } = await open();
    const reader = nfc.plug(new FakeReader("R"));
    reader.answers = [new Uint8Array()];
    reader.lay(atrs.ntag);
    const result = await hub.withCard("R", 1, never, (card) => card.transmit(command));
    expect(result).toMatchObject({ ok: true, value: { ok: false, error: { code: "chip.removed" } } });
  });

  it("that never comes back is reader.stuck until it does", async () => {
    const { hub, nfc, clock } = await open();
    const reader = nfc.plug(new FakeReader("R"));
    let comeBack: (answer: Uint8Array) => void = () => undefined;
    reader.answers = [new Promise<Uint8Array>((resolve) => (comeBack = resolve))];
    reader.lay(atrs.ntag);
    const scan = hub.withCard("R", 1, never, (card) => card.transmit(command));
    await settle();
    clock.advance(3000);
    expect(await scan).toMatchObject({ ok: true, value: { ok: false, error: { code: "reader.stuck" } } });
    expect(errorOf(hub)).toBe("reader.stuck");
    clock.advance(60_000);
    await settle();
    expect(reader.sent).toHaveLength(1);
    comeBack(new Uint8Array());
    await settle();
    expect(errorOf(hub)).toBe("none");
    clock.advance(500);
    await settle();
    expect(presenceOf(hub)).toBe(2);
  });

  it("waits for another program's transaction, but not for ever", async () => {
    const { hub, nfc, clock } = await open();
    const reader = nfc.plug(new FakeReader("R"));
    reader.reader.beginAnswer = "never";
    reader.lay(atrs.ntag);
    const scan = hub.withCard("R", 1, never, (card) => card.transmit(command));
    await settle();
    clock.advance(5000);
    expect(await scan).toMatchObject({ ok: false, error: { code: "reader.busy" } });
    expect(reader.sent).toEqual([]);
  });
});

describe("the service", () => {
  it("says why it is down once, not at every try", async () => {
    const { hub, nfc } = await open();
    let told = 0;
    hub.subscribe(() => (told += 1));
    const noService = Object.assign(new Error("no"), { code: "SecurityViolation" });
    nfc.pcsc.emit("service-down", noService);
    nfc.pcsc.emit("service-down", noService);
    expect(told).toBe(2);
    expect(hub.state()).toMatchObject({ service: "down", error: { code: "reader.service-refused" } });
    nfc.pcsc.emit("service-up");
    expect(hub.state()).toMatchObject({ service: "running", error: null });
  });

  it("is down when the native module is missing, and the program still starts", async () => {
    const loadNfc = (): Promise<never> => Promise.reject(new Error("Cannot find module"));
    const hub = createNfcReaderHub({ clock: createHandClock(), log: silentLog, loadNfc });
    await settle();
    expect(hub.state()).toMatchObject({
      service: "down",
      error: { code: "reader.service-down" },
      readers: [],
    });
    await hub.dispose();
  });

  it("is let go of when the hub is disposed", async () => {
    const { hub, nfc } = await open();
    await hub.dispose();
    await hub.dispose();
    expect(nfc.isClosed).toBe(true);
  });
});
