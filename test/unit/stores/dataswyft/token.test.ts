/** Which tokens are taken, and which are another account's, another application's, too old or forged. */
import { exportSPKI, generateKeyPair, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { acceptFreshToken, importPdaKey, isRenewal, isUsable, readClaims } from "#stores/dataswyft/token.ts";
import type { TokenClaims, TokenExpectation } from "#stores/dataswyft/token.ts";
import { createFakePda, fakeHost } from "#test/support/fake-pda.ts";
import type { FakePda } from "#test/support/fake-pda.ts";

let pda: FakePda;
let expected: TokenExpectation;

beforeAll(async () => {
  pda = await createFakePda();
  const key = await importPdaKey(pda.pem);
  if (key === null) throw new Error("no key");
  expected = { host: fakeHost, applicationId: "keepsafe-dev", key, now: pda.now, serverNow: pda.now };
});

const minutes = (count: number): number => count * 60_000;
const codeOf = async (token: string, over: Partial<TokenExpectation> = {}): Promise<unknown> => {
  const accepted = await acceptFreshToken(token, { ...expected, ...over });
  return accepted.ok ? "ok" : [accepted.error.code, accepted.error.detail];
};

describe("a fresh token", () => {
  it("is taken with what it says", async () => {
    const accepted = await acceptFreshToken(await pda.issue(), expected);
    expect(accepted).toMatchObject({
      ok: true,
      value: { issuer: fakeHost, application: "keepsafe-dev", jti: "j1", issuedAt: pda.now },
    });
  });

  it("may name the application and the issuer in other letters", async () => {
    expect(await codeOf(await pda.issue({ application: "Keepsafe-Dev", iss: "Ada.hubat.net" }))).toBe("ok");
  });

  it("of another account is told apart", async () => {
    expect(await codeOf(await pda.issue({ iss: "ben.hubat.net" }))).toEqual([
      "store.other-account",
      undefined,
    ]);
    expect(await codeOf(await pda.issue({ iss: `${fakeHost}:9000` }))).toEqual([
      "store.other-account",
      undefined,
    ]);
  });

  it.each([
    ["another application's", { application: "notes-dev" }, "application"],
    ["the owner's", { application: undefined }, "not-a-token"],
    ["without an end", { exp: undefined }, "not-a-token"],
    ["without an id", { jti: undefined }, "not-a-token"],
    ["over", { exp: 1_699_999_999 }, "too-old"],
  ])("%s is not trusted", async (_what, claims, reason) => {
    expect(await codeOf(await pda.issue(claims))).toEqual(["connect.untrusted", { reason }]);
  });

  it("by another key or another way is not trusted", async () => {
    const other = await generateKeyPair("RS256");
    const signature = ["connect.untrusted", { reason: "signature" }];
    expect(await codeOf(await pda.issue({}, other.privateKey))).toEqual(signature);
    const ec = await generateKeyPair("ES256");
    expect(await codeOf(await pda.issue({}, ec.privateKey, "ES256"))).toEqual(signature);
    const unsigned = new UnsecuredJWT({
      iss: fakeHost,
      iat: pda.now / 1_000,
      exp: pda.now,
      jti: "j1",
      application: "keepsafe-dev",
    }).encode();
    expect(await codeOf(unsigned)).toEqual(signature);
    const [head = "", , tail = ""] = (await pda.issue()).split(".");
    const forged = btoa(JSON.stringify({ iss: fakeHost, iat: 1, exp: 9e9, jti: "j", application: "x" }));
    expect(await codeOf(`${head}.${forged.replaceAll("=", "")}.${tail}`)).toEqual(signature);
    // The public key as an HMAC secret, the oldest trick there is.
    const hmac = await pda.issue({}, new TextEncoder().encode(pda.pem) as never, "HS256");
    expect(await codeOf(hmac)).toEqual(signature);
  });

  it.each(["", "x", "a.b.c", "a.b"])("that is none (%j) is not trusted", async (text) => {
    expect(await codeOf(text)).toEqual(["connect.untrusted", { reason: "not-a-token" }]);
  });

  it.each([
    [-minutes(10), 0],
    [minutes(1), 0],
    [-minutes(9), -minutes(9)],
  ])("issued %i ms from now is taken", async (issued, server) => {
    const token = await pda.issue({ iat: (pda.now + issued) / 1_000 });
    expect(await codeOf(token, { serverNow: pda.now + server })).toBe("ok");
  });

  it.each([
    [minutes(12), minutes(12), 12],
    [-minutes(25), -minutes(24), -24],
    [minutes(180), minutes(180), 180],
  ])("issued %i ms off by a clock off by %i says so", async (issued, server, told) => {
    const token = await pda.issue({ iat: (pda.now + issued) / 1_000 });
    expect(await codeOf(token, { serverNow: pda.now + server })).toEqual([
      "connect.clock-skew",
      { minutes: told },
    ]);
  });

  it("that is old for both clocks was kept by somebody", async () => {
    const token = await pda.issue({ iat: (pda.now - minutes(11)) / 1_000 });
    expect(await codeOf(token)).toEqual(["connect.untrusted", { reason: "too-old" }]);
    expect(await codeOf(token, { serverNow: null })).toEqual(["connect.untrusted", { reason: "too-old" }]);
  });

  it("from the future of an account without a clock is a matter of clocks", async () => {
    const token = await pda.issue({ iat: (pda.now + minutes(5)) / 1_000 });
    expect(await codeOf(token, { serverNow: null })).toEqual(["connect.clock-skew", { minutes: 5 }]);
  });
});

describe("a renewed token", () => {
  const kept: TokenClaims = { issuer: "a", issuedAt: 5, expiresAt: 100, jti: "j", application: "p" };

  it.each([
    ["newer", { issuedAt: 6 }, true],
    ["as old", {}, false],
    ["older", { issuedAt: 4 }, false],
    ["of another id", { issuedAt: 6, jti: "k" }, false],
    ["of another issuer", { issuedAt: 6, issuer: "b" }, false],
    ["of another application", { issuedAt: 6, application: "q" }, false],
    ["with its end moved", { issuedAt: 6, expiresAt: 101 }, false],
    ["with an earlier end", { issuedAt: 6, expiresAt: 99 }, true],
  ])("%s counts: %s", (_what, over, counts) => {
    expect(isRenewal(kept, { ...kept, ...over })).toBe(counts);
  });

  it("is usable for 72 hours and never past its end", () => {
    const hours = 3_600_000;
    const long = { ...kept, issuedAt: 0, expiresAt: 720 * hours };
    expect(isUsable(long, 72 * hours)).toBe(true);
    expect(isUsable(long, 72 * hours + 1)).toBe(false);
    expect(isUsable({ ...long, expiresAt: hours }, hours + 1)).toBe(false);
  });
});

describe("a public key", () => {
  it("is RSA in PEM", async () => {
    const { publicKey } = await generateKeyPair("ES256", { extractable: true });
    expect(await importPdaKey(await exportSPKI(publicKey))).toBeNull();
    expect(await importPdaKey("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")).toBeNull();
    expect(await importPdaKey("hello")).toBeNull();
    expect(readClaims("hello")).toBeNull();
  });
});
