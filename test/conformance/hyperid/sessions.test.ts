import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HyperidApp, Reply } from "#test/support/hyperid-app.ts";
import { claimsOf, hyperidApp, tokensOf } from "#test/support/hyperid-app.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let app: HyperidApp;

beforeEach(async () => {
  box = await startTestSandbox();
  app = hyperidApp(box);
});
afterEach(() => box.dispose());

const otherApp = async (): Promise<HyperidApp> =>
  hyperidApp(
    box,
    (await box.control("/hyperid/clients", { clientId: "other-app" })) as {
      clientId: string;
      clientSecret: string;
    },
  );
const works = async (token: string): Promise<number> =>
  (await app.rest("/user-data/by-user-id/list-get", token)).result;
const notGranted = { status: 400, json: { error: "invalid_grant" } };
const introspect = async (token: string, from = app): Promise<unknown> =>
  (await from.post("/token/introspect", { token, token_type_hint: "access_token" })).json;
const userinfo = async (token: string): Promise<Reply> => {
  const answer = await fetch(app.endpoint("/userinfo"), { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as unknown };
};

describe("a refresh token", () => {
  it("is replaced by every use, and both new tokens work", async () => {
    const first = await app.signIn();
    const second = tokensOf(await app.refresh(first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await works(second.access_token)).toBe(1);
    expect(await works(first.access_token)).toBe(1);
    expect(claimsOf(second.id_token)["nonce"]).toBeUndefined();
    expect(claimsOf(second.id_token)["sub"]).toBe(claimsOf(first.id_token)["sub"]);
    expect((await app.refresh(second.refresh_token)).status).toBe(200);
  });

  it("that is used again ends the whole family", async () => {
    const first = await app.signIn();
    const second = tokensOf(await app.refresh(first.refresh_token));
    expect(await app.refresh(first.refresh_token)).toMatchObject(notGranted);
    expect(await app.refresh(second.refresh_token)).toMatchObject(notGranted);
    expect(await works(second.access_token)).toBe(-1);
  });

  it("sent twice at once is taken once", async () => {
    const { refresh_token } = await app.signIn();
    const replies = await Promise.all([app.refresh(refresh_token), app.refresh(refresh_token)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it("gives less than was allowed when asked, never more", async () => {
    const { refresh_token } = await app.signIn({}, "openid email user-data-get");
    const more = await app.refresh(refresh_token, { scope: "openid user-data-set" });
    expect(more).toMatchObject({ status: 400, json: { error: "invalid_scope" } });
    const less = tokensOf(await app.refresh(refresh_token, { scope: "openid email" }));
    expect(less.scope).toBe("openid email");
    expect(await works(less.access_token)).toBe(-3);
    expect(tokensOf(await app.refresh(less.refresh_token)).scope).toBe("openid email user-data-get");
  });

  it("is over after 30 days, counted anew at each use; the access token after an hour", async () => {
    const day = 86_400_000;
    const first = await app.signIn();
    await box.control("/clock", { offsetMs: 3_599_000 });
    expect(await works(first.access_token)).toBe(1);
    await box.control("/clock", { offsetMs: 3_602_000 });
    expect(await works(first.access_token)).toBe(-2);
    await box.control("/clock", { offsetMs: 29 * day });
    const second = tokensOf(await app.refresh(first.refresh_token));
    await box.control("/clock", { offsetMs: 58 * day });
    const third = tokensOf(await app.refresh(second.refresh_token));
    await box.control("/clock", { offsetMs: 89 * day });
    expect(await app.refresh(third.refresh_token)).toMatchObject(notGranted);
  });

  it("is its own client's only, and what is none is refused", async () => {
    const { refresh_token, access_token } = await app.signIn();
    expect(await (await otherApp()).refresh(refresh_token)).toMatchObject(notGranted);
    expect(await app.refresh(access_token)).toMatchObject(notGranted);
    const missing = await app.refresh("", { refresh_token: null });
    expect(missing).toMatchObject({ status: 400, json: { error: "invalid_request" } });
    expect((await app.refresh(refresh_token)).status).toBe(200);
  });

  it("counts as used before, or as over, when a fault says so", async () => {
    const { refresh_token } = await app.signIn();
    for (const fault of [{ kind: "code", code: "reuse" }, { kind: "expire" }]) {
      await box.control("/faults", { service: "hyperid", path: "token", count: 1, ...fault });
      expect(await app.refresh(refresh_token)).toMatchObject(notGranted);
    }
    expect((await app.refresh(refresh_token)).status).toBe(200);
  });
});

describe("an end", () => {
  it("by revoking is this grant's only", async () => {
    const mine = await app.signIn();
    const also = await app.signIn();
    expect(await app.post("/revoke", { token: mine.refresh_token })).toMatchObject({
      status: 200,
      json: null,
    });
    expect(await works(mine.access_token)).toBe(-1);
    expect(await app.refresh(mine.refresh_token)).toMatchObject(notGranted);
    expect(await works(also.access_token)).toBe(1);
    expect(also.session_state).toBe(mine.session_state);
  });

  it("by revoking works with an access token, and twice, and for what is unknown", async () => {
    const { access_token } = await app.signIn();
    for (const token of [access_token, access_token, "unknown"])
      expect((await app.post("/revoke", { token })).status).toBe(200);
    expect(await works(access_token)).toBe(-1);
    expect((await app.post("/revoke", { token: null })).status).toBe(400);
  });

  it("by revoking is not another client's to make", async () => {
    const { access_token, refresh_token } = await app.signIn();
    expect((await (await otherApp()).post("/revoke", { token: refresh_token })).status).toBe(400);
    expect(await works(access_token)).toBe(1);
  });

  it("by logging out is that of the person's whole session, for every app", async () => {
    const mine = await app.signIn();
    const elsewhere = await (await otherApp()).signIn();
    const bens = await app.signIn({ person: "ben" });
    const form = { refresh_token: mine.refresh_token };
    expect(await app.post("/logout", form)).toMatchObject({ status: 200, json: null });
    expect(await works(mine.access_token)).toBe(-1);
    expect(await works(elsewhere.access_token)).toBe(-1);
    expect(await works(bens.access_token)).toBe(1);
    expect(await app.post("/logout", form)).toMatchObject(notGranted);
    const again = await app.signIn();
    expect(again.session_state).not.toBe(mine.session_state);
  });

  it("by the person's own wish is felt at the next call and at the next refresh", async () => {
    const { access_token, refresh_token } = await app.signIn();
    expect(await box.control("/hyperid/withdraw", { person: "ben" })).toEqual({ ended: 0 });
    expect(await box.control("/hyperid/withdraw", { person: "ada" })).toEqual({ ended: 1 });
    expect(await works(access_token)).toBe(-1);
    expect(await app.refresh(refresh_token)).toMatchObject(notGranted);
  });
});

describe("what a token is good for", () => {
  it("is told to a client that proves itself", async () => {
    const { access_token, refresh_token } = await app.signIn();
    const { sub } = claimsOf(access_token);
    expect(await introspect(access_token)).toMatchObject({ active: true, sub, client_id: app.clientId });
    expect(await introspect(refresh_token)).toMatchObject({ active: true, token_type: "Refresh" });
    expect(await introspect("unknown")).toEqual({ active: false });
    expect((await app.post("/token/introspect", { token: "x", client_secret: null })).status).toBe(401);
    await app.refresh(refresh_token);
    expect(await introspect(refresh_token)).toEqual({ active: false });
    await app.post("/revoke", { token: access_token });
    expect(await introspect(access_token)).toEqual({ active: false });
  });

  it("is asked of /userinfo with the token", async () => {
    const { access_token } = await app.signIn({ person: "ben" });
    const email = "ben@sandbox.example";
    expect(await userinfo(access_token)).toMatchObject({ status: 200, json: { email, name: "Ben Sandbox" } });
    expect(await userinfo("unknown")).toMatchObject({ status: 401, json: { error: "invalid_token" } });
    const { access_token: bare } = await app.signIn({}, "email");
    expect(await userinfo(bare)).toMatchObject({ status: 403, json: { error: "insufficient_scope" } });
    await box.control("/clock", { offsetMs: 3_601_000 });
    expect((await userinfo(access_token)).status).toBe(401);
  });
});

describe("a restart", () => {
  it("on the same folder, even at another address, changes nothing for who is signed in", async () => {
    const first = await app.signIn();
    const used = tokensOf(await app.refresh(first.refresh_token));
    const code = await app.code();
    const before = box.endpoints.hyperid;
    const keys = await (await fetch(app.endpoint("/certs"))).text();
    await app.rest("/user-data/by-user-id/set", used.access_token, { value_key: "k", value_data: "v\0w" });
    await box.control("/hyperid/settings", { keysPerRequest: 1 });
    await box.close();
    box = await startTestSandbox({ dataDir: box.dataDir });
    const { verifier } = app;
    app = hyperidApp(box);
    expect(box.endpoints.hyperid).toMatchObject({
      clientId: before.clientId,
      clientSecret: before.clientSecret,
    });
    expect(await (await fetch(app.endpoint("/certs"))).text()).toBe(keys);
    const get = (...value_keys: string[]): ReturnType<HyperidApp["rest"]> =>
      app.rest("/user-data/by-user-id/get", used.access_token, { value_keys });
    expect(await get("k")).toMatchObject({ values: [{ value_key: "k", value_data: "v\0w" }] });
    expect(await get("k", "l")).toMatchObject({ result: -6 });
    expect((await app.exchange(code, { code_verifier: verifier })).status).toBe(200);
    expect((await app.refresh(used.refresh_token)).status).toBe(200);
    expect(await app.refresh(first.refresh_token)).toMatchObject(notGranted);
  });
});
