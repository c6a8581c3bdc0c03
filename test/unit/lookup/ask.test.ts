import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { LookupResult } from "#contract/views-lookup.ts";
import type { Asking } from "#lookup/ask.ts";
import { askRegistry } from "#lookup/ask.ts";
import { hashText, isTextHash } from "#lookup/hash.ts";
import type { Question, RegistryElement, RegistryRequest } from "#lookup/lookup.port.ts";
import { createSha512 } from "#platform/sha512.ts";
import type { FakeRegistry } from "#test/support/fake-registry.ts";
import { createFakeRegistry, elementOf } from "#test/support/fake-registry.ts";

const hash = createSha512();
const host = "registry.example";
const { signal } = new AbortController();
const email = (text: string): Question => ({ type: "email", text, country: "" });
const phone = (text: string, country = ""): Question => ({ type: "phone", text, country });
const byHash = (text: string): string => hashText(hash, text);

const ask = (
  registry: FakeRegistry,
  questions: readonly Question[],
  change: Partial<Asking> = {},
): ReturnType<typeof askRegistry> =>
  askRegistry(
    { questions, mode: "hash", confirmedHost: null, alsoAsTyped: false, ...change },
    { registry, hash, host, defaultCountry: "US" },
    signal,
  );

const resultsOf = async (...given: Parameters<typeof ask>): Promise<readonly LookupResult[]> => {
  const results = await ask(...given);
  if (!results.ok) throw new Error(results.error.code);
  return results.value;
};

const factIn = (result: LookupResult | undefined, fact: string): boolean | null | undefined =>
  result?.facts.find((one) => one.fact === fact)?.value;

/** Answers every request with the same elements, whatever was asked. */
const saying = (...elements: readonly RegistryElement[]): FakeRegistry =>
  createFakeRegistry(() => ok(elements));

const jo = "jo@example.com";

describe("matching", () => {
  it("goes by type and value, never by position", async () => {
    const registry = createFakeRegistry(({ questions }) =>
      ok(
        questions
          .map(({ type, value }) =>
            value === byHash(jo)
              ? elementOf(type, value, "found", { is_under_13: true })
              : elementOf(type, value, "not_found"),
          )
          .toReversed(),
      ),
    );
    const results = await resultsOf(registry, [email("a@example.com"), email(jo), phone("202 555 0112")]);
    expect(results.map(({ asked, status }) => [asked, status])).toEqual([
      ["a@example.com", "not-found"],
      [jo, "found"],
      ["+12025550112", "not-found"],
    ]);
    expect(factIn(results[1], "is_under_13")).toBe(true);
  });

  it("what is missing is unknown, not absent; what was never asked is ignored", async () => {
    const registry = saying(elementOf("email", byHash("other@example.com"), "found", { is_under_13: true }));
    expect((await resultsOf(registry, [email(jo)]))[0]?.status).toBe("unknown");
    const wrongType = saying(elementOf("phone", byHash(jo), "found"));
    expect((await resultsOf(wrongType, [email(jo)]))[0]?.status).toBe("unknown");
  });

  it("a hash may come back in capitals, a text must not differ", async () => {
    const upper = saying(elementOf("email", byHash(jo).toUpperCase(), "found"));
    expect((await resultsOf(upper, [email(jo)]))[0]?.status).toBe("found");
    const plain = saying(elementOf("email", jo.toUpperCase(), "found"));
    const results = await resultsOf(plain, [email(jo)], { mode: "plain", confirmedHost: host });
    expect(results[0]?.status).toBe("unknown");
  });

  it.each([
    ["found", "found"],
    ["not_found", "not-found"],
    ["bad_data", "bad-data"],
    ["pending_review", "unknown"],
    ["FOUND", "unknown"],
    ["__proto__", "unknown"],
    ["toString", "unknown"],
    ["", "unknown"],
  ])("status %s is %s", async (said, status) => {
    const results = await resultsOf(saying(elementOf("email", byHash(jo), said)), [email(jo)]);
    expect(results[0]?.status).toBe(status);
  });

  it("two answers for one question that differ are no answer", async () => {
    const value = byHash(jo);
    const differing = [
      [elementOf("email", value, "found"), elementOf("email", value, "not_found")],
      [
        elementOf("email", value, "found", { is_under_13: true }),
        elementOf("email", value, "found", { is_under_13: false }),
      ],
    ];
    for (const elements of differing)
      expect((await resultsOf(saying(...elements), [email(jo)]))[0]?.status).toBe("unknown");
    const twice = saying(elementOf("email", value, "found"), elementOf("email", value, "found"));
    expect((await resultsOf(twice, [email(jo)]))[0]?.status).toBe("found");
  });

  it("a fact is yes, no or unknown, and only from what was found", async () => {
    const members = {
      is_under_13: true,
      is_under_14: false,
      is_under_15: null,
      is_under_16: "true",
      other: 1,
    };
    const [found] = await resultsOf(saying(elementOf("email", byHash(jo), "found", members)), [email(jo)]);
    expect(["13", "14", "15", "16", "17"].map((age) => factIn(found, `is_under_${age}`))).toEqual([
      true,
      false,
      null,
      null,
      null,
    ]);
    const [absent] = await resultsOf(saying(elementOf("email", byHash(jo), "not_found", members)), [
      email(jo),
    ]);
    expect(absent?.facts.every(({ value }) => value === null)).toBe(true);
  });
});

