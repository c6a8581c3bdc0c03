import { describe, expect, it } from "vitest";
import { hexConstant } from "#chip/bytes.ts";
import type { IdentifiedChip, PresenceService } from "#chip/presence.port.ts";
import { appError } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { HttpJson } from "#platform/http-json.ts";
import { createScanService, scanUid } from "#platform/vivokey-scan.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import type { AnswerCase } from "#test/support/scripted-http.ts";
import { answered, keptLog, scriptedHttp, unanswered } from "#test/support/scripted-http.ts";
import { V4 } from "#test/support/vectors.ts";

const { signal } = new AbortController();
const key = "0f".repeat(30);
const chip: IdentifiedChip = { kind: "spark2", uid: V4.uid };
const issued = "17695fd27eaf8c65833d50cbff12a501";

const make = (http: HttpJson, clock = createHandClock(), log = keptLog()): PresenceService =>
  createScanService({
    baseUrl: "https://service.example/v1/",
    apiKey: () => Promise.resolve(ok(key)),
    clock,
    log,
    tokenLifeMs: 300_000,
    checkPath: "check-result",
    http,
  });
const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? "ok";

/** What became of no answer at all, the same for every call. */
const unusable: readonly AnswerCase[] = [
  ["nobody there", unanswered("unreachable"), "auth.unreachable"],
  ["no answer in time", unanswered("timeout"), "auth.unreachable"],
  ["plain HTTP elsewhere", unanswered("insecure"), "auth.unreachable"],
  ["too much", unanswered("too-large"), "auth.bad-reply"],
  ["no JSON", unanswered("not-json"), "auth.bad-reply"],
  ["stopped by us", unanswered("cancelled"), "scan.cancelled"],
  ["in trouble", answered(null, 502), "auth.unreachable"],
  ["asked too often", answered(null, 429), "auth.unreachable"],
  ["a list", answered([]), "auth.bad-reply"],
  ["a text", answered("error"), "auth.bad-reply"],
  ["nothing in it", answered({}), "auth.bad-reply"],
];

describe("the Scan API's challenge", () => {
  it("takes it with its life in seconds, and sends the key in the body only", async () => {
    const { http, seen } = scriptedHttp(answered({ "picc-challenge": issued, timeout: 30 }));
    const clock = createHandClock();
    const challenge = await make(http, clock).fetchChallenge(signal);
    expect(challenge).toEqual({ ok: true, value: { value: issued, issuedAt: clock.now(), lifeMs: 30_000 } });
    expect(seen[0]).toMatchObject({
      url: "https://service.example/v1/get-challenge",
      body: { "api-key": key },
      isRepeatable: true,
    });
    expect(seen[0]?.headers).toBeUndefined();
  });

  it.each<AnswerCase>([
    ...unusable,
    ["words about the key", answered({ result: "error" }), "auth.bad-key"],
    ["an error, any status", answered({ error: "bad key" }, 400), "auth.bad-key"],
    ["a gateway's no", answered({ message: "Forbidden" }, 403), "auth.bad-key"],
    ["a bare no", answered(null, 401), "auth.bad-key"],
    ["a short challenge", answered({ "picc-challenge": "17", timeout: 30, result: "x" }), "auth.bad-reply"],
    ["no life", answered({ "picc-challenge": issued }), "auth.bad-reply"],
    ["a strange life", answered({ "picc-challenge": issued, timeout: -1 }), "auth.bad-reply"],
  ])("%s", async (_what, answer, code) => {
    expect(codeOf(await make(scriptedHttp(answer).http).fetchChallenge(signal))).toBe(code);
  });

  it("asks nobody without a key", async () => {
    const { http, seen } = scriptedHttp(answered({}));
    const service = createScanService({
      baseUrl: "https://service.example/v1/",
      apiKey: () => Promise.resolve(err(appError("keychain.locked"))),
      clock: createHandClock(),
      log: keptLog(),
      tokenLifeMs: 1,
      checkPath: "check-response",
      http,
    });
    const error = { code: "auth.bad-key", detail: { cause: "keychain.locked" } };
    expect(await service.fetchChallenge(signal)).toMatchObject({ error });
    expect(seen).toEqual([]);
  });
});

