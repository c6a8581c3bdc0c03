/** The software Apex and Spark 1, and the demo chips. */
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "#chip/bytes.ts";
import { createSoftApex } from "#sandbox/soft-apex.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";
import { createSoftSpark1 } from "#sandbox/soft-spark1.ts";
import { demoChips } from "#sandbox/demo-chips.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import { S1, V4, fixedRandom } from "#test/support/vectors.ts";

const ask = (chip: SoftChip, hex: string): string =>
  toHex(chip.process(fromHex(hex.replaceAll(" ", "")) ?? new Uint8Array())).toUpperCase();
const partOne = "9071000002020000";
const verify = "00A404000CA000000846737061726B3201";

describe("soft Apex", () => {
  const make = (statusWords: "wrapped" | "iso" = "wrapped"): SoftChip =>
    createSoftApex({
      uid: fromHex("A7E0515A10C4D2B3") ?? new Uint8Array(),
      key: V4.key,
      random: fixedRandom(V4.rndB, V4.ti),
      statusWords,
    });

  it.each([verify, `${verify}00`, `${verify}FF`, "00A404000BA000000846737061726B3200"])(
    "answers %s with its UID",
    (select) => expect(ask(make(), select)).toBe("A7E0515A10C4D2B39000"),
  );

  it("speaks Spark 2 only inside the Verify applet", () => {
    const chip = make();
    expect(ask(chip, partOne)).toBe("6E00");
    expect(ask(chip, "00A4040C07D276000085010100")).toBe("9000");
    expect(ask(chip, partOne)).toBe("6E00");
    ask(chip, verify);
    expect(ask(chip, partOne)).toBe(`${toHex(V4.message).toUpperCase()}91AF`);
    expect(ask(chip, `90AF000020${toHex(V4.forChip)}00`)).toBe(`${toHex(V4.response).toUpperCase()}9100`);
  });

  it("keeps the abort rule and says it in ISO words when told so", () => {
    const chip = make("iso");
    ask(chip, verify);
    expect(ask(chip, partOne)).toMatch(/9000$/);
    ask(chip, verify);
    expect(ask(chip, `90AF000020${toHex(V4.forChip)}00`)).toBe("917E");
    ask(chip, partOne);
    expect(ask(chip, `90AF000020${toHex(V4.wrongForChip)}00`)).toBe("6982");
  });

  it.each([
    ["an unknown applet", "00A4040007A0000000030000", "6A82"],
    ["too short a name", "00A4040004A0000008", "6A82"],
    ["GetVersion", "9060000000", "6E00"],
    ["half a command", "00A404", "6700"],
  ])("%s", (_name, command, answer) => expect(ask(make(), command)).toBe(answer));
});

describe("soft Spark 1", () => {
  const make = (reportsUid: "msb-first" | "lsb-first" = "msb-first"): SoftChip =>
    createSoftSpark1({ uid: S1.uid, key: S1.key, random: () => S1.tRnd, reportsUid });
  const begin = (chip: SoftChip): void => {
    ask(chip, "FFC2000002810000");
    ask(chip, "FFC20002048F02020300");
  };

  it("S1: the exchange of the contract gets the answer of the contract", () => {
    const chip = make();
    begin(chip);
    expect(ask(chip, toHex(S1.exchange))).toBe(toHex(S1.answer).toUpperCase());
  });

  it("reports its UID in either order", () => {
    expect(ask(make(), "FFCA000000")).toBe("E0040118112233449000");
    expect(ask(make("lsb-first"), "FFCA000000")).toBe("44332211180104E09000");
  });

  it("answers nothing without a session, after its end, after power was lost, or to another UID", () => {
    const chip = make();
    expect(ask(chip, toHex(S1.exchange))).toBe("C0030169859000");
    begin(chip);
    ask(chip, "FFC2000002820000");
    expect(ask(chip, toHex(S1.exchange))).toBe("C0030169859000");
    begin(chip);
    chip.powerOff();
    expect(ask(chip, toHex(S1.exchange))).toBe("C0030169859000");
    begin(chip);
    expect(ask(chip, toHex(S1.exchange).replace("44332211", "44332212"))).toBe("C0030164019000");
  });

  it("refuses another key slot and knows no card commands", () => {
    const chip = make();
    begin(chip);
    expect(ask(chip, toHex(S1.exchange).replace("000002176", "000001176"))).toMatch(/9702010F9000$/);
    expect(ask(chip, "00A4040C07D276000085010100")).toBe("6E00");
  });
});

describe("demo chips", () => {
  it("are one of mine and one other of each kind, all different", () => {
    for (const kind of ["spark2", "apex", "spark1"] as const) {
      const mine = softChipOf(kind, "mine");
      const other = softChipOf(kind, "other");
      expect(toHex(mine.uid)).not.toBe(toHex(other.uid));
    }
    expect(new Set(demoChips.map((chip) => chip.uid)).size).toBe(6);
    expect(new Set(demoChips.map((chip) => chip.key)).size).toBe(6);
    for (const chip of demoChips) expect(chip.uid + chip.key).toMatch(/^[0-9A-F]+$/);
  });
});
