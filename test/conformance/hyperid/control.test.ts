import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HyperidApp } from "#test/support/hyperid-app.ts";
import { claimsOf, hyperidApp } from "#test/support/hyperid-app.ts";
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

const held = async (): Promise<{ values: object[]; grants: object[] }> =>
  ((await box.control("/objects")) as { hyperid: { values: object[]; grants: object[] } }).hyperid;

describe("what is held", () => {
  it("is shown as it is held, without what could be used of it", async () => {
    const tokens = await app.signIn();
    await app.rest("/user-data/by-email/set", tokens.access_token, {
      value_key: "vault/1",
      value_data: "djE6",
      access_scope: 0,
    });
    await app.post("/revoke", { token: tokens.refresh_token });
    const { values, grants } = await held();
    const userId = claimsOf(tokens.access_token)["sub"];
    expect(values).toEqual([
      {
        userId,
        client: app.clientId,
        space: "by-email",
        subject: "ada@sandbox.example",
        key: "vault/1",
        value: "djE6",
        scope: 0,
      },
    ]);
    expect(grants).toEqual([
      expect.objectContaining({ client: app.clientId, person: "ada", endedBy: "revoked" }),
    ]);
    const all = JSON.stringify(await box.control("/objects"));
    for (const secret of [tokens.access_token, tokens.refresh_token, app.clientSecret])
      expect(all).not.toContain(secret);
  });

  it("is forgotten by a reset, but for registrations and keys", async () => {
    const { access_token, refresh_token } = await app.signIn();
    await app.rest("/user-data/by-email/set", access_token, { value_key: "k", value_data: "v" });
    const other = await box.control("/hyperid/clients", { clientId: "other-app" });
    await box.control("/hyperid/settings", { accessSeconds: 5 });
    const certs = await (await fetch(app.endpoint("/certs"))).text();
    await box.control("/reset", {});
    expect(await held()).toEqual({ values: [], grants: [] });
    expect((await app.refresh(refresh_token)).status).toBe(400);
    expect(await app.rest("/user-data/by-email/list-get", access_token)).toMatchObject({ result: -1 });
    expect(await (await fetch(app.endpoint("/certs"))).text()).toBe(certs);
    expect(await box.control("/hyperid/clients", { clientId: "other-app" })).toEqual(other);
    expect((await app.signIn()).expires_in).toBe(3600);
  });
});

describe("the controls", () => {
  it.each([
    ["/hyperid/redirects", { uris: [] }],
    ["/hyperid/redirects", { uris: ["no address"] }],
    ["/hyperid/settings", { accessSeconds: 0 }],
    ["/hyperid/settings", { unheard: 1 }],
    ["/hyperid/clients", { clientId: "a b" }],
    ["/hyperid/clients", { clientId: "a", publicKey: "no key" }],
    ["/hyperid/withdraw", { person: "eve" }],
    ["/hyperid/keys", null],
  ])("%s refuses %o", async (path, body) => {
    await expect(box.control(path, body)).rejects.toThrow("control answered 400");
  });

  it("end what everybody allowed", async () => {
    await app.signIn();
    await app.signIn({ person: "ben" });
    expect(await box.control("/hyperid/withdraw", {})).toEqual({ ended: 2 });
  });

  it("change lifetimes, each setting alone", async () => {
    await box.control("/hyperid/settings", { accessSeconds: 60 });
    await box.control("/hyperid/settings", { refreshSeconds: 120 });
    const tokens = await app.signIn();
    expect(tokens).toMatchObject({ expires_in: 60, refresh_expires_in: 120 });
    await box.control("/clock", { offsetMs: 61_000 });
    expect(await app.rest("/user-data/by-email/list-get", tokens.access_token)).toMatchObject({ result: -2 });
    await box.control("/clock", { offsetMs: 121_000 });
    expect((await app.refresh(tokens.refresh_token)).status).toBe(400);
  });
});

describe("errors of OAuth", () => {
  it("are answered at will, where a person is sent and where tokens are given", async () => {
    const fault = (path: string, code: string): Promise<unknown> =>
      box.control("/faults", { service: "hyperid", path, count: 1, kind: "code", code });
    await fault("auth", "temporarily_unavailable");
    const sent = await fetch(app.authorizeUrl(), { redirect: "manual" });
    const back = new URL(sent.headers.get("location") ?? "");
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: "temporarily_unavailable",
      state: "state-1",
    });
    await fault("token", "server_error");
    expect(await app.refresh("x")).toMatchObject({ status: 400, json: { error: "server_error" } });
  });
});

describe("faults of the frame", () => {
  it("reach every part of the service", async () => {
    const { access_token } = await app.signIn();
    for (const path of ["token", "list-get", "openid-configuration"]) {
      await box.control("/faults", { service: "hyperid", path, count: 1, kind: "status", status: 503 });
    }
    expect((await app.refresh("x")).status).toBe(503);
    await expect(app.rest("/user-data/by-email/list-get", access_token)).rejects.toThrow("503");
    const { issuer } = box.endpoints.hyperid;
    expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(503);
    expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(200);
  });
});
