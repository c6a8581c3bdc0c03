import { wordlist } from "@scure/bip39/wordlists/english.js";
import { describe, expect, test } from "vitest";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { PasswordOptions } from "#vault/generator.ts";
import { makePassphrase, makePassword } from "#vault/generator.ts";
import { estimateStrength } from "#vault/strength.ts";

const crypto = createNodeCrypto();
const all: PasswordOptions = {
  kind: "password",
  length: 20,
  lower: true,
  upper: true,
  digits: true,
  symbols: true,
  isUnambiguous: false,
};

describe("made passwords", () => {
  test("have their length and one of each class", () => {
    for (let at = 0; at < 300; at++) {
      const { value } = makePassword(crypto, { ...all, length: 4 });
      expect(value).toHaveLength(4);
      for (const wanted of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]) expect(value).toMatch(wanted);
    }
  });

  test("leave out what looks alike, and are lower case when nothing is chosen", () => {
    const many = Array.from(
      { length: 100 },
      () => makePassword(crypto, { ...all, isUnambiguous: true }).value,
    ).join("");
    expect(many).not.toMatch(/[0O1Il|5S2Z8B]/);
    const none = { ...all, lower: false, upper: false, digits: false, symbols: false };
    expect(makePassword(crypto, none).value).toMatch(/^[a-z]{20}$/);
  });

  test("draw each letter equally often (chi-square, 26 letters)", () => {
    const counts = new Map<string, number>();
    const only = { ...all, upper: false, digits: false, symbols: false, length: 256 };
    for (let at = 0; at < 200; at++)
      for (const letter of makePassword(crypto, only).value)
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
    const expected = (200 * 256) / 26;
    let chiSquare = 0;
    for (const count of counts.values()) chiSquare += (count - expected) ** 2 / expected;
    expect(counts.size).toBe(26);
    // 25 degrees of freedom: above 65 happens once in some 50,000 runs.
    expect(chiSquare).toBeLessThan(65);
  });

  test("tell their bits truthfully", () => {
    const digits = { ...all, lower: false, upper: false, symbols: false, length: 10 };
    expect(makePassword(crypto, digits).bits).toBeCloseTo(10 * Math.log2(10), 6);
    // Lower case and digits, two long: 36² less the 26² and 10² that lack a class.
    const two = { ...all, upper: false, symbols: false, length: 2 };
    expect(makePassword(crypto, two).bits).toBeCloseTo(Math.log2(36 ** 2 - 26 ** 2 - 10 ** 2), 6);
  });
});

describe("made passphrases", () => {
  test("are words of the list", () => {
    const options = {
      kind: "passphrase",
      words: 6,
      separator: "-",
      capitalise: false,
      number: false,
    } as const;
    const { value, bits } = makePassphrase(crypto, options);
    const words = value.split("-");
    expect(words).toHaveLength(6);
    expect(words.every((word) => wordlist.includes(word))).toBe(true);
    expect(bits).toBe(66);
  });

  test("may begin with capitals and have one digit", () => {
    const options = { kind: "passphrase", words: 4, separator: " ", capitalise: true, number: true } as const;
    const { value, bits } = makePassphrase(crypto, options);
    expect(value.split(" ").every((word) => /^[A-Z][a-z]+\d?$/.test(word))).toBe(true);
    expect(value.replace(/\D/g, "")).toHaveLength(1);
    expect(bits).toBeCloseTo(44 + Math.log2(40), 6);
  });
});

describe("the strength", () => {
  test("of known passwords is none, of made ones high", async () => {
    expect(await estimateStrength("", [])).toEqual({ score: 0, guessesLog10: 0, warning: "" });
    const known = await estimateStrength("password123", []);
    expect(known.score).toBe(0);
    expect(known.warning).toContain("well-known");
    expect((await estimateStrength(makePassword(crypto, all).value, [])).score).toBe(4);
  });

  test("falls when the guesser knows the name", async () => {
    const alone = await estimateStrength("zweibelmann77", []);
    const hinted = await estimateStrength("zweibelmann77", ["zweibelmann"]);
    expect(hinted.guessesLog10).toBeLessThan(alone.guessesLog10);
  });
});
