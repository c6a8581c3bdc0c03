import { SignJWT, exportJWK, generateKeyPair } from "jose";
import type { CryptoKey, JWTPayload } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { IdentifiedChip, PresenceService } from "#chip/presence.port.ts";
import { ok } from "#contract/result.ts";
import type { HttpJson } from "#platform/http-json.ts";
import { createVerifyService } from "#platform/vivokey-verify.ts";
import type { VerifyServiceOptions } from "#platform/vivokey-verify.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import type { AnswerCase, ScriptedAnswer } from "#test/support/scripted-http.ts";
import { answered, keptLog, scriptedHttp, unanswered } from "#test/support/scripted-http.ts";
import { V4 } from "#test/support/vectors.ts";

const { signal } = new AbortController();
const apiKey = "11111111-2222-4333-8444-555555555555";
const chip: IdentifiedChip = { kind: "spark2", uid: V4.uid };
const clock = createHandClock();
const now = clock.now() / 1000;
const payload = "629b61fcbc72fc283c8f7776db45abe80f22718c8faec96f7b19ccb9b896d9c3";
const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? "ok";

interface Keys {
  readonly es: CryptoKey;
  readonly other: CryptoKey;
  readonly rs: CryptoKey;
  readonly jwks: { readonly keys: readonly object[] };
}
let keys: Keys;

beforeAll(async () => {
  const [es, other, rs] = await Promise.all([
    generateKeyPair("ES256"),
    generateKeyPair("ES256"),
    generateKeyPair("RS256"),
  ]);
  const published = [
    { ...(await exportJWK(es.publicKey)), kid: "one", alg: "ES256", pem: "-----BEGIN PUBLIC KEY-----" },
    { ...(await exportJWK(rs.publicKey)), kid: "two", alg: "RS256" },
  ];
  keys = { es: es.privateKey, other: other.privateKey, rs: rs.privateKey, jwks: { keys: published } };
});

const make = (http: HttpJson, more: Partial<VerifyServiceOptions> = {}, log = keptLog()): PresenceService =>
  createVerifyService({
    baseUrl: "https://verify.example/",
    apiKey: () => Promise.resolve(ok(apiKey)),
    clock,
    log,
    http,
    ...more,
  });

/** What the service signs: good claims, changed as a test wants. */
interface Variant {
  readonly claims?: JWTPayload;
  readonly without?: readonly string[];
  readonly header?: { readonly alg: string; readonly kid?: string };
  readonly key?: () => CryptoKey | Uint8Array;
  readonly jwks?: ScriptedAnswer;
}

const sign = ({ claims, without = [], header, key }: Variant, cld: string): Promise<string> => {
  const good = { sub: "ab".repeat(32), dev_id: "dev", type: 2, product: 2, atp: "mau", cld };
  const all = { ...good, iat: now, exp: now + 30, iss: "auth.vivokey.com", ...claims };
  const left = Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
  return new SignJWT(left)
    .setProtectedHeader(header ?? { alg: "ES256", kid: "one", typ: "JWT" })
    .sign(key?.() ?? keys.es);
};

const service =
  (variant: Variant): HttpJson =>
  async ({ url, body }) => {
    if (url.endsWith("/.well-known/jwks.json")) return variant.jwks ?? answered(keys.jwks);
    return answered({ token: await sign(variant, (body as { cld: string }).cld) });
  };

const check = (
  http: HttpJson,
  more: Partial<VerifyServiceOptions> = {},
): ReturnType<PresenceService["check"]> =>
  make(http, more).check({ chip, challenge: null, token: "opaque", response: V4.response }, signal);

describe("the calls of the Verify API", () => {
  it("are as the contract has them: UID as read, the key in a header, nothing before the tap", async () => {
    const { http, seen } = scriptedHttp(answered({ payload, token: "opaque" }));
    const verify = make(http);
    expect(await verify.fetchChallenge(signal)).toEqual({ ok: true, value: null });
    const answer = await verify.answerChip({ chip, challenge: null, message: V4.message }, signal);
    expect(answer).toEqual({ ok: true, value: { forChip: V4.forChip, token: "opaque" } });
    await verify.check({ chip, challenge: null, token: "opaque", response: V4.response }, signal);
    const headers = { "x-api-vivokey": apiKey };
    const message = "8e7de3065e4b6bf0c478d86372bf78b5";
    expect(seen[0]).toMatchObject({
      url: "https://verify.example/challenge",
      body: { scheme: 2, message, uid: "04a1b2c3d4e580" },
      headers,
    });
    const response = "669f199fdd6f0666ce2f458ec2a870d25c4e32eb1c709b00f8d07d1938709b2c";
    expect(seen[1]).toMatchObject({
      url: "https://verify.example/session",
      body: { uid: "04a1b2c3d4e580", response, token: "opaque" },
      headers,
    });
  });

  it("use another nonce each time", async () => {
    const { http, seen } = scriptedHttp(answered({}));
    await check(http);
    await check(http);
    const [first, second] = seen.map(({ body }) => (body as { cld: string }).cld);
    expect(first).not.toBe(second);
  });

  const refusals: readonly AnswerCase[] = [
    ["an unknown key", answered(null, 401), "auth.bad-key"],
    ["a forbidden key", answered({ message: "Forbidden" }, 403), "auth.bad-key"],
    ["an unknown chip", answered({ error: "x" }, 404), "auth.not-enrolled"],
    ["a refusal", answered(null, 400), "auth.rejected"],
    ["trouble", answered(null, 500), "auth.unreachable"],
    ["asked too often", answered(null, 429), "auth.unreachable"],
    ["something else", answered({}), "auth.bad-reply"],
    ["no JSON", unanswered("not-json"), "auth.bad-reply"],
    ["nobody there", unanswered("unreachable"), "auth.unreachable"],
    ["stopped by us", unanswered("cancelled"), "scan.cancelled"],
  ];

  it.each<AnswerCase>([
    ...refusals,
    ["31 bytes for the chip", answered({ payload: payload.slice(2), token: "t" }), "auth.bad-reply"],
    ["33 bytes for the chip", answered({ payload: `${payload}00`, token: "t" }), "auth.bad-reply"],
    ["an error with good bytes", answered({ payload, token: "t" }, 400), "auth.rejected"],
  ])("/challenge: %s", async (_what, answer, code) => {
    const request = { chip, challenge: null, message: V4.message };
    expect(codeOf(await make(scriptedHttp(answer).http).answerChip(request, signal))).toBe(code);
  });

  it.each(refusals)("/session: %s", async (_what, answer, code) => {
    expect(codeOf(await check(scriptedHttp(answer).http))).toBe(code);
  });
});

