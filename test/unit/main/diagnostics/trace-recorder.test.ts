/** What is recorded at each level, how much of it is kept, and when it ends by itself. */
import { describe, expect, it } from "vitest";
import { getUidCommand } from "#chip/apdu.ts";
import { hexConstant } from "#chip/bytes.ts";
import { partTwoCommand } from "#chip/spark2.ts";
import { traceViewSchema } from "#contract/views.ts";
import { TraceRecorder } from "#main/diagnostics/trace-recorder.ts";
import { traceLineText } from "#main/diagnostics/trace-text.ts";
import { createHandClock } from "#test/support/hand-clock.ts";

const uidAnswer = hexConstant("04A1B2C3D4E5809000");

const open = () => {
  const clock = createHandClock();
  let tells = 0;
  const trace = new TraceRecorder(clock, () => (tells += 1));
  const exchange = (): void => {
    trace.sent("R", getUidCommand);
    clock.advance(5);
    trace.answered("R", getUidCommand, uidAnswer, null);
  };
  return { clock, trace, exchange, tells: () => tells };
};

describe("the trace", () => {
  it("is off until it is asked for, and then remembers the last tap all the same", () => {
    const { clock, trace, exchange } = open();
    trace.happened("R", "arrived");
    exchange();
    clock.advance(1_000);
    expect(trace.view()).toEqual({ level: "off", endsAt: null, total: 0, lines: [] });
    expect(trace.lastTapAt("R")).toBe(clock.now() - 1_005);
    expect(trace.lastTapAt("S")).toBeNull();
  });

  it("holds names, lengths, times and status words in outline, and no bytes", () => {
    const { trace, exchange } = open();
    trace.setLevel("outline");
    trace.happened("R", "held");
    exchange();
    trace.sent("R", getUidCommand);
    trace.answered("R", getUidCommand, null, "chip.removed");
    const { lines } = trace.view();
    expect(lines.map((line) => traceLineText(line, true).slice(14))).toEqual([
      "R  -- The reader is locked for a tap",
      "R  -> Read the UID, 5 bytes",
      "R  <- 9000 OK, 9 bytes, 5 ms",
      "R  -> Read the UID, 5 bytes",
      "R  <- no answer (chip.removed), 0 ms",
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/a1|b2c3|··/iu);
    expect(traceViewSchema.safeParse({ ...trace.view(), seq: 1 }).success).toBe(true);
  });

  it("shows bytes at the full level, with dots for what could help somebody", () => {
    const { trace, exchange } = open();
    trace.setLevel("full");
    exchange();
    const secret = new Uint8Array(32).fill(0xc5);
    trace.sent("R", partTwoCommand(secret));
    trace.answered("R", partTwoCommand(secret), Uint8Array.of(...secret, 0x91, 0), null);
    const bytes = trace.view().lines.map((line) => line.bytes);
    expect(bytes[1]).toBe("04 ·· ·· ·· ·· ·· 80 90 00");
    expect(JSON.stringify(trace.view())).not.toMatch(/c5/iu);
    expect(traceLineText(trace.lines()[0] as never, true)).toContain("FF CA 00 00 00");
    expect(traceLineText(trace.lines()[0] as never, false)).not.toContain("FF CA");
  });

  it("ends the full level after ten minutes and forgets its bytes, but not what happened", () => {
    const { clock, trace, exchange, tells } = open();
    trace.setLevel("full");
    exchange();
    expect(trace.view().endsAt).toBe(clock.now() - 5 + 600_000);
    const before = tells();
    clock.advance(600_000);
    expect(trace.view()).toMatchObject({ level: "outline", endsAt: null, total: 2 });
    expect(trace.lines().every(({ bytes }) => bytes === null)).toBe(true);
    expect(tells()).toBeGreaterThan(before);
  });

  it("ends it on lock too, and asking twice begins the ten minutes anew", () => {
    const { clock, trace } = open();
    trace.setLevel("full");
    clock.advance(400_000);
    trace.setLevel("full");
    clock.advance(400_000);
    expect(trace.view().level).toBe("full");
    trace.endFull();
    expect(trace.view().level).toBe("outline");
    trace.setLevel("off");
    trace.endFull();
    expect(trace.view().level).toBe("off");
  });

  it("keeps 500 lines, shows 200, and tells of a burst once", () => {
    const { clock, trace, tells } = open();
    trace.setLevel("outline");
    const before = tells();
    for (let n = 0; n < 700; n += 1) trace.happened("R", "arrived");
    expect(tells()).toBe(before);
    clock.advance(200);
    expect(tells()).toBe(before + 1);
    expect(trace.lines()).toHaveLength(500);
    expect(trace.view().lines).toHaveLength(200);
    expect(trace.view().lines.at(-1)?.n).toBe(700);
    trace.clear();
    expect(trace.view()).toMatchObject({ total: 0, lines: [] });
  });

  it("is silent after it was closed", () => {
    const { clock, trace, tells } = open();
    trace.setLevel("full");
    trace.happened("R", "arrived");
    trace.dispose();
    const before = tells();
    clock.advance(1_000_000);
    trace.happened("R", "arrived");
    expect(tells()).toBe(before);
    expect(trace.lines()).toEqual([]);
  });
});