describe("what the chip is sent", () => {
  const challenge = { value: issued, issuedAt: 1_700_000_000_000, lifeMs: 30_000 };
  const ask = (http: HttpJson, clock = createHandClock()): ReturnType<PresenceService["answerChip"]> =>
    make(http, clock).answerChip({ chip, challenge, message: V4.message }, signal);

  it("is the service's 32 bytes, asked for with the UID reversed", async () => {
    const forChip = Array.from(V4.forChip, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const { http, seen } = scriptedHttp(answered({ "pcd-response": forChip.toUpperCase() }));
    expect(await ask(http)).toEqual({ ok: true, value: { forChip: V4.forChip, token: null } });
    expect(seen[0]?.body).toEqual({
      "picc-uid": "80e5d4c3b2a104",
      "picc-challenge": issued,
      "pcd-challenge": "8e7de3065e4b6bf0c478d86372bf78b5",
    });
    // What it does with the same message twice is not published.
    expect(seen[0]?.isRepeatable).toBe(false);
  });

  it.each<AnswerCase>([
    ...unusable,
    ["a chip unknown to it", answered({ "pcd-response": "Not enrolled UID." }), "auth.not-enrolled"],
    ["words", answered({ "pcd-response": "error" }), "auth.rejected"],
    ["31 bytes", answered({ "pcd-response": "00".repeat(31) }), "auth.rejected"],
    ["33 bytes", answered({ "pcd-response": "00".repeat(33) }), "auth.rejected"],
    ["half a byte too much", answered({ "pcd-response": `${"00".repeat(32)}0` }), "auth.rejected"],
    ["nothing", answered({ "pcd-response": "" }), "auth.rejected"],
    ["a number", answered({ "pcd-response": 1 }), "auth.bad-reply"],
  ])("is never %s", async (_what, answer, code) => {
    expect(codeOf(await ask(scriptedHttp(answer).http))).toBe(code);
  });

  it("is not asked for with a challenge that is over", async () => {
    const clock = createHandClock();
    clock.advance(30_001);
    const { http, seen } = scriptedHttp(answered({}));
    expect(codeOf(await ask(http, clock))).toBe("auth.challenge-expired");
    expect(seen).toEqual([]);
  });

  it("tells a challenge that ended on the way from a refusal", async () => {
    const clock = createHandClock();
    const slow: HttpJson = () => {
      clock.advance(30_001);
      return Promise.resolve(answered({ "pcd-response": "error" }));
    };
    expect(codeOf(await ask(slow, clock))).toBe("auth.challenge-expired");
  });
});

describe("the verdict", () => {
  const clock = createHandClock();
  const check = (http: HttpJson, challengeAgeMs = 0): ReturnType<PresenceService["check"]> => {
    const challenge = { value: issued, issuedAt: clock.now() - challengeAgeMs, lifeMs: 30_000 };
    return make(http, clock).check({ chip, challenge, token: null, response: V4.response }, signal);
  };
  const proof = { flow: "scan", token: issued, expiresAt: clock.now() + 300_000 };

  it.each([
    ["member-id", "m", { ...proof, memberId: "m", chipId: null }],
    ["chip-id", "c", { ...proof, memberId: null, chipId: "c" }],
    ["chip-member", ["c", "m"], { ...proof, memberId: "m", chipId: "c" }],
  ])("%s", async (kind, data, presence) => {
    const { http } = scriptedHttp(answered({ "check-result": kind, "result-data": data }));
    expect(await check(http)).toEqual({ ok: true, value: presence });
  });

  it.each<AnswerCase>([
    ...unusable,
    ["no", answered({ "check-result": "error", "result-data": "expired" }), "auth.rejected"],
    ["no, without words", answered({ "check-result": "error" }), "auth.rejected"],
    ["a new kind", answered({ "check-result": "other", "result-data": "x" }), "auth.bad-reply"],
    ["one of two", answered({ "check-result": "chip-member", "result-data": ["c"] }), "auth.bad-reply"],
    ["nobody", answered({ "check-result": "member-id", "result-data": "" }), "auth.bad-reply"],
    ["null", answered({ "check-result": "member-id", "result-data": null }), "auth.bad-reply"],
  ])("%s", async (_what, answer, code) => {
    expect(codeOf(await check(scriptedHttp(answer).http))).toBe(code);
  });

  it("calls a refusal after the challenge's end by its name", async () => {
    const { http } = scriptedHttp(answered({ "check-result": "error" }));
    expect(codeOf(await check(http, 30_001))).toBe("auth.challenge-expired");
  });
});

describe("what is written down", () => {
  it("is the reference that the person sees, with the cause, and no secret", async () => {
    const log = keptLog();
    const service = make(scriptedHttp(unanswered("unreachable", "ENOTFOUND")).http, createHandClock(), log);
    const failed = await service.fetchChallenge(signal);
    const ref = failed.ok ? "" : failed.error.ref;
    expect(log.lines).toEqual([
      {
        event: "vivokey-scan",
        call: "get-challenge",
        code: "auth.unreachable",
        ref,
        reason: "unreachable",
        system: "ENOTFOUND",
      },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain(key);
  });

  it("is nothing when somebody stopped it", async () => {
    const log = keptLog();
    await make(scriptedHttp(unanswered("cancelled")).http, createHandClock(), log).fetchChallenge(signal);
    expect(log.lines).toEqual([]);
  });
});

describe("the order of UIDs", () => {
  it.each([
    ["spark2", "04A1B2C3D4E580", "80e5d4c3b2a104"],
    ["spark1", "E004011811223344", "e004011811223344"],
    ["apex", "A7E0515A10C4D2B3", "a7e0515a10c4d2b3"],
  ] as const)("%s", (kind, uid, sent) => {
    expect(scanUid({ kind, uid: hexConstant(uid) })).toBe(sent);
  });
});
