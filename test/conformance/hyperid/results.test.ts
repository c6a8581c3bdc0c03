import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HyperidApp } from "#test/support/hyperid-app.ts";
import { claimsOf, hyperidApp } from "#test/support/hyperid-app.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let app: HyperidApp;

const tokens = { whole: "", readOnly: "", writeOnly: "", withoutEmail: "", refresh: "", id: "" };

const access = async (scope: string): Promise<string> => (await app.signIn({}, scope)).access_token;

/** From here on nothing is held; one sign-in does for many tests. */
const startAnew = async (): Promise<void> => {
  await box.control("/reset", {});
  app = hyperidApp(box);
  const { access_token, refresh_token, id_token } = await app.signIn();
  Object.assign(tokens, { whole: access_token, refresh: refresh_token, id: id_token });
};

beforeAll(async () => {
  box = await startTestSandbox();
  await startAnew();
  tokens.readOnly = await access("email user-data-get");
  tokens.writeOnly = await access("email user-data-set");
  tokens.withoutEmail = await access("user-data-get user-data-set");
});
afterAll(() => box.dispose());

const spaces = ["", "/by-email", "/by-user-id", "/by-wallet", "/by-idp"] as const;
type Space = (typeof spaces)[number];
const boundSpaces = ["/by-email", "/by-user-id", "/by-wallet", "/by-idp"] as const;
const verbs = ["set", "get", "list-get", "shared-list-get", "delete"] as const;
type Verb = (typeof verbs)[number];

const bodies: Readonly<Record<Verb, object>> = {
  set: { value_key: "k", value_data: "v" },
  get: { value_keys: ["k"] },
  "list-get": {},
  "shared-list-get": {},
  delete: { value_keys: ["k"] },
};
const every: [Space, Verb][] = spaces.flatMap((space) =>
  verbs
    .filter((verb) => space !== "" || verb === "set" || verb === "get")
    .map((verb): [Space, Verb] => [space, verb]),
);
const isShifted = (space: Space): boolean => space === "/by-wallet" || space === "/by-idp";

const call = async (space: Space, verb: Verb, body: unknown = {}, by = tokens.whole): Promise<number> => {
  const linked = space === "/by-idp" ? { identity_provider: "google" } : {};
  const whole = typeof body === "object" ? { ...linked, ...bodies[verb], ...body } : body;
  return (await app.rest(`/user-data${space}/${verb}`, by, whole)).result;
};
const keys = (count: number): string[] => Array.from({ length: count }, (_, at) => `k${at}`);

describe.each(every)("/user-data%s/%s", (space, verb) => {
  it("tells -1 for what is no token of ours", async () => {
    const [head, , signature] = tokens.whole.split(".");
    const claims = { ...claimsOf(tokens.whole), exp: 9_999_999_999 };
    const changed = Buffer.from(JSON.stringify(claims)).toString("base64url");
    for (const bad of ["x", `${head}.${changed}.${signature}`, tokens.refresh, tokens.id])
      expect(await call(space, verb, {}, bad)).toBe(-1);
  });

  it("tells -2 for a token whose time is over", async () => {
    await box.control("/clock", { offsetMs: 3_601_000 });
    const late = await call(space, verb);
    await box.control("/clock", { offsetMs: 0 });
    expect(late).toBe(-2);
  });

  it("tells -3 where the scope was not allowed", async () => {
    const other = verb === "set" || verb === "delete" ? tokens.readOnly : tokens.writeOnly;
    expect(await call(space, verb, {}, other)).toBe(-3);
    const without = await call(space, verb, {}, tokens.withoutEmail);
    expect(without).toBe(space === "" ? 0 : -3);
  });

  it("tells -5 for what it cannot read", async () => {
    const path = `/user-data${space}/${verb}`;
    for (const body of ["{", "[]", '"text"', "7"])
      expect((await app.rest(path, tokens.whole, body)).result).toBe(-5);
  });

  it("tells every number that a fault sets, and -2 for `expire`", async () => {
    for (const code of ["-1", "-2", "-3", "-4", "-5", "-6", "-7", "-8"]) {
      await box.control("/faults", { service: "hyperid", path: verb, count: 1, kind: "code", code });
      expect(await call(space, verb)).toBe(Number(code));
    }
    await box.control("/faults", { service: "hyperid", path: verb, count: 1, kind: "expire" });
    expect(await call(space, verb)).toBe(-2);
    expect(await call(space, verb)).toBeGreaterThanOrEqual(0);
  });
});

