/** The Openid port over a scripted service that lies: wrong issuer, foreign keys, odd tokens, odd answers. */
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import type { JWK } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { createOpenid } from "#platform/openid-sign-in.ts";
import type { Openid, OpenidSignIn } from "#stores/hyperid/openid.port.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import { codeOf } from "#test/support/outcomes.ts";
import type { BytesReply, ScriptedBytes } from "#test/support/scripted-bytes.ts";
import { jsonReply, noReply, scriptedBytes, textReply } from "#test/support/scripted-bytes.ts";

const { signal } = new AbortController();
const issuer = "https://login.example/auth/realms/HyperID";
const client = { issuer, clientId: "desk", clientSecret: "s3cret" };
const redirectUri = "http://127.0.0.1:47811/callback";
const request = { redirectUri, scope: "openid email", parameters: { flow_mode: "0" } };
const startedAt = 1_700_000_000_000;

interface Keys {
  readonly mine: CryptoKey;
  readonly foreign: CryptoKey;
  readonly published: JWK;
}
let keys: Keys;
beforeAll(async () => {
  const mine = await generateKeyPair("RS256", { extractable: true });
  const foreign = await generateKeyPair("RS256");
  const published = { ...(await exportJWK(mine.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  keys = { mine: mine.privateKey, foreign: foreign.privateKey, published };
});

const document = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: `${issuer}/certs`,
  response_types_supported: ["code"],
  rest_api_token_endpoint: "https://rest.example",
};

interface Script {
  readonly discovery?: BytesReply;
  readonly certs?: BytesReply;
  readonly token?: (nonce: string) => BytesReply | Promise<BytesReply>;
  readonly revoke?: BytesReply;
}
const date = (offsetMs: number): { readonly date: string } => ({
  date: new Date(startedAt + offsetMs).toUTCString(),
});

/** The service; it takes the nonce from the sign-in under way. */
const scripted = (script: Script, nonce: () => string): ScriptedBytes =>
  scriptedBytes(({ url }) => {
    if (url.endsWith("openid-configuration")) return script.discovery ?? jsonReply(document);
    if (url.endsWith("/certs")) return script.certs ?? jsonReply({ keys: [keys.published] });
    if (url.endsWith("/token")) return script.token?.(nonce()) ?? noReply("unreachable");
    return script.revoke ?? textReply("");
  });

const idToken = (
  claims: Record<string, unknown>,
  { key = keys.mine, header = {} }: { key?: CryptoKey | Uint8Array; header?: object } = {},
): Promise<string> =>
  new SignJWT({
    iss: issuer,
    aud: "desk",
    sub: "sub-ada",
    iat: startedAt / 1_000,
    exp: startedAt / 1_000 + 300,
    email: "ada@example.org",
    ...claims,
  })
    .setProtectedHeader({ alg: "RS256", kid: "one", ...header })
    .sign(key);
const tokenReply = (id: string | undefined, offsetMs = 0): BytesReply =>
  jsonReply(
    {
      access_token: "access-1",
      token_type: "Bearer",
      expires_in: 3_600,
      refresh_token: "refresh-1",
      refresh_expires_in: 86_400,
      ...(id === undefined ? {} : { id_token: id }),
    },
    200,
    date(offsetMs),
  );

interface Try extends ScriptedBytes {
  readonly openid: Openid;
  readonly sign: OpenidSignIn;
  readonly code: string;
  readonly detail: unknown;
}
const trySignIn = async (script: Script): Promise<Try> => {
  let nonce = "";
  const service = scripted(script, () => nonce);
  const openid = createOpenid({ http: service.http, clock: createHandClock(startedAt) });
  const begun = await openid.begin(client, request, signal);
  if (!begun.ok) throw new Error(begun.error.code);
  const asked = new URL(begun.value.url).searchParams;
  nonce = asked.get("nonce") ?? "";
  const redirect = new URL(`${redirectUri}?code=c0de&state=${asked.get("state") ?? ""}`);
  const done = await begun.value.finish(redirect, signal);
  return {
    ...service,
    openid,
    sign: begun.value,
    code: codeOf(done),
    detail: done.ok ? done.value : done.error.detail,
  };
};
const withClaims = (claims: (nonce: string) => Record<string, unknown>, offsetMs = 0): Script => ({
  token: async (nonce) => tokenReply(await idToken({ nonce, ...claims(nonce) }), offsetMs),
});

describe("a sign-in", () => {
  it("brings who it was and what the tokens are good for; the secret goes into the body", async () => {
    const { code, detail, seen } = await trySignIn(withClaims(() => ({})));
    expect(code).toBe("ok");
    expect(detail).toEqual({
      accessToken: "access-1",
      expiresInS: 3_600,
      refreshToken: "refresh-1",
      refreshExpiresInS: 86_400,
      scope: null,
      subject: "sub-ada",
      email: "ada@example.org",
    });
    const sent = seen.find(({ url }) => url.endsWith("/token"));
    const form = new URLSearchParams(String(sent?.body));
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: "authorization_code",
      code: "c0de",
      redirect_uri: redirectUri,
      client_id: "desk",
      client_secret: "s3cret",
    });
    expect(form.get("code_verifier")?.length).toBeGreaterThanOrEqual(43);
    expect(sent?.headers).not.toHaveProperty("authorization");
  });

  it.each<[string, (nonce: string) => Record<string, unknown>]>([
    ["another issuer", () => ({ iss: "https://login.example" })],
    ["another client", () => ({ aud: "other" })],
    ["several clients, for another party", () => ({ aud: ["desk", "other"], azp: "other" })],
    ["another nonce", (nonce) => ({ nonce: `${nonce}x` })],
    ["no nonce", () => ({ nonce: undefined })],
    ["no subject", () => ({ sub: undefined })],
    ["an end that has passed, by the service's own clock", () => ({ exp: startedAt / 1_000 - 61 })],
    ["an age beyond that of a fresh one", () => ({ iat: startedAt / 1_000 - 3_600 })],
    ["a time to come", () => ({ iat: startedAt / 1_000 + 3_600 })],
  ])("with a token of %s is not trusted", async (_what, claims) => {
    expect((await trySignIn(withClaims(claims))).code).toBe("connect.untrusted");
  });

  it("is not trusted without a signature of the service", async () => {
    const forged = async (nonce: string): Promise<BytesReply> =>
      tokenReply(await idToken({ nonce }, { key: keys.foreign }));
    expect((await trySignIn({ token: forged })).code).toBe("connect.untrusted");
    const bySecret = async (nonce: string): Promise<BytesReply> =>
      tokenReply(
        await idToken({ nonce }, { key: new TextEncoder().encode("s".repeat(32)), header: { alg: "HS256" } }),
      );
    expect((await trySignIn({ token: bySecret })).code).toBe("connect.untrusted");
    const unsigned = async (nonce: string): Promise<BytesReply> => {
      const [, payload] = (await idToken({ nonce })).split(".");
      const header = Buffer.from('{"alg":"none"}').toString("base64url");
      return tokenReply(`${header}.${payload ?? ""}.`);
    };
    expect((await trySignIn({ token: unsigned })).code).toBe("connect.untrusted");
    expect((await trySignIn({ token: () => tokenReply(undefined) })).code).toBe("connect.untrusted");
  });

  it("asks once more for keys that it does not find, and not more often", async () => {
    const unknown = async (nonce: string): Promise<BytesReply> =>
      tokenReply(await idToken({ nonce }, { header: { kid: "two" } }));
    const { code, seen } = await trySignIn({ token: unknown });
    expect(code).toBe("connect.untrusted");
    expect(seen.filter(({ url }) => url.endsWith("/certs"))).toHaveLength(2);
  });

  it.each([
    ["two minutes", 119_000, "connect.untrusted", { because: "time" }],
    ["ten minutes", 600_000, "connect.clock-skew", { minutes: -10 }],
    ["ten minutes the other way", -600_000, "connect.clock-skew", { minutes: 10 }],
  ])("tells a clock that is wrong by %s", async (_what, offsetMs, code, detail) => {
    const at = (startedAt + (Math.abs(offsetMs) > 120_000 ? offsetMs : 3_600_000)) / 1_000;
    const script = withClaims(() => ({ iat: at, exp: at + 300 }), offsetMs);
    expect(await trySignIn(script)).toMatchObject({ code, detail });
  });

  it.each<[string, Script, string]>([
    ["keys that cannot be had", { certs: noReply("unreachable") }, "store.unreachable"],
    ["keys that are a page", { certs: textReply("<html>") }, "store.bad-reply"],
    ["keys that are none", { certs: jsonReply({ keys: "none" }) }, "store.bad-reply"],
    ["no keys at all", { certs: jsonReply({ keys: [] }) }, "connect.untrusted"],
  ])("with %s", async (_what, script, code) => {
    expect((await trySignIn({ ...withClaims(() => ({})), ...script })).code).toBe(code);
  });

  it.each<[string, BytesReply, string]>([
    ["invalid_client", jsonReply({ error: "invalid_client" }, 401), "connect.refused"],
    ["a challenge", jsonReply({}, 401, { "www-authenticate": 'Basic realm="x"' }), "connect.refused"],
    ["access_denied", jsonReply({ error: "access_denied" }, 400), "connect.denied"],
    ["server_error", jsonReply({ error: "server_error" }, 400), "store.busy"],
    ["a name that is a text", jsonReply({ error: "Your token eyJh…" }, 400), "connect.refused"],
    ["a redirect", textReply("", 302), "store.unreachable"],
    ["an answer without tokens", jsonReply({ hello: 1 }), "connect.untrusted"],
  ])("refused with %s", async (_what, reply, code) => {
    const answer = await trySignIn({ token: () => reply });
    expect(answer.code).toBe(code);
    expect(JSON.stringify(answer.detail ?? {})).not.toContain("eyJh");
  });
});

