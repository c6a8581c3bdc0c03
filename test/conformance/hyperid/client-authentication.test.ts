import { createPrivateKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import * as oidc from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HyperidApp, Reply } from "#test/support/hyperid-app.ts";
import { hyperidApp } from "#test/support/hyperid-app.ts";
import { approve } from "#test/support/hyperid-consent.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let app: HyperidApp;

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const privateKey = createPrivateKey(pair.privateKey);

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  app = hyperidApp(box);
});
afterAll(() => box.dispose());

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** The claims that the vendor's SDKs send (contract 2.2). */
const assertion = (alg: "HS256" | "RS256", claims: Record<string, unknown> = {}): Promise<string> => {
  const now = Math.floor(Date.now() / 1000);
  const said = {
    iss: app.clientId,
    sub: app.clientId,
    aud: box.endpoints.hyperid.issuer,
    iat: now,
    exp: now + 300,
    jti: randomUUID(),
    ...claims,
  };
  const key = alg === "RS256" ? privateKey : new TextEncoder().encode(app.clientSecret);
  return new SignJWT(said).setProtectedHeader({ alg }).sign(key);
};

const withAssertion = async (client_assertion: string): Promise<Reply> =>
  app.exchange(await app.code(), {
    client_id: null,
    client_secret: null,
    client_assertion_type: assertionType,
    client_assertion,
  });

const byBasic = async (text: string, client_id: string | null = null): Promise<Reply> => {
  const form = {
    grant_type: "authorization_code",
    code: await app.code(),
    redirect_uri: app.redirectUri,
    code_verifier: app.verifier,
    client_id,
    client_secret: null,
  };
  const authorization = `Basic ${Buffer.from(text).toString("base64")}`;
  return app.post("/token", form, { authorization });
};

const refused = { status: 401, json: { error: "unauthorized_client" } };

describe("a client shows who it is", () => {
  it("by its secret in the body", async () => {
    expect((await app.exchange(await app.code())).status).toBe(200);
    expect(await app.exchange(await app.code(), { client_secret: "wrong" })).toMatchObject(refused);
    expect(await app.exchange(await app.code(), { client_id: "nobody" })).toMatchObject(refused);
  });

  it("by HTTP Basic", async () => {
    const { clientId, clientSecret } = app;
    expect((await byBasic(`${clientId}:${clientSecret}`)).status).toBe(200);
    expect((await byBasic(`${clientId}:${clientSecret}`, clientId)).status).toBe(200);
    const wrong = await byBasic(`${clientId}:wrong`);
    expect(wrong).toMatchObject(refused);
    expect(wrong.headers.get("www-authenticate")).toMatch(/^Basic /);
    expect(await byBasic(`${clientId}:${clientSecret}`, "other")).toMatchObject(refused);
    expect(await byBasic("%")).toMatchObject(refused);
  });

  it("by an assertion signed with its secret, once", async () => {
    const good = await assertion("HS256");
    expect((await withAssertion(good)).status).toBe(200);
    expect(await withAssertion(good)).toMatchObject(refused);
    const forTokenEndpoint = { aud: app.endpoint("/token") };
    expect((await withAssertion(await assertion("HS256", forTokenEndpoint))).status).toBe(200);
  });

  it.each([
    ["for another service", { aud: "https://login.example" }],
    ["of another client", { iss: "other" }],
    ["too old", { exp: 1_700_000_000 }],
    ["without an end", { exp: undefined }],
    ["without a number", { jti: undefined }],
  ])("but not by an assertion %s", async (_, claims) => {
    expect(await withAssertion(await assertion("HS256", claims))).toMatchObject(refused);
  });

  it("but not by what is no assertion", async () => {
    expect(await withAssertion("x.y.z")).toMatchObject(refused);
    const form = { client_assertion: await assertion("HS256"), client_secret: null };
    expect(await app.exchange(await app.code(), form)).toMatchObject(refused);
  });

  it("by an assertion signed with its registered RSA key", async () => {
    const own = await box.control("/hyperid/clients", { clientId: "rsa-app" });
    app = hyperidApp(box, own as { clientId: string; clientSecret: string });
    expect(await withAssertion(await assertion("RS256"))).toMatchObject(refused);
    await box.control("/hyperid/clients", { clientId: "rsa-app", publicKey: pair.publicKey });
    expect((await withAssertion(await assertion("RS256"))).status).toBe(200);
    await box.control("/hyperid/clients", { clientId: "rsa-app" });
    expect((await withAssertion(await assertion("RS256"))).status).toBe(200);
  });

  it("or not at all with PKCE, until public clients are not allowed", async () => {
    const bare = { client_secret: null };
    const first = await app.exchange(await app.code(), bare);
    expect(first.status).toBe(200);
    const { refresh_token } = first.json as { refresh_token: string };
    expect((await app.refresh(refresh_token, { client_secret: "" })).status).toBe(200);
    await box.control("/hyperid/settings", { allowsPublicClients: false });
    expect(await app.exchange(await app.code(), bare)).toMatchObject(refused);
  });

  it.each(["/revoke", "/logout", "/token/introspect"])("at %s too", async (path) => {
    const { refresh_token } = await app.signIn();
    const form = { token: refresh_token, refresh_token };
    expect(await app.post(path, { ...form, client_secret: "wrong" })).toMatchObject(refused);
    const asserted = { client_secret: null, client_assertion_type: assertionType };
    const client_assertion = await assertion("HS256");
    expect((await app.post(path, { ...form, ...asserted, client_assertion })).status).toBe(200);
  });
});

describe("a client library of others", () => {
  const ways: [string, (secret: string) => oidc.ClientAuth][] = [
    ["client_secret_post", oidc.ClientSecretPost],
    ["client_secret_basic", oidc.ClientSecretBasic],
    ["client_secret_jwt", oidc.ClientSecretJwt],
    ["none", oidc.None],
  ];

  it.each(ways)("signs in, refreshes, asks and revokes with %s", async (_, way) => {
    const { issuer, clientId, clientSecret } = box.endpoints.hyperid;
    const insecure = { execute: [oidc.allowInsecureRequests] };
    const config = await oidc.discovery(new URL(issuer), clientId, {}, way(clientSecret), insecure);
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: "http://localhost:8085/cb",
      scope: "openid email user-data-set user-data-get",
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
      state: expectedState,
      nonce: expectedNonce,
    });
    const back = await approve(url.href, { person: "ben" });
    const checks = { pkceCodeVerifier, expectedState, expectedNonce };
    const tokens = await oidc.authorizationCodeGrant(config, back, checks);
    const sub = tokens.claims()?.sub ?? "";
    const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? "");
    const info = await oidc.fetchUserInfo(config, refreshed.access_token, sub);
    expect(info).toMatchObject({ email: "ben@sandbox.example", email_verified: true });
    await oidc.tokenRevocation(config, refreshed.refresh_token ?? "");
    await expect(oidc.refreshTokenGrant(config, refreshed.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });
});
