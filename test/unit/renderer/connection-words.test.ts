/** What the window says of sign-ins that end, of settings while they are typed, of waiting copies and of answers. */
import { describe, expect, it } from "vitest";
import type { StoreView } from "#contract/views.ts";
import { createFormats } from "#renderer/language/formats.ts";
import { hasCountry, problemOf, questionsOf, typeOf } from "#renderer/screens/lookup/question-words.ts";
import { goodUntilText, precisionText, shortFacts } from "#renderer/screens/lookup/result-words.ts";
import { wayOut } from "#renderer/screens/entries/way-out.ts";
import { namespaceProblem, pdaProblem, portsIn } from "#renderer/screens/settings/stores/setup-checks.ts";
import { endingSoon, signInText } from "#renderer/screens/settings/stores/sign-in-times.ts";
import { english } from "#test/support/english.ts";
import { storeView } from "#test/support/fake-store-views.ts";

const now = new Date(2026, 10, 26, 12).getTime();
const formats = createFormats("en");
const hours = (count: number): number => now + count * 3_600_000;

describe("the end of a sign-in", () => {
  it.each([
    [null, null, null, null],
    [hours(16 * 24), hours(72), "Sign in again by 12 December; sooner if it is not used for 3 days.", null],
    [hours(16 * 24), null, "Sign in again by 12 December.", null],
    [null, hours(72), "Sign in again if it is not used for 3 days.", null],
    [hours(60 * 24), null, "Sign in again by 25 January 2027.", null],
    [hours(71), hours(72), "Sign in again by 29 November.", "consent"],
    [hours(5), null, "Sign in again within 5 hours.", "consent"],
    [
      hours(16 * 24),
      hours(20),
      "Sign in again by 12 December; sooner if it is not used for 20 hours.",
      "idle",
    ],
  ] as const)("consent %s, idle %s", (consentEndsAt, idleEndsAt, text, warning) => {
    const ends = { consentEndsAt, idleEndsAt };
    expect(signInText(ends, { t: english, formats: createFormats("en-GB"), now })).toBe(text);
    expect(endingSoon(ends, now)).toBe(warning);
  });
});

describe("settings while they are typed", () => {
  it.each([
    ["tap-vault-2", null],
    ["Tap_Vault", "tap-vault"],
    ["Ämter", "mter"],
    ["…", null],
  ])("namespace %s", (typed, suggestion) => {
    expect(namespaceProblem(typed)?.suggestion ?? null).toBe(suggestion);
    expect(namespaceProblem(typed) === null).toBe(typed === "tap-vault-2");
  });

  it.each(["ada.hubat.net", "https://ada.hubat.net/", "http://127.0.0.1:8080", "", "localhost:80"])(
    "takes the account %j",
    (typed) => expect(pdaProblem(typed)).toBeNull(),
  );

  it.each([
    ["ada@hubat.net", "ada.hubat.net"],
    ["https://ada.hubat.net/hatlogin?x=1", "ada.hubat.net"],
    ["http://ada.hubat.net", "ada.hubat.net"],
    ["ada", null],
    ["ada hubat", null],
  ])("explains the account %j", (typed, suggestion) => {
    expect(pdaProblem(typed)?.suggestion).toBe(suggestion);
  });

  it("reads ports", () => {
    expect(portsIn("47811, 47812;47811")).toEqual([47_811, 47_812]);
    for (const typed of ["", "80", "1e9", "47811.5", "a", "-47811"]) expect(portsIn(typed)).toBeNull();
  });
});

describe("waiting copies", () => {
  const unsent = { copies: { kept: 0, waiting: 1, failed: 0, damaged: 0 } };
  const at = (store: StoreView["store"], state: StoreView["state"]): StoreView =>
    storeView(store, { ...unsent, state });

  it("go with a tap where VivoKey has some, else by being asked, else after a sign-in", () => {
    expect(wayOut([], false)).toBe("tap");
    expect(wayOut([], true)).toBe("send");
    expect(wayOut([at("kvs", "needs-tap"), at("hyperid", "connected")], false)).toBe("tap");
    expect(wayOut([at("hyperid", "connected"), at("digime", "needs-sign-in")], false)).toBe("send");
    expect(wayOut([at("digime", "needs-sign-in")], true)).toBe("sign-in");
  });
});

describe("questions and answers of a lookup", () => {
  it.each([
    ["ada@example.org", "email"],
    ["+44 (20) 7946-0018", "phone"],
    ["020 7946 0018", "phone"],
    ["ada", "email"],
    ["  ", null],
  ])("%j looks like %s", (text, type) => expect(typeOf(text)).toBe(type));

  it("takes one a line as each looks, with the country for numbers alone", () => {
    const options = { isSeveral: true, type: null, country: "GB" } as const;
    expect(questionsOf("ada@example.org\n\n 020 7946 0018", options)).toEqual([
      { type: "email", text: "ada@example.org", country: "" },
      { type: "phone", text: " 020 7946 0018", country: "GB" },
    ]);
    expect(hasCountry(" +44 20")).toBe(true);
    expect(hasCountry("020")).toBe(false);
  });

  it("refuses more than a hundred, and what is too long", () => {
    const many = Array.from({ length: 101 }, () => ({ type: "email", text: "a@b.c", country: "" }) as const);
    expect(problemOf(many)?.code).toBe("lookup.too-many");
    expect(problemOf(many.slice(1))).toBeNull();
    expect(problemOf([{ type: "phone", text: "1".repeat(321), country: "" }])?.code).toBe(
      "lookup.phone-malformed",
    );
  });

  it("says the narrowest facts, how exact a birth date is, and until when an answer is good", () => {
    expect(
      shortFacts(english, [
        { fact: "is_under_18", value: false },
        { fact: "is_under_21", value: true },
        { fact: "is_18_or_over", value: true },
        { fact: "is_21_or_over", value: null },
      ]),
    ).toBe("18 or over, under 21");
    expect(precisionText(english, "YYYY-MM")).toBe("exact to the month");
    expect(precisionText(english, "about")).toBe("exactness: about");
    expect(goodUntilText(english, formats, { expiresAt: hours(24), expiresText: "x" }, now)).toBe(
      "Good until Nov 27, 2026",
    );
    expect(goodUntilText(english, formats, { expiresAt: hours(-24), expiresText: "x" }, now)).toContain(
      "ask again",
    );
    expect(goodUntilText(english, formats, { expiresAt: null, expiresText: "soon" }, now)).toBe(
      "Good until soon",
    );
    expect(goodUntilText(english, formats, { expiresAt: null, expiresText: null }, now)).toBeNull();
  });
});