describe("the token", () => {
  it.each(["mau", "mutual"])("proves presence with atp %s", async (atp) => {
    const proof = await check(service({ claims: { atp } }));
    const value = { flow: "verify", expiresAt: (now + 30) * 1000, memberId: null, chipId: "ab".repeat(32) };
    expect(proof).toMatchObject({ ok: true, value });
  });

  const secret = (): Uint8Array => new TextEncoder().encode(JSON.stringify(keys.jwks.keys[0]));
  const variants: readonly (readonly [string, Variant, string])[] = [
    ["of another key", { key: () => keys.other }, "auth.rejected"],
    ["of a key not published", { header: { alg: "ES256", kid: "three" } }, "auth.rejected"],
    ["signed with what is public", { header: { alg: "HS256", kid: "one" }, key: secret }, "auth.rejected"],
    ["in RS256", { header: { alg: "RS256", kid: "two" }, key: () => keys.rs }, "auth.rejected"],
    ["for another nonce", { claims: { cld: "{}" } }, "auth.rejected"],
    ["of a signed URL", { claims: { atp: "cmac" } }, "auth.rejected"],
    ["without a subject", { without: ["sub"] }, "auth.rejected"],
    ["without an end", { without: ["exp"] }, "auth.rejected"],
    ["without a beginning", { without: ["iat"] }, "auth.rejected"],
    ["just over", { claims: { iat: now - 39, exp: now - 9 } }, "ok"],
    ["over", { claims: { iat: now - 41, exp: now - 11 } }, "auth.clock-skew"],
    ["a little early", { claims: { iat: now + 9, exp: now + 39 } }, "ok"],
    ["of the future", { claims: { iat: now + 11, exp: now + 41 } }, "auth.clock-skew"],
    ["not valid yet", { claims: { nbf: now + 60 } }, "auth.clock-skew"],
    ["made to last", { claims: { iat: now - 3600, exp: now + 3600 } }, "auth.clock-skew"],
    ["over and forged", { claims: { exp: now - 60 }, key: () => keys.other }, "auth.rejected"],
  ];

  it.each(variants)("%s", async (_what, variant, code) => {
    expect(codeOf(await check(service(variant)))).toBe(code);
  });

  it.each(["", "abc", "a.b.c", `${btoa('{"alg":"none"}')}.${btoa("{}")}.`])("is not %j", async (token) => {
    const http: HttpJson = ({ url }) =>
      Promise.resolve(answered(url.endsWith("jwks.json") ? keys.jwks : { token }));
    expect(codeOf(await check(http))).toBe(token === "" ? "auth.bad-reply" : "auth.rejected");
  });

  it("may be RS256 where that was chosen, and then nothing else", async () => {
    const rs = service({ header: { alg: "RS256", kid: "two" }, key: () => keys.rs });
    expect(codeOf(await check(rs, { algorithms: ["RS256"] }))).toBe("ok");
    expect(codeOf(await check(service({}), { algorithms: ["RS256"] }))).toBe("auth.rejected");
  });

  it("must come from the issuer and for the developer that were asked for", async () => {
    expect(codeOf(await check(service({}), { issuer: "auth.vivokey.com", developerId: "dev" }))).toBe("ok");
    expect(codeOf(await check(service({}), { issuer: "other.example" }))).toBe("auth.rejected");
    expect(codeOf(await check(service({}), { developerId: "somebody" }))).toBe("auth.rejected");
    expect(codeOf(await check(service({ without: ["iss"] }), { issuer: "auth.vivokey.com" }))).toBe(
      "auth.rejected",
    );
  });

  it.each([
    ["in trouble", answered(null, 503), "auth.unreachable"],
    ["away", unanswered("timeout"), "auth.unreachable"],
    ["elsewhere", answered({ message: "x" }, 404), "auth.bad-reply"],
    ["something else", answered({ keys: "x" }), "auth.bad-reply"],
    ["a page", unanswered("not-json"), "auth.bad-reply"],
    ["empty", answered({ keys: [] }), "auth.rejected"],
  ])("with the service's keys %s", async (_what, jwks, code) => {
    expect(codeOf(await check(service({ jwks })))).toBe(code);
  });

  it("is not written down when it does not hold, but its reference is", async () => {
    const log = keptLog();
    const verify = make(service({ key: () => keys.other }), {}, log);
    const failed = await verify.check(
      { chip, challenge: null, token: "opaque", response: V4.response },
      signal,
    );
    const ref = failed.ok ? "" : failed.error.ref;
    const line = { event: "vivokey-verify", call: "token", code: "auth.rejected", reason: "signature", ref };
    expect(log.lines).toEqual([line]);
  });
});