describe("variants", () => {
  const onlyAsTyped = (text: string): FakeRegistry =>
    createFakeRegistry(({ questions }) =>
      ok(
        questions.map(({ type, value }) =>
          elementOf(type, value, value === byHash(text) ? "found" : "not_found"),
        ),
      ),
    );

  it("the one that was found counts, and is named", async () => {
    const registry = onlyAsTyped("Jo@Example.com ");
    const results = await resultsOf(registry, [email("Jo@Example.com ")], { alsoAsTyped: true });
    expect(results[0]).toMatchObject({ asked: "Jo@Example.com ", variant: "as-typed", status: "found" });
    expect(registry.values()).toEqual([byHash(jo), byHash("Jo@Example.com ")]);
  });

  it("the normalised one counts when both or neither was found", async () => {
    const [neither] = await resultsOf(createFakeRegistry(), [email("Jo@example.com")], { alsoAsTyped: true });
    expect(neither).toMatchObject({ asked: jo, variant: "normalised", status: "not-found" });
    const both = createFakeRegistry(({ questions }) =>
      ok(questions.map(({ type, value }) => elementOf(type, value, "found"))),
    );
    const [found] = await resultsOf(both, [email("Jo@example.com")], { alsoAsTyped: true });
    expect(found).toMatchObject({ asked: jo, variant: "normalised" });
  });

  it("a text that is normal already is asked about once, and so is one that comes twice", async () => {
    const registry = createFakeRegistry();
    const results = await resultsOf(registry, [email(jo), email("JO@example.com")], { alsoAsTyped: true });
    expect(results).toHaveLength(2);
    expect(registry.values()).toEqual([byHash(jo), byHash("JO@example.com")]);
  });
});

describe("requests", () => {
  const many = (count: number): readonly Question[] =>
    Array.from({ length: count }, (_, at) => email(`Person${at}@example.com`));

  it("hold at most 100 questions and go one after the other", async () => {
    const registry = createFakeRegistry();
    const results = await resultsOf(registry, many(100), { alsoAsTyped: true });
    expect(results).toHaveLength(100);
    expect(registry.requests.map(({ questions }) => questions.length)).toEqual([100, 100]);
  });

  it("more than 100 questions are refused before anything is sent", async () => {
    const registry = createFakeRegistry();
    expect(await ask(registry, many(101))).toMatchObject({ ok: false, error: { code: "lookup.too-many" } });
    expect(registry.requests).toEqual([]);
  });

  it("one that fails fails the whole", async () => {
    let count = 0;
    const registry = createFakeRegistry(() => (++count === 2 ? fail("lookup.busy") : ok([])));
    const results = await ask(registry, many(100), { alsoAsTyped: true });
    expect(results).toMatchObject({ ok: false, error: { code: "lookup.busy" } });
  });

  it("one malformed question stops all of them", async () => {
    const registry = createFakeRegistry();
    const results = await ask(registry, [email(jo), phone("hello")]);
    expect(results).toMatchObject({ ok: false, error: { code: "lookup.phone-malformed" } });
    expect(registry.requests).toEqual([]);
  });

  it.each([
    ["nobody agreed", null],
    ["another host was agreed to", "other.example"],
    ["something near it was agreed to", "registry.example:443"],
    ["nothing was agreed to", ""],
  ])("nothing goes out in plain when %s", async (_what, confirmedHost) => {
    const registry = createFakeRegistry();
    const results = await ask(registry, [email(jo)], { mode: "plain", confirmedHost });
    expect(results).toMatchObject({ ok: false, error: { code: "lookup.not-confirmed" } });
    expect(registry.requests).toEqual([]);
  });

  it("in plain the texts themselves go out, but never a hash", async () => {
    const registry = createFakeRegistry();
    const plain = { mode: "plain", confirmedHost: host } as const;
    await resultsOf(registry, [email("Jo@example.com"), phone("202 555 0112")], plain);
    expect(registry.values()).toEqual([jo, "+12025550112"]);
    const hashed = await ask(registry, [email("ab".repeat(64))], plain);
    expect(hashed).toMatchObject({ ok: false, error: { code: "lookup.hash-as-text" } });
    expect(registry.requests).toHaveLength(1);
  });
});

const questions = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant("email" as const), text: fc.emailAddress(), country: fc.constant("") }),
    fc.record({
      type: fc.constant("phone" as const),
      text: fc.integer({ min: 2_000_000_000, max: 9_999_999_999 }).map((number) => `+1${number}`),
      country: fc.constant(""),
    }),
    fc.record({
      type: fc.constantFrom("email" as const, "phone" as const),
      text: fc.string({ unit: "grapheme", maxLength: 320 }),
      country: fc.constantFrom("", "US", "GB"),
    }),
  ),
  { minLength: 1, maxLength: 20 },
);

describe("in hash mode", () => {
  it("no text ever reaches the registry, whatever is asked", async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(questions, fc.boolean(), async (asked, alsoAsTyped) => {
        const registry = createFakeRegistry();
        // One by one too, since one malformed question stops all of them.
        await ask(registry, asked, { alsoAsTyped });
        for (const one of asked) await ask(registry, [one], { alsoAsTyped });
        sent += registry.values().length;
        expect(registry.requests.every(({ mode }: RegistryRequest) => mode === "hash")).toBe(true);
        expect(registry.values().every((value) => isTextHash(value))).toBe(true);
        const texts = asked.map(({ text }) => text).filter((text) => text.length > 8);
        const all = JSON.stringify(registry.requests);
        expect(texts.some((text) => all.includes(text))).toBe(false);
      }),
      { numRuns: 60 },
    );
    expect(sent).toBeGreaterThan(100);
  });
});
