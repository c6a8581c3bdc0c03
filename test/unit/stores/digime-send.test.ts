import { beforeAll, describe, expect, it } from "vitest";
import { serviceCodes } from "#stores/digime/digime-errors.ts";
import type { Scripted, ScriptedDigime, ScriptOptions } from "#test/support/digime-scripted.ts";
import {
  codeOf,
  connectedSlot,
  gone,
  json,
  makeKey,
  raw,
  refusal,
  scriptDigime,
} from "#test/support/digime-scripted.ts";
import { createHandClock, createRushingClock } from "#test/support/hand-clock.ts";
import { keptLog } from "#test/support/scripted-http.ts";

const { signal } = new AbortController();
let contractKey: string;
beforeAll(() => {
  contractKey = makeKey().privatePem;
});

const page = (status: number): Scripted =>
  raw(new TextEncoder().encode("<!doctype html><title>Hello</title>"), status, {
    "content-type": "text/html; charset=utf-8",
  });
const empty = (status: number): Scripted => raw(new Uint8Array(0), status);
const words = (status: number): Scripted => raw(new TextEncoder().encode("no JSON"), status);

const script = (answers: readonly Scripted[], options: Partial<ScriptOptions> = {}): ScriptedDigime =>
  scriptDigime({
    contractKey,
    secrets: connectedSlot(),
    routes: {
      "GET /clouds/": answers,
      "DELETE /clouds/": answers,
      "POST /permission-access/import": answers,
    },
    ...options,
  });

const readOne = async ({ service }: ScriptedDigime): Promise<unknown> =>
  (await service.values.read(["vault/a"], signal)).get("vault/a");
const listAll = ({ service }: ScriptedDigime): Promise<{ ok: boolean; error?: unknown }> =>
  service.values.list("", signal);

describe("every attempt", () => {
  it("has its own nonce and time, in the shape of contract 3", async () => {
    const clock = createRushingClock();
    const scripted = scriptDigime({
      contractKey,
      clock,
      routes: {
        "POST /storage": [json({ id: "s" })],
        "POST /reference": [json({ id: "r" })],
        "POST /oauth/authorize": [empty(503)],
      },
    });
    expect(codeOf(await scripted.service.account.begin("tapvault://x", null, signal))).toBe("store.busy");
    const attempts = scripted.to("oauth/authorize");
    expect(attempts.length).toBe(3);
    expect(new Set(attempts.map(({ claims }) => claims["nonce"])).size).toBe(3);
    expect(new Set(attempts.map(({ claims }) => claims["timestamp"])).size).toBe(3);
    expect(new Set(attempts.map(({ claims }) => claims["state"])).size).toBe(1);
    for (const { claims, header } of scripted.seen) {
      expect(header).toEqual({ alg: "PS512", typ: "JWT" });
      expect(claims["nonce"]).toMatch(/^[A-Za-z0-9]{32}$/);
      expect(claims["client_id"]).toBe("App_Write");
      expect(claims["timestamp"]).toBeGreaterThan(1_600_000_000_000);
      expect(claims.iat).toBeUndefined();
    }
  });

  it("at the storage host has the token of contract 8", async () => {
    const scripted = script([empty(503), empty(404)]);
    expect(await readOne(scripted)).toEqual({ ok: true, value: null });
    const [first, second] = scripted.seen;
    const iat = Number(second?.claims.iat);
    expect(String(iat).length).toBe(10);
    expect(second).toMatchObject({
      url: "https://cloud.example/v1/clouds/stor-1/files/apps/App/tapvault/vault/a",
      header: { alg: "PS512", typ: "at+jwt", kid: "Write_App_0" },
    });
    expect(second?.claims).toEqual({ sub: "App", iss: "Write", aud: "cloud", iat, exp: iat + 60 });
    expect(first?.headers).not.toEqual(second?.headers);
  });
});

