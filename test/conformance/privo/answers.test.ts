/** What the client makes of everything the stand-in may answer: statuses, places, dates, errors, faults. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isTextHash } from "#lookup/hash.ts";
import type { RegistryRequest } from "#lookup/lookup.port.ts";
import {
  askedOf,
  clientOf,
  codeFrom,
  credentialsOf,
  emailOf,
  factsAt,
  knownFacts,
  personAged,
  phoneOf,
  resultsFrom,
} from "#test/support/privo-sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(() => sandbox.control("/reset", {}));

const { signal } = new AbortController();
const fault = (kind: string, more: object = {}): Promise<unknown> =>
  sandbox.control("/faults", { service: "privo", count: 1, kind, ...more });
const withToken = () => clientOf(sandbox, { credentials: credentialsOf(sandbox).token });

describe("statuses", () => {
  it("bad_data is what plain text gets by hash, each by itself", async () => {
    const questions = [
      { type: "email", value: "jo.doe@example.com" },
      { type: "email", value: "ab".repeat(64) },
    ] as unknown as Extract<RegistryRequest, { mode: "hash" }>["questions"];
    const answer = await clientOf(sandbox).ask({ mode: "hash", questions }, signal);
    expect(answer.ok && answer.value.map(({ status }) => status)).toEqual(["bad_data", "not_found"]);
    expect((await askedOf(sandbox)).last.map(({ value }) => isTextHash(value))).toEqual([false, true]);
  });

  it("a word that is not known is unknown, and so is what is missing", async () => {
    const questions = [personAged(12), personAged(20)];
    await fault("code", { code: "unknown-status" });
    const odd = await resultsFrom(sandbox, clientOf(sandbox), questions);
    expect(odd.map(({ status }) => status)).toEqual(["unknown", "found"]);
    await fault("code", { code: "missing" });
    const less = await resultsFrom(sandbox, clientOf(sandbox), questions);
    expect(less.map(({ status }) => status)).toEqual(["unknown", "found"]);
    await sandbox.control("/privo/settings", { omitsNotFound: true });
    const none = await resultsFrom(sandbox, clientOf(sandbox), [emailOf("nobody@example.com")]);
    expect(none[0]?.status).toBe("unknown");
  });

  it("the order says nothing, nor do members and elements that were not asked for", async () => {
    for (const code of ["shuffle", "extra"]) {
      await fault("code", { code });
      const results = await resultsFrom(sandbox, clientOf(sandbox), [personAged(12), personAged(65)]);
      expect(results).toHaveLength(2);
      expect(results.map(knownFacts)).toEqual([factsAt(12), factsAt(65)]);
    }
  });
});

describe("facts", () => {
  const at = async (jurisdictionIdentifier: string, ...questions: Parameters<typeof resultsFrom>[2]) =>
    resultsFrom(sandbox, clientOf(sandbox, { jurisdictionIdentifier }), questions);

  it("are those that the jurisdiction may see; absent is not no", async () => {
    expect(knownFacts((await at("US-UT", personAged(17)))[0])).toEqual({
      is_under_18: true,
      is_18_or_over: false,
    });
    expect(await at("XX/none", personAged(17))).toMatchObject([
      { status: "found", expiresText: null, birthdate: null },
    ]);
    expect(knownFacts((await at("XX/none", personAged(17)))[0])).toEqual({});
    expect(knownFacts((await at("US", emailOf("utah.only@sandbox.example")))[0])).toEqual({});
    expect(knownFacts((await at("US-UT", emailOf("utah.only@sandbox.example")))[0])).toHaveProperty(
      "is_under_18",
    );
    expect(knownFacts((await at("GB", emailOf("nothing.known@sandbox.example")))[0])).toEqual({});
    expect((await at("GB", phoneOf("+44 20 7946 0019")))[0]?.birthdate).toMatch(/^\d{4}-\d{2}-01$/);
  });

  it("that half a date of birth does not decide are unknown", async () => {
    const year = new Date().getUTCFullYear();
    await sandbox.control("/clock", { offsetMs: Date.UTC(year, 6, 1) - Date.now() });
    const birthdate = `${year - 13}-01-01`;
    await sandbox.control("/privo/people", { email: "half@example.com", birthdate, precision: "yyyy" });
    const [half] = await at("GB", emailOf("half@example.com"));
    expect(half).toMatchObject({ birthdatePrecision: "yyyy", birthdate: String(year - 13) });
    const decided = Object.entries(factsAt(13)).filter(([fact]) => fact !== "is_under_13");
    expect(knownFacts(half)).toEqual(Object.fromEntries(decided));
  });

  it("follow the clock", async () => {
    const dayMs = 86_400_000;
    const soon = new Date(Date.now() + 2 * dayMs);
    const birthday = new Date(Date.UTC(soon.getUTCFullYear() - 13, soon.getUTCMonth(), soon.getUTCDate()));
    const birthdate = birthday.toISOString().slice(0, 10);
    await sandbox.control("/privo/people", { email: "grows@example.com", birthdate });
    const known = async () => knownFacts((await at("US", emailOf("grows@example.com")))[0]);
    expect(await known()).toEqual(factsAt(12));
    await sandbox.control("/clock", { offsetMs: 3 * dayMs });
    expect(await known()).toEqual(factsAt(13));
  });

  it.each(["iso", "date", "compact", "epoch", "epoch-ms"])(
    "end when expire_at says, as %s",
    async (expireForm) => {
      await sandbox.control("/privo/settings", { expireForm });
      await sandbox.control("/privo/people", {
        email: "ends@example.com",
        birthdate: "2012-02-03",
        expireAt: "2031-05-06",
      });
      expect((await at("GB", emailOf("ends@example.com")))[0]?.expiresAt).toBe(Date.parse("2031-05-06"));
    },
  );

  it.each(["iso", "compact", "epoch"])("a date of birth can be read as %s", async (birthdateForm) => {
    await sandbox.control("/privo/settings", { birthdateForm });
    await sandbox.control("/privo/people", { email: "born@example.com", birthdate: "2012-02-03" });
    expect((await at("GB", emailOf("born@example.com")))[0]?.birthdate).toBe("2012-02-03");
  });
});

describe("the other forms that may be hashed", () => {
  it.each([
    ["digits", "+12025550112", "not-found"],
    ["last-ten", "+12025550112", "not-found"],
  ])(
    "phone numbers as %s are not found by E.164, and are when typed so",
    async (phoneForm, number, status) => {
      await sandbox.control("/privo/settings", { phoneForm });
      expect((await resultsFrom(sandbox, clientOf(sandbox), [phoneOf(number)]))[0]?.status).toBe(status);
      const typed = phoneForm === "digits" ? "12025550112" : "2025550112";
      const [found] = await resultsFrom(sandbox, clientOf(sandbox), [phoneOf(typed)], { alsoAsTyped: true });
      expect(found).toMatchObject({ status: "found", variant: "as-typed", asked: typed });
    },
  );
});

describe("errors", () => {
  it.each([
    ["rate", "lookup.busy"],
    ["forbidden", "lookup.bad-credentials"],
    ["not-found", "lookup.unknown-place"],
    ["invalid", "lookup.refused"],
  ])("%s is %s, whatever its body is", async (code, expected) => {
    for (const errorBody of ["oauth", "message", "empty", "html"]) {
      await sandbox.control("/privo/settings", { errorBody });
      await fault("code", { code, count: code === "rate" ? 3 : 1 });
      expect(await codeFrom(sandbox, clientOf(sandbox), [personAged(12)])).toBe(expected);
    }
  });

  it.each([
    [400, 1, "lookup.refused"],
    [401, 1, "lookup.bad-credentials"],
    [403, 1, "lookup.bad-credentials"],
    [404, 1, "lookup.unknown-place"],
    [429, 3, "lookup.busy"],
    [500, 3, "lookup.unreachable"],
    [503, 3, "lookup.unreachable"],
  ])("status %i, %i times, is %s", async (status, count, expected) => {
    await fault("status", { status, count });
    expect(await codeFrom(sandbox, clientOf(sandbox), [personAged(12)])).toBe(expected);
  });

  it("one that passes does not show", async () => {
    await fault("code", { code: "rate", count: 2 });
    expect(await codeFrom(sandbox, clientOf(sandbox), [personAged(12)])).toBe("ok");
    await fault("drop");
    expect(await codeFrom(sandbox, clientOf(sandbox), [personAged(12)])).toBe("ok");
    await fault("cut");
    expect(await codeFrom(sandbox, clientOf(sandbox), [personAged(12)])).toBe("ok");
    await fault("slow", { delayMs: 300 });
    expect(await codeFrom(sandbox, clientOf(sandbox), [personAged(12)])).toBe("ok");
  });

  it.each(["html", "truncated", "huge", "empty"])("garbage (%s) is told as such", async (garbage) => {
    await fault("garbage", { garbage });
    expect(await codeFrom(sandbox, clientOf(sandbox), [personAged(12)])).toBe("lookup.bad-reply");
  });

  it("wrong proof, wrong place, nobody there", async () => {
    const codeWith = (change: Parameters<typeof clientOf>[1]) =>
      codeFrom(sandbox, clientOf(sandbox, change), [personAged(12)]);
    const { token } = credentialsOf(sandbox);
    expect(await codeWith({ credentials: { kind: "api-key", apiKey: "wrong" } })).toBe(
      "lookup.bad-credentials",
    );
    expect(await codeWith({ credentials: { ...token, clientSecret: "wrong" } as typeof token })).toBe(
      "lookup.bad-credentials",
    );
    await sandbox.control("/privo/settings", { badKeyStatus: 401, badClientStatus: 400 });
    expect(await codeWith({ credentials: { kind: "api-key", apiKey: "wrong" } })).toBe(
      "lookup.bad-credentials",
    );
    expect(await codeWith({ credentials: { ...token, clientSecret: "wrong" } as typeof token })).toBe(
      "lookup.bad-credentials",
    );
    expect(await codeWith({ serviceIdentifier: "other" })).toBe("lookup.unknown-place");
    expect(await codeWith({ jurisdictionIdentifier: "ZZ" })).toBe("lookup.unknown-place");
    expect(await codeWith({ baseUrl: "http://127.0.0.1:9" })).toBe("lookup.unreachable");
    expect(await codeWith({ baseUrl: "http://example.com" })).toBe("lookup.unreachable");
  });

  it.each([
    ["rate", 3, "lookup.busy"],
    ["forbidden", 1, "lookup.bad-credentials"],
    ["invalid", 1, "lookup.refused"],
    ["not-found", 1, "lookup.refused"],
  ])("at the token's address: %s", async (code, count, expected) => {
    await fault("code", { code, count, path: "token" });
    expect(await codeFrom(sandbox, withToken(), [personAged(12)])).toBe(expected);
  });
});

describe("the token", () => {
  it("that ends in the middle is replaced; one that ends at once is the client's fault", async () => {
    const registry = withToken();
    expect(await codeFrom(sandbox, registry, [personAged(12)])).toBe("ok");
    await fault("expire");
    expect(await codeFrom(sandbox, registry, [personAged(12)])).toBe("ok");
    await fault("expire", { count: 2, path: "US" });
    expect(await codeFrom(sandbox, registry, [personAged(12)])).toBe("lookup.bad-credentials");
    expect(await codeFrom(sandbox, registry, [personAged(12)])).toBe("ok");
  });

  it("that the service's clock has ended is replaced", async () => {
    const registry = withToken();
    expect(await codeFrom(sandbox, registry, [personAged(12)])).toBe("ok");
    await sandbox.control("/clock", { offsetMs: 600_000 });
    expect(await codeFrom(sandbox, registry, [personAged(12)])).toBe("ok");
    expect(JSON.stringify(await sandbox.control("/objects"))).toMatch(/"tokens":\[\{[^\]]*\},\{[^\]]*\}\]/);
  });
});
