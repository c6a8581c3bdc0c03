/** Dates of unknown form, facts that end, what is held and for how long, and what is kept of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryDraftSchema } from "#contract/views-entries.ts";
import { lookupResultSchema } from "#contract/views-lookup.ts";
import type { LookupResult } from "#contract/views-lookup.ts";
import { saidIn, saidNothing, withoutEnded } from "#lookup/facts.ts";
import { HeldLookups, holdMs } from "#lookup/held-lookups.ts";
import type { DoneLookup } from "#lookup/keep.ts";
import { noteOf } from "#lookup/keep.ts";
import { readMoment } from "#lookup/moments.ts";
import { elementOf } from "#test/support/fake-registry.ts";
import { createHandClock } from "#test/support/hand-clock.ts";

const at = (text: string): number => Date.parse(text);

describe("dates", () => {
  it.each([
    ["2030-01-31", "2030-01-31", "2030-01-31"],
    ["2030-01-31T10:00:00Z", "2030-01-31T10:00:00Z", "2030-01-31T10:00:00Z"],
    ["2030-01-31T10:00:00+02:00", "2030-01-31T08:00:00Z", "2030-01-31T10:00:00+02:00"],
    ["2030-01-31 10:00:00", "2030-01-31T10:00:00Z", "2030-01-31 10:00:00"],
    ["2030-01-31T10:00:00.123", "2030-01-31T10:00:00.123Z", "2030-01-31T10:00:00.123"],
    ["2030-01", "2030-01-01", "2030-01"],
    ["2030", "2030-01-01", "2030"],
    ["20300131", "2030-01-31", "2030-01-31"],
    [20300131, "2030-01-31", "2030-01-31"],
    ["203001", "2030-01-01", "2030-01"],
    [2011, "2011-01-01", "2011"],
    [1_900_000_000, "2030-03-17T17:46:40Z", "2030-03-17"],
    ["1900000000", "2030-03-17T17:46:40Z", "2030-03-17"],
    [1_900_000_000_000, "2030-03-17T17:46:40Z", "2030-03-17"],
  ])("%j begins at %s", (given, begins, text) => {
    expect(readMoment(given)).toEqual({ at: at(begins), text });
  });

  it.each([
    null,
    undefined,
    "",
    "soon",
    "2030-02-30",
    "20301350",
    "31/01/2030",
    {},
    true,
    12,
    "2030-13",
    Infinity,
  ])("%j is none", (given) => {
    expect(readMoment(given)).toBeNull();
  });

  it("whatever comes, it does not throw and is a whole moment", () => {
    fc.assert(fc.property(fc.anything(), (given) => Number.isInteger(readMoment(given)?.at ?? 0)));
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), (date) => {
        expect(readMoment(date.toISOString())?.at).toBe(date.getTime());
      }),
    );
  });

  it("what cannot be read stays as it was written, at most 100 characters", () => {
    const said = saidIn([
      elementOf("email", "x", "found", {
        birthdate: { y: 2011 },
        expire_at: "s".repeat(300),
        is_under_13: true,
      }),
    ]);
    expect(said).toMatchObject({ birthdate: '{"y":2011}', expiresAt: null, expiresText: "s".repeat(100) });
  });

  it("any members make a result that may be shown", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("birthdate", "expire_at", "birthdate_precision"), fc.jsonValue()),
        (members) => {
          const result = {
            type: "email",
            asked: "x",
            variant: "normalised",
            ...saidIn([elementOf("email", "x", "found", members)]),
          };
          expect(lookupResultSchema.safeParse(result).success).toBe(true);
        },
      ),
    );
  });
});

const now = 1_700_000_000_000;

const result = (change: Partial<LookupResult> = {}): LookupResult => ({
  type: "email",
  asked: "jo@example.com",
  variant: "normalised",
  ...saidNothing("found"),
  facts: [
    { fact: "is_under_13", value: true },
    { fact: "is_18_or_over", value: false },
    { fact: "is_under_21", value: null },
  ],
  birthdate: "2012-03-01",
  ...change,
});

const done = (...results: readonly LookupResult[]): DoneLookup => ({
  results,
  askedAt: now,
  mode: "hash",
  host: "registry.example",
  isUnreal: false,
});

describe("facts that end", () => {
  it("are unknown from that moment on", () => {
    const ending = result({ expiresAt: now + 1 });
    expect(withoutEnded(ending, now)).toBe(ending);
    const ended = withoutEnded(ending, now + 1);
    expect(ended).toMatchObject({ status: "found", birthdate: null, expiresAt: now + 1 });
    expect(ended.facts.every(({ value }) => value === null)).toBe(true);
  });
});

describe("what is held", () => {
  it("is forgotten after ten minutes", () => {
    const clock = createHandClock(now);
    const held = new HeldLookups(clock);
    const id = held.hold(done(result()));
    clock.advance(holdMs - 1);
    expect(held.read(id)?.results).toHaveLength(1);
    clock.advance(1);
    expect(held.read(id)).toBeNull();
  });

  it("loses each result's facts when they end", () => {
    const clock = createHandClock(now);
    const held = new HeldLookups(clock);
    const id = held.hold(done(result({ expiresAt: now + 1_000 }), result(), result({ expiresAt: now - 1 })));
    const known = (): readonly boolean[] =>
      (held.read(id)?.results ?? []).map(({ facts }) => facts.some(({ value }) => value !== null));
    expect(known()).toEqual([true, true, false]);
    clock.advance(1_000);
    expect(known()).toEqual([false, true, false]);
  });

  it("is forgotten when told to, one or all", () => {
    const held = new HeldLookups(createHandClock(now));
    const [first, second, third] = [done(result()), done(result()), done(result())].map((one) =>
      held.hold(one),
    );
    held.forget(first ?? "");
    held.forget("unknown");
    expect([first, second, third].map((id) => held.read(id ?? "") === null)).toEqual([true, false, false]);
    held.forgetAll();
    expect(held.read(third ?? "")).toBeNull();
  });
});

describe("what is kept", () => {
  it("is a note with a text field for each fact, and when they end", () => {
    const { fields, ...rest } = noteOf(done(result({ expiresAt: at("2030-01-31") })), "Jo");
    expect(rest).toEqual({ type: "note", title: "Jo", tags: [], isFavourite: false });
    expect(fields.map(({ label, kind, value }) => [label, kind, value])).toEqual([
      ["Source", "text", "PRIVO Protect, registry.example"],
      ["Asked", "text", "2023-11-14 22:13 UTC, by hash"],
      ["E-mail address", "text", "jo@example.com"],
      ["Status", "text", "registered"],
      ["under 13", "text", "yes"],
      ["18 or over", "text", "no"],
      ["under 21", "text", "unknown"],
      ["Date of birth", "text", "2012-03-01"],
      ["Good until", "text", "2030-01-31 00:00 UTC"],
    ]);
  });

  it("never says of somebody not found more than that", () => {
    const { fields } = noteOf(done(result({ ...saidNothing("not-found") })), "Jo");
    expect(fields.slice(2).map(({ value }) => value)).toEqual([
      "jo@example.com",
      "not registered, which says nothing about age",
    ]);
  });

  it("fits an entry, however many results there are", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (count) => {
        const results = Array.from({ length: count }, () => result({ asked: "x".repeat(320) }));
        const note = noteOf({ ...done(...results), isUnreal: true }, "Many");
        expect(entryDraftSchema.safeParse(note).success).toBe(true);
        expect(new Set(note.fields.map(({ fieldId }) => fieldId)).size).toBe(note.fields.length);
      }),
    );
  });
});