describe("a call that may be made twice", () => {
  it.each([
    ["503", empty(503)],
    ["429", empty(429)],
    ["a page with 502", page(502)],
    ["TooManyRequests", refusal("TooManyRequests")],
    ["no answer", gone("unreachable")],
    ["none in time", gone("timeout")],
  ])("is made again after %s, with pauses that grow", async (_what, answer) => {
    const clock = createRushingClock();
    const scripted = script([answer, answer, json({ files: [], total: 0 })], { clock });
    expect(await listAll(scripted)).toEqual({ ok: true, value: [] });
    const [first = 0, second = 0] = clock.waits;
    expect(first).toBeGreaterThanOrEqual(100);
    expect(second).toBeGreaterThan(first);
  });

  it.each([
    ["a refusal", refusal("ValidationErrors")],
    ["something unreadable", words(200)],
    ["too much", gone("too-large")],
  ])("is not made again after %s", async (_what, answer) => {
    const scripted = script([answer]);
    await listAll(scripted);
    expect(scripted.seen.length).toBe(1);
  });

  it("ends its pause when it is cancelled", async () => {
    const stop = new AbortController();
    const clock = createHandClock();
    const scripted = script([empty(503)], { clock });
    const listed = scripted.service.values.list("", stop.signal);
    while (clock.waits.length === 0) await new Promise((wake) => setImmediate(wake));
    stop.abort();
    expect(codeOf(await listed)).toBe("scan.cancelled");
    expect(scripted.seen.length).toBe(1);
  });
});

it("a writing is made once, whatever became of it", async () => {
  for (const answer of [empty(503), gone("timeout"), gone("unreachable"), refusal("TooManyRequests")]) {
    const scripted = script([answer]);
    await scripted.service.library.write("x", new Uint8Array(1), [], signal);
    expect(scripted.seen.length).toBe(1);
  }
});

const statuses: readonly (readonly [string, Scripted, string])[] = [
  ["400 without words", empty(400), "store.refused"],
  ["403 without words", empty(403), "store.no-permission"],
  ["409", empty(409), "store.conflict"],
  ["413", empty(413), "store.value-too-long"],
  ["429", empty(429), "store.busy"],
  ["500", empty(500), "store.busy"],
  ["507", empty(507), "store.full"],
  ["503 with a page", page(503), "store.busy"],
  ["301", empty(301), "store.bad-reply"],
  ["a page with 200", page(200), "store.bad-reply"],
  ["a page with 403", page(403), "store.bad-reply"],
  ["a page with 404", page(404), "store.bad-reply"],
  ["a page with 401", page(401), "store.bad-reply"],
  ["words with 400", words(400), "store.bad-reply"],
  ["a code nobody knows", refusal("SomethingNew"), "store.refused"],
  ["a name that every object has", refusal("constructor"), "store.refused"],
  ["the other shape", json({ error: "NoSuchContract", message: "m" }, 400), "store.not-configured"],
  ["JSON without an error", json({ message: "m" }, 400), "store.refused"],
  ["no answer", gone("unreachable"), "store.unreachable"],
  ["none in time", gone("timeout"), "store.unreachable"],
  ["an address that is not safe", gone("insecure"), "store.unreachable"],
  ["too much", gone("too-large"), "store.bad-reply"],
];

