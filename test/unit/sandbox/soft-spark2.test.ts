/** The software Spark 2: vectors V1, V4 and V4n, its habits, and its failure counters. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fromHex, hexConstant, toHex } from "#chip/bytes.ts";
import { type ChipMemory, createChipMemory, openChipMemory } from "#sandbox/chip-memory.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";
import { type SoftSpark2Options, createSoftSpark2 } from "#sandbox/soft-spark2.ts";
import { writeCounters } from "#test/support/counters.ts";
import { V1, V4, fixedRandom } from "#test/support/vectors.ts";

const held: string[] = [];
afterAll(() => writeCounters("chip-vectors", { vectorsChip: held }));

const make = (options: Partial<SoftSpark2Options> = {}): SoftChip =>
  createSoftSpark2({ uid: V4.uid, key: V4.key, random: fixedRandom(V4.rndB, V4.ti), ...options });
const ask = (chip: SoftChip, hex: string): string =>
  toHex(chip.process(fromHex(hex.replaceAll(" ", "")) ?? new Uint8Array())).toUpperCase();
const partOne = "90 71 00 00 02 02 00 00";
const right = `90AF000020${toHex(V4.forChip)}00`;
const wrong = `90AF000020${toHex(V4.wrongForChip)}00`;
const message = `${toHex(V4.message).toUpperCase()}91AF`;

describe("vectors", () => {
  it("V1", () => {
    const chip = make({ random: fixedRandom(V1.rndB, V1.ti) });
    expect(ask(chip, toHex(V1.partOneCommand))).toBe(`${toHex(V1.message).toUpperCase()}91AF`);
    expect(ask(chip, `90AF000020${toHex(V1.forChip)}00`)).toBe(`${toHex(V1.response).toUpperCase()}9100`);
    held.push("V1");
  });

  it("V4", () => {
    const chip = make();
    expect(ask(chip, "FFCA000000")).toBe("04A1B2C3D4E5809000");
    expect(ask(chip, "00A4040C07D276000085010100")).toBe("9000");
    expect(ask(chip, partOne)).toBe(message);
    expect(ask(chip, right)).toBe(`${toHex(V4.response).toUpperCase()}9100`);
    held.push("V4");
  });

  it("V4n", () => {
    const chip = make();
    ask(chip, partOne);
    expect(ask(chip, wrong)).toBe("91AE");
    ask(chip, partOne);
    expect(ask(chip, "00A4040C07D276000085010100")).toBe("9000");
    expect(ask(chip, right)).toBe("917E");
    expect(ask(chip, "9071000002050000")).toBe("9140");
    expect(ask(chip, "90710000020200")).toBe("917E");
    held.push("V4n");
  });
});

describe("habits", () => {
  it.each([
    ["SELECT of something else", "00A4040007A000000003000000", "6A82"],
    ["SELECT by file", "00A4000C02E104", "6A86"],
    ["an unknown ISO instruction", "00B0000010", "6D00"],
    ["an unknown class", "8060000000", "6E00"],
    ["an unknown wrapped command", "90BB000000", "911C"],
    ["part 1 with another Le", "90710000020200FF", "917E"],
    ["part 1, extended form", "907100000000020200 0000".replace(" ", ""), "917E"],
    ["part 1 with cut data", "907100000102 00".replace(" ", ""), "917E"],
    ["part 1 with P1", "9071010002020000", "919E"],
    ["a stray part 2", right, "917E"],
    ["a stray continuation", "90AF000000", "917E"],
    ["historical bytes", "FFCA010000", "0677777102809000"],
    ["another pseudo-APDU", "FF82000000", "6A81"],
    ["half a command", "90", "917E"],
    ["nothing", "", "6700"],
  ])("%s", (_name, command, answer) => expect(ask(make(), command)).toBe(answer));

  it("tells its version in three frames", () => {
    const chip = make();
    expect(ask(chip, "9060000000")).toMatch(/^0404.{10}91AF$/);
    expect(ask(chip, "90AF000000")).toMatch(/91AF$/);
    expect(ask(chip, "90AF000000")).toMatch(/^04A1B2C3D4E580.{14}9100$/);
    expect(ask(chip, "90AF000000")).toBe("917E");
  });

  it.each(["00A4040C07D276000085010100", "9060000000", "00B0000010", "90", "90BB000000"])(
    "%s between the two parts drops the authentication without counting",
    (command) => {
      const memory = createChipMemory();
      const chip = make({ memory });
      ask(chip, partOne);
      ask(chip, command);
      expect(ask(chip, right)).toBe("917E");
      expect(memory.read(2).total).toBe(0);
    },
  );

  it("is not disturbed by the reader's own UID command", () => {
    const chip = make();
    ask(chip, partOne);
    ask(chip, "FFCA000000");
    expect(ask(chip, right)).toMatch(/9100$/);
  });

  it.each(["powerOff", "reset"] as const)("%s drops the authentication", (how) => {
    const chip = make();
    ask(chip, partOne);
    chip[how]();
    expect(ask(chip, right)).toBe("917E");
  });

  it("refuses keys and UIDs of the wrong length when made", () => {
    expect(() => make({ uid: new Uint8Array(8) })).toThrow();
    expect(() => make({ key: new Uint8Array(15) })).toThrow();
  });
});

describe("failure counters", () => {
  const failOnce = (chip: SoftChip): string => {
    while (ask(chip, partOne) === "91AD");
    return ask(chip, wrong);
  };
  const delays = (chip: SoftChip): number => {
    let count = 0;
    while (ask(chip, partOne) === "91AD") count += 1;
    return count;
  };

  it("asks for time after five failures in a row, ever longer, through loss of power", () => {
    const chip = make();
    const seen: number[] = [];
    for (let failures = 1; failures <= 8; failures += 1) {
      failOnce(chip);
      chip.powerOff();
      seen.push(delays(chip));
    }
    expect(seen).toEqual([0, 0, 0, 0, 2, 4, 8, 16]);
    expect(ask(chip, right)).toMatch(/9100$/);
    expect(delays(chip)).toBe(0);
  });

  it("locks the key at the limit and takes 10 off for a success", () => {
    const memory: ChipMemory = createChipMemory();
    memory.write(2, { total: 999, consecutive: 0, delaysLeft: 0 });
    const chip = make({ memory });
    ask(chip, partOne);
    expect(ask(chip, right)).toMatch(/9100$/);
    expect(memory.read(2).total).toBe(989);
    memory.write(2, { total: 999, consecutive: 0, delaysLeft: 0 });
    failOnce(chip);
    expect(ask(chip, partOne)).toBe("919D");
    expect(ask(chip, "9071000002000000")).toMatch(/91AF$/);
  });

  it("keeps them in a file, and refuses a file that is not one", () => {
    const folder = mkdtempSync(join(tmpdir(), "tapvault-chip-"));
    const file = join(folder, "chip.json");
    try {
      const first = make({ memory: openChipMemory(file) });
      for (let failures = 0; failures < 5; failures += 1) failOnce(first);
      const second = openChipMemory(file);
      expect(second.read(2)).toEqual({ total: 5, consecutive: 5, delaysLeft: 2 });
      expect(delays(make({ memory: second }))).toBe(2);
      writeFileSync(file, "{");
      expect(() => openChipMemory(file)).toThrow(/cannot be read/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("holds its tongue about keys: the memory has counters only", () => {
    expect(Object.keys(createChipMemory().read(2)).sort()).toEqual(["consecutive", "delaysLeft", "total"]);
    expect(hexConstant("00")).toEqual(new Uint8Array(1));
  });
});
