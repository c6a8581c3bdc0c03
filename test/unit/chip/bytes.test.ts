/** Hex and bytes: strict at the edges, without side effects inside. */
import { describe, expect, it } from "vitest";
import {
  concatBytes,
  equalBytes,
  fromHex,
  hexConstant,
  reverseBytes,
  rotateLeft1,
  startsWith,
  toHex,
} from "#chip/bytes.ts";

describe("hex", () => {
  it.each([
    ["", []],
    ["00", [0]],
    ["04A1b2", [4, 0xa1, 0xb2]],
  ])("reads %j", (text, bytes) => expect(fromHex(text)).toEqual(Uint8Array.from(bytes)));

  it.each(["0", "abc", "0g", " 00", "0x00", "00\n", "٠٠"])("refuses %j", (text) =>
    expect(fromHex(text)).toBeNull(),
  );

  it("writes lower case with leading zeros", () => expect(toHex(Uint8Array.of(0, 10, 255))).toBe("000aff"));
  it("takes constants with spaces and throws on a typing mistake", () => {
    expect(hexConstant("00 A4")).toEqual(Uint8Array.of(0, 0xa4));
    expect(() => hexConstant("0")).toThrow();
  });
});

describe("bytes", () => {
  const abc = Uint8Array.of(1, 2, 3);
  it("joins, compares, reverses and rotates without touching its input", () => {
    expect(concatBytes(abc, new Uint8Array(), Uint8Array.of(4))).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(equalBytes(abc, Uint8Array.of(1, 2, 3))).toBe(true);
    expect(equalBytes(abc, Uint8Array.of(1, 2))).toBe(false);
    expect(startsWith(abc, Uint8Array.of(1, 2))).toBe(true);
    expect(startsWith(abc, Uint8Array.of(1, 2, 3, 4))).toBe(false);
    expect(reverseBytes(abc)).toEqual(Uint8Array.of(3, 2, 1));
    expect(rotateLeft1(abc)).toEqual(Uint8Array.of(2, 3, 1));
    expect(rotateLeft1(Uint8Array.of(9))).toEqual(Uint8Array.of(9));
    expect(abc).toEqual(Uint8Array.of(1, 2, 3));
  });
});