describe("what the library answers", () => {
  it.each(statuses)("is told: %s", async (_what, answer, code) => {
    const { service } = script([answer]);
    expect(codeOf(await service.library.write("x", new Uint8Array(1), [], signal))).toBe(code);
  });

  it("is told for each code of contract 9, with the code and a reason in its detail", async () => {
    const told = new Map<string, string>();
    for (const code of serviceCodes) {
      // A 401 would ask for new tokens first; that has its own tests.
      const { service } = script([refusal(code, 400)]);
      const written = await service.library.write("x", new Uint8Array(1), [], signal);
      expect(written).toMatchObject({ ok: false, error: { detail: { code, status: 400 } } });
      told.set(code, codeOf(written));
    }
    expect(Object.fromEntries(told)).toEqual({
      InvalidToken: "store.consent-ended",
      InvalidRefreshToken: "store.consent-ended",
      TokenInvalid: "store.no-permission",
      TokenNotYetValid: "store.refused",
      InvalidRedirectUri: "store.not-configured",
      InvalidClient: "store.not-configured",
      NoSuchApplication: "store.not-configured",
      NoSuchContract: "store.not-configured",
      InvalidContractDataRequest: "store.not-configured",
      InsufficientScope: "store.no-permission",
      ScopeOutOfBounds: "store.no-permission",
      ServiceAuthorizationError: "store.no-permission",
      ValidationErrors: "store.refused",
      SDKVersionInvalid: "store.refused",
      SDKInvalid: "store.refused",
      SDKVersion: "store.refused",
      TooManyRequests: "store.busy",
      SessionInvalid: "store.refused",
      SessionUsed: "store.refused",
      SessionUpdateFailed: "store.busy",
      InvalidSyncState: "store.busy",
      PartialSync: "store.busy",
      InvalidPCloud: "store.refused",
    });
  });

  it("gets into the log by code and reference, without tokens, words or addresses", async () => {
    const log = keptLog();
    const { service } = script([refusal("ScopeOutOfBounds")], { log });
    const written = await service.library.write("secret-name", new Uint8Array(1), ["secret-tag"], signal);
    const ref = written.ok ? "" : written.error.ref;
    expect(log.lines).toEqual([
      {
        event: "digime",
        call: "library",
        code: "store.no-permission",
        serviceCode: "ScopeOutOfBounds",
        reason: "scope",
        status: 400,
        ref,
      },
    ]);
  });
});

describe("a clock that is wrong", () => {
  const at = (offsetMs: number): Record<string, string> => ({
    date: new Date(1_700_000_000_000 + offsetMs).toUTCString(),
  });

  it.each([
    ["10 minutes ahead", -600_000, 10],
    ["10 minutes behind", 600_000, -10],
    ["3 minutes ahead", -180_000, 3],
  ])("is told when it is %s", async (_what, offset, minutes) => {
    for (const answer of [
      refusal("TokenInvalid", 400, at(offset)),
      refusal("TokenNotYetValid", 400, at(offset)),
      refusal("ValidationErrors", 400, at(offset)),
      raw(new Uint8Array(0), 403, at(offset)),
    ]) {
      const { service } = script([answer]);
      expect(await service.library.write("x", new Uint8Array(1), [], signal)).toMatchObject({
        error: { code: "store.clock-skew", detail: { minutes } },
      });
    }
  });

  it("is not blamed for two minutes, for another refusal, or without a Date", async () => {
    const answers = [
      refusal("TokenInvalid", 400, at(119_000)),
      refusal("ScopeOutOfBounds", 400, at(600_000)),
      refusal("TokenInvalid", 400, { date: "yesterday" }),
    ];
    for (const answer of answers) {
      const { service } = script([answer]);
      expect(codeOf(await service.library.write("x", new Uint8Array(1), [], signal))).toBe(
        "store.no-permission",
      );
    }
  });

  it("by a minute is made up for at the storage host", async () => {
    const scripted = script([
      json({ error: "InvalidToken", message: "over" }, 401, at(90_000)),
      json({ files: [], total: 0 }, 200, at(90_000)),
    ]);
    expect(await listAll(scripted)).toEqual({ ok: true, value: [] });
    await listAll(scripted);
    const times = scripted.seen.map(({ claims }) => claims.iat ?? 0);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(90);
    expect(times[2]).toBe(times[1]);
  });

  it("by more is told there, and a token refused twice is no matter of the person's consent", async () => {
    const far = script([refusal("InvalidToken", 401, at(600_000))]);
    expect(codeOf(await listAll(far))).toBe("store.clock-skew");
    expect(far.seen.length).toBe(1);
    const refused = script([refusal("InvalidToken", 401, at(0))]);
    expect(codeOf(await listAll(refused))).toBe("store.no-permission");
    expect(refused.seen.length).toBe(2);
  });
});