describe("discovery", () => {
  const found = async (reply: BytesReply, at = issuer): Promise<string> => {
    const { http } = scripted({ discovery: reply }, () => "");
    return codeOf(await createOpenid({ http, clock: createHandClock() }).discover(at, signal));
  };
  it("takes no document of another issuer", async () => {
    expect(await found(jsonReply({ ...document, issuer: "https://evil.example" }))).toBe("connect.untrusted");
    expect(await found(jsonReply({ ...document, issuer: `${issuer}2` }))).toBe("connect.untrusted");
    expect(await found(jsonReply({}))).toBe("connect.untrusted");
    expect(await found(jsonReply(document), `${issuer}/.well-known/openid-configuration`)).toBe("ok");
  });

  it("is asked for once an hour", async () => {
    const { http, seen } = scripted({}, () => "");
    const clock = createHandClock();
    const openid = createOpenid({ http, clock });
    await openid.discover(issuer, signal);
    await openid.discover(issuer, signal);
    expect(seen).toHaveLength(1);
    clock.advance(3_600_000);
    await openid.discover(issuer, signal);
    expect(seen).toHaveLength(2);
  });

  it("sends no browser and no secret to an address that is not safe", async () => {
    for (const place of ["http://login.example/auth", "javascript:alert(1)"]) {
      const reply = jsonReply({ ...document, authorization_endpoint: place });
      const { http } = scripted({ discovery: reply }, () => "");
      const openid = createOpenid({ http, clock: createHandClock() });
      expect(codeOf(await openid.begin(client, request, signal))).toBe("connect.untrusted");
    }
    const reply = jsonReply({ ...document, token_endpoint: "http://login.example/token" });
    const { http, seen } = scripted({ discovery: reply }, () => "");
    const openid = createOpenid({ http, clock: createHandClock() });
    expect(codeOf(await openid.refresh(client, "refresh-1", signal))).toBe("connect.untrusted");
    expect(seen).toHaveLength(1);
  });
});

