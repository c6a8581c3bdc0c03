import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HyperidApp } from "#test/support/hyperid-app.ts";
import { hyperidApp, storageScopes, tokensOf } from "#test/support/hyperid-app.ts";
import { approve } from "#test/support/hyperid-consent.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let app: HyperidApp;

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  app = hyperidApp(box);
});
afterAll(() => box.dispose());

const page = async (url: string): Promise<{ status: number; text: string; location: string | null }> => {
  const answer = await fetch(url, { redirect: "manual" });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("location") };
};

const bad = (reply: { status: number; json: unknown }): unknown => [
  reply.status,
  (reply.json as { error: string }).error,
];

describe("discovery", () => {
  it("has every field that an SDK requires, pointing here", async () => {
    const { issuer, restBaseUrl } = box.endpoints.hyperid;
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
    const document = (await answer.json()) as Record<string, unknown>;
    const at = (path: string): string => `${issuer}/protocol/openid-connect${path}`;
    expect(document).toMatchObject({
      issuer,
      authorization_endpoint: at("/auth"),
      token_endpoint: at("/token"),
      introspection_endpoint: at("/token/introspect"),
      userinfo_endpoint: at("/userinfo"),
      end_session_endpoint: at("/logout"),
      revocation_endpoint: at("/revoke"),
      jwks_uri: at("/certs"),
      rest_api_token_endpoint: restBaseUrl,
      response_types_supported: ["code"],
      code_challenge_methods_supported: ["S256"],
    });
    expect(document["identity_providers"]).toContain("google");
    expect(document["client_scopes_default"]).toContain("openid");
    expect(document["client_scopes_optional"]).toContain("user-data-set");
    expect(document["wallet_chain"]).toContain(1);
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining(["rest_api_public_endpoint", "wallet_family", "wallet_source"]),
    );
  });

  it("is below the address that takes the place of the vendor's login host", () => {
    expect(box.endpoints.hyperid.issuer).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/hyperid\/auth\/realms\/HyperID$/,
    );
  });
});

describe("the consent page", () => {
  it("says in plain words who asks for what, and needs no script", async () => {
    const { status, text } = await page(app.authorizeUrl());
    expect(status).toBe(200);
    expect(text).toContain("tapvault-sandbox");
    expect(text).toContain("Save values in your account, replace and delete them");
    expect(text).toContain("See your e-mail address");
    expect(text).not.toContain("<script");
    expect(text).toMatch(/<button[^>]*>Allow<\/button>/);
    expect(text).toMatch(/<button[^>]*>Deny<\/button>/);
    expect(text).not.toContain("code_challenge");
  });

  it("comes with the person of the hint chosen", async () => {
    const { text } = await page(app.authorizeUrl({ login_hint: "ben@sandbox.example" }));
    expect(text).toMatch(/value="ben"[^>]*checked/);
    expect(text).not.toMatch(/value="ada"[^>]*checked/);
  });

  it("sends a no back with the state", async () => {
    const back = await approve(app.authorizeUrl({ state: "s & t/ü" }), { deny: true });
    expect(back.href.startsWith(app.redirectUri)).toBe(true);
    expect(Object.fromEntries(back.searchParams)).toEqual({ error: "access_denied", state: "s & t/ü" });
  });

  it("sends a yes back with code and state, to a custom scheme too", async () => {
    const back = await approve(app.authorizeUrl({ redirect_uri: "tapvault://connected/hyperid" }));
    expect(back.href).toMatch(/^tapvault:\/\/connected\/hyperid\?code=[\w-]{43}&state=state-1$/);
    expect((await approve(app.authorizeUrl({ state: null }))).searchParams.has("state")).toBe(false);
  });

  it("allows once: a form sent again, or after ten minutes, or made up, gives nothing", async () => {
    const url = app.authorizeUrl();
    const ticketOn = async (): Promise<string> =>
      /name="ticket" value="([^"]+)"/.exec((await page(url)).text)?.[1] ?? "";
    const press = (ticket: string, person = "ada"): Promise<Response> =>
      fetch(url, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ ticket, person, decision: "allow" }),
      });
    const ticket = await ticketOn();
    expect((await press(ticket)).status).toBe(302);
    expect((await press(ticket)).status).toBe(400);
    expect((await press("made-up")).status).toBe(400);
    expect((await press(await ticketOn(), "eve")).status).toBe(400);
    const late = await ticketOn();
    await box.control("/clock", { offsetMs: 601_000 });
    expect((await press(late)).status).toBe(400);
  });

  it.each([
    "https://example.com/cb",
    "http://example.com/cb",
    "http://localhost.example.com/cb",
    "http://127.0.0.1@example.com/cb",
    "http://user@127.0.0.1/cb",
    "http://127.0.0.1/cb#part",
    "otherapp://cb",
    "javascript:alert(1)",
    "cb",
  ])("refuses to send anybody to %s, with a page", async (redirect_uri) => {
    const { status, text, location } = await page(app.authorizeUrl({ redirect_uri }));
    expect([status, location]).toEqual([400, null]);
    expect(text).toContain("not registered");
  });

  it("takes any loopback address", async () => {
    for (const redirect_uri of ["http://localhost:1/a?b=c", "http://[::1]:4/x", "http://127.0.0.1:65000/"])
      expect((await page(app.authorizeUrl({ redirect_uri }))).status).toBe(200);
  });

  it("takes only the registered ones when there is a list", async () => {
    await box.control("/hyperid/redirects", { uris: ["http://127.0.0.1:5000/cb"] });
    expect((await page(app.authorizeUrl())).status).toBe(400);
    expect((await page(app.authorizeUrl({ redirect_uri: "http://127.0.0.1:5000/cb/" }))).status).toBe(400);
    expect((await page(app.authorizeUrl({ redirect_uri: "http://127.0.0.1:5000/cb" }))).status).toBe(200);
    await box.control("/reset", {});
    expect((await page(app.authorizeUrl())).status).toBe(200);
  });

  it("refuses an app that is not registered, and what is named twice, with a page", async () => {
    expect((await page(app.authorizeUrl({ client_id: "nobody" }))).status).toBe(400);
    expect((await page(`${app.authorizeUrl()}&state=other`)).status).toBe(400);
  });

  it.each([
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ response_type: null }, "invalid_request"],
    [{ scope: "openid everything" }, "invalid_scope"],
    [{ code_challenge_method: "plain" }, "invalid_request"],
    [{ code_challenge_method: null }, "invalid_request"],
    [{ code_challenge: "short" }, "invalid_request"],
    [{ flow_mode: "7" }, "invalid_request"],
    [{ flow_mode: "9" }, "invalid_request"],
    [{ prompt: "none" }, "login_required"],
  ])("answers %o to the app with %s", async (query, error) => {
    const { status, location } = await page(app.authorizeUrl(query));
    expect(status).toBe(302);
    const back = new URL(location ?? "");
    expect(Object.fromEntries(back.searchParams)).toEqual({ error, state: "state-1" });
  });
});

