import { describe, expect, test } from "vitest";
import { totpAt } from "#vault/totp.ts";
import { must } from "#test/support/vault-bench.ts";

const base32 = (text: string): string => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = Array.from(new TextEncoder().encode(text), (byte) => byte.toString(2).padStart(8, "0")).join(
    "",
  );
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => letters[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
};

/** RFC 6238, appendix B: the seed is repeated to the hash's length. */
const seeds = {
  SHA1: "12345678901234567890",
  SHA256: "12345678901234567890123456789012",
  SHA512: "1234567890123456789012345678901234567890123456789012345678901234",
} as const;
const vectors = [
  [59, "94287082", "46119246", "90693936"],
  [1_111_111_109, "07081804", "68084774", "25091201"],
  [1_111_111_111, "14050471", "67062674", "99943326"],
  [1_234_567_890, "89005924", "91819424", "93441116"],
  [2_000_000_000, "69279037", "90698825", "38618901"],
  [20_000_000_000, "65353130", "77737706", "47863826"],
] as const;

describe("one-time codes", () => {
  test.each(vectors)("RFC 6238 at %d s", (seconds, ...codes) => {
    for (const [at, hash] of (["SHA1", "SHA256", "SHA512"] as const).entries()) {
      const uri = `otpauth://totp/x:me?secret=${base32(seeds[hash])}&algorithm=${hash}&digits=8&period=30`;
      expect(must(totpAt(uri, seconds * 1_000)).code).toBe(codes[at]);
    }
  });

  test("a bare seed may be spaced, in lower case and padded", () => {
    const seed = base32(seeds.SHA1);
    const code = must(totpAt(seed, 59_000)).code;
    expect(code).toBe("287082");
    const spaced = `${(seed.toLowerCase().match(/.{4}/g) ?? []).join(" ")} ====`;
    expect(must(totpAt(spaced, 59_000)).code).toBe(code);
  });

  test("a code ends at the end of its period, also when the clock runs backwards", () => {
    const seed = base32(seeds.SHA1);
    expect(must(totpAt(seed, 59_999))).toMatchObject({ periodMs: 30_000, validUntil: 60_000 });
    expect(must(totpAt(seed, 60_000)).validUntil).toBe(90_000);
    expect(must(totpAt(seed, 30_000)).validUntil).toBe(60_000);
    expect(must(totpAt(seed, -5)).validUntil).toBe(30_000);
  });

  test("Steam's codes have five letters of its alphabet", () => {
    const { code } = must(totpAt(`steam://${base32(seeds.SHA1)}`, 59_000));
    expect(code).toMatch(/^[23456789BCDFGHJKMNPQRTVWXY]{5}$/);
    expect(must(totpAt(`steam://${base32(seeds.SHA1)}`, 29_000)).code).not.toBe(code);
  });

  test.each([
    "",
    "not base32!",
    "otpauth://hotp/x?secret=GEZDGNBV&counter=1",
    "otpauth://totp/x",
    "otpauth:",
    "01890",
  ])("%j is refused", (seed) => {
    expect(totpAt(seed, 0)).toMatchObject({ ok: false, error: { code: "totp.unusable" } });
  });
});