describe("renewal and revocation", () => {
  const openidWith = (script: Script): Openid =>
    createOpenid({ http: scripted(script, () => "").http, clock: createHandClock(startedAt) });

  it("loses no new tokens to a wrong clock", async () => {
    const old = startedAt / 1_000 - 86_400;
    const token = async (): Promise<BytesReply> => tokenReply(await idToken({ iat: old, exp: old + 300 }));
    const renewed = await openidWith({ token }).refresh(client, "refresh-0", signal);
    expect(renewed.ok && renewed.value).toMatchObject({ refreshToken: "refresh-1", subject: "sub-ada" });
  });

  it.each<[string, BytesReply, string]>([
    ["invalid_grant", jsonReply({ error: "invalid_grant" }, 400), "store.consent-ended"],
    ["invalid_client", jsonReply({ error: "invalid_client" }, 400), "connect.refused"],
    ["maintenance", textReply("<html>", 503), "store.busy"],
    ["nothing", noReply("timeout"), "store.unreachable"],
  ])("answered with %s", async (_what, reply, code) => {
    expect(codeOf(await openidWith({ token: () => reply }).refresh(client, "r", signal))).toBe(code);
  });

  it("revokes one token, and says when the service did not", async () => {
    const { http, seen } = scripted({}, () => "");
    const openid = createOpenid({ http, clock: createHandClock() });
    expect(codeOf(await openid.revoke(client, "refresh-1", signal))).toBe("ok");
    expect(Object.fromEntries(new URLSearchParams(String(seen[1]?.body)))).toEqual({
      token: "refresh-1",
      client_id: "desk",
      client_secret: "s3cret",
    });
    const away = openidWith({ revoke: textReply("", 500) });
    expect(codeOf(await away.revoke(client, "refresh-1", signal))).toBe("store.unreachable");
  });
});