describe("wrong members", () => {
  it.each([
    ["set", { value_key: 7 }],
    ["set", { value_data: null }],
    ["set", { access_scope: 2 }],
    ["set", { value_data: "half \ud800" }],
    ["get", { value_keys: "k" }],
    ["get", { value_keys: [] }],
    ["get", { value_keys: ["a b"] }],
    ["shared-list-get", { page_size: 0 }],
    ["shared-list-get", { search_id: 7 }],
    ["delete", { value_keys: [null] }],
    ["delete", { value_keys: ["k".repeat(129)] }],
    ["delete", { value_keys: keys(101) }],
  ] as const)("%s %o is -5", async (verb, body) => {
    expect(await call("/by-user-id", verb, body)).toBe(-5);
  });

  it("by-idp needs the account named, by-wallet takes it as text", async () => {
    for (const verb of verbs) {
      expect((await app.rest(`/user-data/by-idp/${verb}`, tokens.whole, bodies[verb])).result).toBe(-5);
      expect(await call("/by-wallet", verb, { wallet_address: 7 })).toBe(-5);
    }
  });

  it("members that are not known are no harm", async () => {
    expect(await call("/by-user-id", "set", { later: true })).toBe(0);
  });
});

describe.each(spaces)("limits in /user-data%s", (space) => {
  afterAll(startAnew);

  it("a key is 1 to 128 of A-Z a-z 0-9 . _ / -", async () => {
    const keyInvalid = isShifted(space) ? -8 : -7;
    for (const value_key of ["k".repeat(128), "A/b_c-d.9", ".."])
      expect(await call(space, "set", { value_key })).toBe(0);
    for (const value_key of ["", "k".repeat(129), "a b", "ä", "a\0", "a+b", "a\n"])
      expect(await call(space, "set", { value_key })).toBe(keyInvalid);
  });

  it("a value is at most 64 KiB of text", async () => {
    expect(await call(space, "set", { value_data: "x".repeat(65_536) })).toBe(0);
    expect(await call(space, "set", { value_data: "ü".repeat(32_768) })).toBe(0);
    expect(await call(space, "set", { value_data: "x".repeat(65_537) })).toBe(-5);
    expect(await call(space, "set", { value_data: `${"ü".repeat(32_768)}x` })).toBe(-5);
  });

  it("at most 100 keys are read at once", async () => {
    await call(space, "set", { value_key: "k5" });
    expect(await call(space, "get", { value_keys: keys(100) })).toBe(0);
    expect(await call(space, "get", { value_keys: keys(101) })).toBe(isShifted(space) ? -7 : -6);
  });

  it("are what the settings say", async () => {
    await box.control("/hyperid/settings", { keyCharacters: 4, valueBytes: 10 });
    await box.control("/hyperid/settings", { keysPerRequest: 2, showsMissingAsNull: true });
    expect(await call(space, "set", { value_key: "12345" })).toBe(isShifted(space) ? -8 : -7);
    expect(await call(space, "set", { value_data: "12345678901" })).toBe(-5);
    expect(await call(space, "get", { value_keys: ["a", "b", "c"] })).toBe(isShifted(space) ? -7 : -6);
    const extra = space === "/by-idp" ? { identity_provider: "google" } : {};
    const missing = await app.rest(`/user-data${space}/get`, tokens.whole, { value_keys: ["a"], ...extra });
    expect(missing["values"]).toEqual([{ value_key: "a", value_data: null }]);
  });
});

describe("nothing there", () => {
  beforeAll(startAnew);

  it.each(boundSpaces)("is 1 in /user-data%s", async (space) => {
    for (const verb of ["get", "list-get", "shared-list-get", "delete"] as const)
      expect(await call(space, verb)).toBe(1);
  });

  it.each(verbs)("is -6 for %s by a wallet or an account that the person has not", async (verb) => {
    expect(await call("/by-wallet", verb, { wallet_address: `0x${"0".repeat(40)}` })).toBe(-6);
    expect(await call("/by-idp", verb, { identity_provider: "telegram" })).toBe(-6);
    expect(await call("/by-idp", verb, { identity_provider: "unheard-of" })).toBe(-6);
  });
});