describe("a code", () => {
  it("gives tokens as the contract shows them, once", async () => {
    const code = await app.code();
    const reply = await app.exchange(code);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(reply.json).toMatchObject({
      expires_in: 3600,
      refresh_expires_in: 2_592_000,
      token_type: "Bearer",
      "not-before-policy": 0,
      scope: storageScopes,
    });
    const tokens = tokensOf(reply);
    expect(await app.rest("/user-data/by-user-id/list-get", tokens.access_token)).toMatchObject({
      result: 1,
    });
    expect(bad(await app.exchange(code))).toEqual([400, "invalid_grant"]);
    // The second use ends what the first gave.
    expect(await app.rest("/user-data/by-user-id/list-get", tokens.access_token)).toMatchObject({
      result: -1,
    });
    expect(bad(await app.refresh(tokens.refresh_token))).toEqual([400, "invalid_grant"]);
  });

  it.each([
    ["another verifier", { code_verifier: "x".repeat(43) }],
    ["no verifier", { code_verifier: null }],
    ["another redirect address", { redirect_uri: "http://127.0.0.1:47811/other" }],
    ["no redirect address", { redirect_uri: null }],
  ])("is not exchanged with %s, and is lost", async (_, form) => {
    const code = await app.code();
    expect(bad(await app.exchange(code, form))).toEqual([400, "invalid_grant"]);
    expect(bad(await app.exchange(code))).toEqual([400, "invalid_grant"]);
  });

  it("asked for without PKCE takes the client's proof, and no verifier", async () => {
    const query = { code_challenge: null, code_challenge_method: null };
    const code = (): Promise<string> => app.code({}, query);
    expect(bad(await app.exchange(await code()))).toEqual([400, "invalid_grant"]);
    const without = { code_verifier: null };
    expect(bad(await app.exchange(await code(), { ...without, client_secret: null }))).toEqual([
      401,
      "unauthorized_client",
    ]);
    expect((await app.exchange(await code(), without)).status).toBe(200);
  });

  it("is over after a minute", async () => {
    const code = await app.code();
    await box.control("/clock", { offsetMs: 61_000 });
    expect(bad(await app.exchange(code))).toEqual([400, "invalid_grant"]);
  });

  it("is not another client's to exchange", async () => {
    const other = await box.control("/hyperid/clients", { clientId: "other-app" });
    const thief = hyperidApp(box, other as { clientId: string; clientSecret: string });
    const code = await app.code();
    expect(bad(await thief.exchange(code, { code_verifier: app.verifier }))).toEqual([400, "invalid_grant"]);
  });

  it.each([
    [{ grant_type: "password" }, "unsupported_grant_type"],
    [{ grant_type: null }, "invalid_request"],
    [{ code: null }, "invalid_request"],
    [{ code: "unknown" }, "invalid_grant"],
  ])("refuses %o with %s", async (form, error) => {
    expect(bad(await app.exchange("x", form))).toEqual([400, error]);
  });

  it("is taken as a form only", async () => {
    const reply = await app.post("/token", {}, { "content-type": "application/json" });
    expect(bad(reply)).toEqual([400, "invalid_request"]);
  });
});
