import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashText, isTextHash, looksHashed } from "#lookup/hash.ts";
import { isCountry, normalise } from "#lookup/normalise.ts";
import { createSha512 } from "#platform/sha512.ts";

const hash = createSha512();
const question = (type: "email" | "phone", text: string, country = "") => ({ type, text, country });
const read = (type: "email" | "phone", text: string, country = "", defaultCountry = "") => {
  const result = normalise(question(type, text, country), defaultCountry);
  return result.ok ? result.value : result.error.code;
};

describe("hash", () => {
  it.each([
    [
      "jo.doe@example.com",
      "3bd169dcef302bed776357580d9c9bbd8cf1e9569e9903564024fc63942ffd3810ddce95dcec875f0cd74cd80816449930a5ab246f99cbeb93507f81fd589dac",
    ],
    [
      "+15550100",
      "2cba1dc89d9eb1c8b865e594ad3e85c421a9ae77bf8c85aafe30096545658831bbbd05854b1b9760da8c7b5fb45ecde2f483138f9ea97af3fd29247c394dcdae",
    ],
  ])("of the contract: %s", (text, expected) => {
    expect(hashText(hash, text)).toBe(expected);
    expect(isTextHash(expected)).toBe(true);
  });

  it("is 128 small hexadecimal characters of whatever text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => isTextHash(hashText(hash, text))));
  });

  it.each([
    ["128 characters", "ab".repeat(64), true],
    ["in capitals", "AB".repeat(64), false],
    ["127 characters", "a".repeat(127), false],
    ["no hexadecimal", "g".repeat(128), false],
    ["a line break behind", `${"a".repeat(128)}\n`, false],
  ])("takes only its own form: %s", (_what, text, expected) => {
    expect(isTextHash(text)).toBe(expected);
  });

  it.each(["d41d8cd98f00b204e9800998ecf8427e", "A".repeat(40), ` ${"0f".repeat(32)} `, "ab".repeat(64)])(
    "a hash in the place of a text is recognised: %s",
    (text) => {
      expect(looksHashed(text)).toBe(true);
      for (const type of ["email", "phone"] as const) expect(read(type, text)).toBe("lookup.hash-as-text");
    },
  );
});

describe("e-mail", () => {
  it.each([
    ["as it is", "jo.doe@example.com", "jo.doe@example.com"],
    ["blanks around", "  jo@example.com\t", "jo@example.com"],
    ["capitals", "Jo.Doe@Example.COM", "jo.doe@example.com"],
    ["dots and plus stay", "j.o+news@example.com", "j.o+news@example.com"],
    ["composed", "jose\u0301@example.com", "jos\u00e9@example.com"],
    ["a domain of its own script", "\u00e1da@\u4f8b\u3048.jp", "\u00e1da@\u4f8b\u3048.jp"],
  ])("%s", (_what, text, normalised) => {
    expect(read("email", text)).toEqual({ normalised, country: null });
  });

  it.each([
    "",
    "jo",
    "jo@",
    "@example.com",
    "jo@example",
    "jo@@example.com",
    "jo@.example.com",
    "jo@example..com",
    "jo@example.com.",
    "jo doe@example.com",
    "jo\u0000@example.com",
    "jo\u200b@example.com",
    "jo@example.com\nada@example.com",
    `${"a".repeat(320)}@example.com`,
  ])("is none: %j", (text) => {
    expect(read("email", text)).toBe("lookup.email-malformed");
  });

  it("what came out goes in and stays", () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.constantFrom("NFC", "NFD"), (address, form) => {
        const once = normalise(question("email", ` ${address.toUpperCase().normalize(form)} `), "");
        if (!once.ok) return false;
        expect(read("email", once.value.normalised)).toEqual(once.value);
        return once.value.normalised === address.normalize("NFC").toLowerCase();
      }),
    );
  });
});

describe("phone", () => {
  it.each([
    ["+1 (202) 555-0112", "", "", "+12025550112", "US"],
    ["202 555 0112", "US", "", "+12025550112", "US"],
    ["202 555 0112", "us", "", "+12025550112", "US"],
    ["020 7946 0018", "", "GB", "+442079460018", "GB"],
    ["020 7946 0018", "GB", "US", "+442079460018", "GB"],
    ["0044 20 7946 0018", "GB", "", "+442079460018", "GB"],
    ["+14165550123", "GB", "", "+14165550123", "CA"],
    ["\u0660\u0662\u0660\u0667\u0669\u0664\u0666\u0660\u0660\u0661\u0668", "GB", "", "+442079460018", "GB"],
    ["+12025550112 ext. 5", "", "", "+12025550112", "US"],
    ["+447700900123", "", "", "+447700900123", null],
  ])("%s, asked for %s, by default %s", (text, country, defaultCountry, normalised, shown) => {
    expect(read("phone", text, country, defaultCountry)).toEqual({ normalised, country: shown });
  });

  it.each([
    ["", "US"],
    ["2025550112", ""],
    ["hello", "US"],
    ["+15550100", ""],
    ["+999123456", ""],
    ["12", "GB"],
    ["020 7946 0018", "XX"],
    ["+12025550112 call me", "US"],
    ["jo@example.com", "US"],
  ])("is none: %j in %j", (text, country) => {
    expect(read("phone", text, country)).toBe("lookup.phone-malformed");
  });

  it("never throws, and is E.164 or refused", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 320 }), fc.constantFrom("", "US", "GB", "zz"), (text, country) => {
        const result = normalise(question("phone", text, country), "");
        return !result.ok || /^\+[1-9]\d{3,14}$/.test(result.value.normalised);
      }),
    );
  });

  it("knows countries by their two letters", () => {
    expect([isCountry("us"), isCountry("GB"), isCountry(""), isCountry("XX")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
