import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HyperidApp } from "#test/support/hyperid-app.ts";
import { claimsOf, hyperidApp } from "#test/support/hyperid-app.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let app: HyperidApp;
let token: string;

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  app = hyperidApp(box);
  token = (await app.signIn()).access_token;
});
afterAll(() => box.dispose());

const boundSpaces = ["by-email", "by-user-id", "by-wallet", "by-idp"] as const;
type Space = (typeof boundSpaces)[number];

const extra = (space: Space): object => (space === "by-idp" ? { identity_provider: "google" } : {});
const call = (space: Space, verb: string, body: object = {}, by = token): ReturnType<HyperidApp["rest"]> =>
  app.rest(`/user-data/${space}/${verb}`, by, { ...extra(space), ...body });
const set = (space: Space, value_key: string, body: object = {}, by = token): Promise<{ result: number }> =>
  call(space, "set", { value_key, value_data: `value of ${value_key}`, ...body }, by);

const secondApp = async (): Promise<HyperidApp> => {
  const client = await box.control("/hyperid/clients", { clientId: "other-app" });
  return hyperidApp(box, client as { clientId: string; clientSecret: string });
};

describe("an answer", () => {
  it("is JSON with its number, status 200 even for a failure, and echoes the request's", async () => {
    const url = `${box.endpoints.hyperid.restBaseUrl}/user-data/by-user-id/list-get`;
    const answer = await fetch(url, { method: "POST", body: JSON.stringify({ request_id: 9_007_199_254 }) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=UTF-8");
    expect(await answer.json()).toEqual({ request_id: 9_007_199_254, result: -1 });
    expect(await call("by-email", "list-get")).toMatchObject({ request_id: -1 });
    expect(await call("by-email", "list-get", { request_id: "x" })).toMatchObject({ request_id: -1 });
  });
});

describe.each(boundSpaces)("values %s", (space) => {
  it("are set, replaced, read, listed by who may read them, and deleted", async () => {
    expect(await call(space, "list-get")).toEqual({
      request_id: -1,
      result: 1,
      keys_private: [],
      keys_public: [],
    });
    expect(await set(space, "vault/b", { access_scope: 0 })).toEqual({ request_id: -1, result: 0 });
    await set(space, "vault/a", { access_scope: 0 });
    await set(space, "card");
    await set(space, "vault/a", { access_scope: 0, value_data: "ünïcode\0 🙂" });
    expect(await call(space, "list-get")).toMatchObject({
      result: 0,
      keys_private: ["vault/a", "vault/b"],
      keys_public: ["card"],
    });
    expect(await call(space, "get", { value_keys: ["card", "nope", "vault/a"] })).toEqual({
      request_id: -1,
      result: 0,
      values: [
        { value_key: "card", value_data: "value of card" },
        { value_key: "vault/a", value_data: "ünïcode\0 🙂" },
      ],
    });
    expect(await call(space, "delete", { value_keys: ["vault/a", "nope"] })).toEqual({
      request_id: -1,
      result: 0,
      keys_delete_results: [
        { value_key: "vault/a", is_deleted: true },
        { value_key: "nope", is_deleted: false },
      ],
    });
    expect(await call(space, "get", { value_keys: ["vault/a"] })).toMatchObject({ result: 1, values: [] });
    expect(await call(space, "delete", { value_keys: ["vault/a"] })).toMatchObject({ result: 1 });
  });

  it("are nobody else's", async () => {
    await set(space, "mine");
    const bens = (await app.signIn({ person: "ben" })).access_token;
    expect(await call(space, "get", { value_keys: ["mine"] }, bens)).toMatchObject({ result: 1 });
    await set(space, "mine", { value_data: "Ben's" }, bens);
    const mine = await call(space, "get", { value_keys: ["mine"] });
    expect(mine["values"]).toEqual([{ value_key: "mine", value_data: "value of mine" }]);
  });

  it("that other apps set are listed page by page when public, read, and neither replaced nor deleted", async () => {
    const other = await secondApp();
    const theirs = (await other.signIn()).access_token;
    expect(await call(space, "shared-list-get")).toEqual({
      request_id: -1,
      result: 1,
      keys_shared: [],
      next_search_id: "",
    });
    for (const key of ["s3", "s1", "s2"]) await set(space, key, {}, theirs);
    await set(space, "hidden", { access_scope: 0 }, theirs);
    await set(space, "own");
    const first = await call(space, "shared-list-get", { search_id: "", page_size: 2 });
    expect(first).toMatchObject({ result: 0, keys_shared: ["s1", "s2"] });
    expect(first["next_search_id"]).not.toBe("");
    const search_id = first["next_search_id"];
    const second = await call(space, "shared-list-get", { search_id, page_size: 2 });
    expect(second).toMatchObject({ result: 0, keys_shared: ["s3"], next_search_id: "" });
    expect((await call(space, "list-get"))["keys_public"]).toEqual(["own"]);
    const seen = await call(space, "get", { value_keys: ["s1", "hidden"] });
    expect(seen["values"]).toEqual([{ value_key: "s1", value_data: "value of s1" }]);
    const keyAccessDenied = space === "by-email" || space === "by-user-id" ? -6 : -7;
    expect(await set(space, "s1", { value_data: "x" })).toMatchObject({ result: keyAccessDenied });
    expect(await call(space, "delete", { value_keys: ["s1"] })).toMatchObject({
      result: 1,
      keys_delete_results: [{ value_key: "s1", is_deleted: false }],
    });
    expect((await call(space, "list-get", {}, theirs))["keys_public"]).toEqual(["s1", "s2", "s3"]);
  });
});

describe("the basic values", () => {
  const basic = (verb: string, body: object, by = token): ReturnType<HyperidApp["rest"]> =>
    app.rest(`/user-data/${verb}`, by, body);

  it("are set and read, and are for every app of the person", async () => {
    const entry = { value_key: "user-data-key", value_data: "user-data", access_scope: 0 };
    expect(await basic("set", entry)).toEqual({ request_id: -1, result: 0 });
    const theirs = (await (await secondApp()).signIn()).access_token;
    expect(await basic("get", { value_keys: ["user-data-key", "nope"] }, theirs)).toMatchObject({
      result: 0,
      values: [{ value_key: "user-data-key", value_data: "user-data" }],
    });
    const { hyperid } = (await box.control("/objects")) as { hyperid: { values: object[] } };
    expect(hyperid.values).toEqual([expect.objectContaining({ space: "basic", scope: 1 })]);
  });

  it("take no e-mail scope, know no “nothing found”, and have no other verbs", async () => {
    const bare = (await app.signIn({}, "user-data-set user-data-get")).access_token;
    expect(await basic("set", { value_key: "k", value_data: "" }, bare)).toMatchObject({ result: 0 });
    expect(await basic("get", { value_keys: ["nope"] }, bare)).toMatchObject({ result: 0, values: [] });
    const url = `${box.endpoints.hyperid.restBaseUrl}/user-data/list-get`;
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(404);
  });
});

describe("spaces", () => {
  it("are apart from each other", async () => {
    await set("by-user-id", "k");
    for (const space of ["by-email", "by-wallet", "by-idp"] as const)
      expect(await call(space, "list-get")).toMatchObject({ result: 1 });
  });

  it("of wallets and social accounts are one for each that is the person's", async () => {
    const wallet_address = String(claimsOf(token)["wallet_address"]);
    await set("by-wallet", "k");
    expect(
      await call("by-wallet", "list-get", {
        wallet_address: wallet_address.toUpperCase().replace("0X", "0x"),
      }),
    ).toMatchObject({ keys_public: ["k"] });
    const bens = (await app.signIn({ person: "ben" })).access_token;
    await set("by-idp", "k", { identity_provider: "telegram" }, bens);
    expect(await call("by-idp", "list-get", {}, bens)).toMatchObject({ result: 1 });
    expect(await call("by-idp", "list-get", { identity_provider: "telegram" }, bens)).toMatchObject({
      result: 0,
    });
  });
});

describe("what the vendor's SDKs send", () => {
  it("to list: a JSON content type and no body at all", async () => {
    await set("by-user-id", "k");
    expect(await app.rest("/user-data/by-user-id/list-get", token)).toMatchObject({ keys_public: ["k"] });
    expect(await app.rest("/user-data/by-email/list-get", token)).toMatchObject({ result: 1 });
    expect(await app.rest("/user-data/by-email/shared-list-get", token)).toMatchObject({ result: 1 });
  });

  it("to sign in: every scope of discovery, unencoded blanks, a form with a charset", async () => {
    const { issuer } = box.endpoints.hyperid;
    const document = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
      client_scopes_default: string[];
      client_scopes_optional: string[];
    };
    const scope = [...document.client_scopes_optional, ...document.client_scopes_default].join(" ");
    const plain = { code_challenge: null, code_challenge_method: null, nonce: null, state: null };
    const code = await app.code({}, { ...plain, scope, verification_level: "3", wallet_get_mode: "2" });
    const type = "application/x-www-form-urlencoded;charset=UTF-8";
    const form = {
      grant_type: "authorization_code",
      code,
      redirect_uri: app.redirectUri,
      client_id: app.clientId,
      client_secret: app.clientSecret,
    };
    const reply = await app.post("/token", form, { "content-type": type, accept: "application/json" });
    expect(reply).toMatchObject({ status: 200, json: { scope } });
    const { refresh_token } = reply.json as { refresh_token: string };
    expect((await app.post("/logout", { refresh_token }, { "content-type": type })).status).toBe(200);
  });

  it("from a page of this computer is let in, and from others not; the consent page is for nobody to read", async () => {
    const allowed = async (url: string, origin: string): Promise<string | null> =>
      (await fetch(url, { headers: { origin } })).headers.get("access-control-allow-origin");
    const discovery = `${box.endpoints.hyperid.issuer}/.well-known/openid-configuration`;
    expect(await allowed(discovery, "http://localhost:4200")).toBe("http://localhost:4200");
    expect(await allowed(discovery, "https://example.com")).toBeNull();
    expect(await allowed(discovery, "http://localhost.example.com")).toBeNull();
    expect(await allowed(app.authorizeUrl(), "http://localhost:4200")).toBeNull();
  });
});

describe("wallets", () => {
  const get = (path: string, body?: object): ReturnType<HyperidApp["rest"]> => app.rest(path, token, body);

  it("are listed, added with a signature, and found by tag", async () => {
    const [first] = (await get("/user-wallets/get"))["wallets_public"] as { address: string }[];
    expect(first?.address).toBe(claimsOf(token)["wallet_address"]);
    const address = `0x${"ab".repeat(20)}`;
    const wallet = { address, chain: "1", tags: ["work"], label: "Mine" };
    const signed = { wallet_data_to_sign: "text 2026-01-02T03:04:05Z", wallet_sign: `0x${"12".repeat(65)}` };
    expect(await get("/user-wallet/add", { ...signed, wallet_sign: "0xff", wallet })).toMatchObject({
      result: -6,
    });
    expect(await get("/user-wallet/add", { ...signed, wallet })).toMatchObject({ result: 0 });
    expect(await get("/user-wallet/add", { ...signed, wallet })).toMatchObject({ result: -7 });
    expect(await get("/user-wallet/add", { wallet })).toMatchObject({ result: -5 });
    expect(await get("/user-wallets-by-tag/get", { wallet_tag: "work" })).toMatchObject({
      result: 0,
      wallets_private: [],
      wallets_public: [{ address, chain: "1", family: 0, label: "Mine", tags: ["work"] }],
    });
    expect(await get("/user-wallets-by-tag/get", {})).toMatchObject({ result: -5 });
    expect(await set("by-wallet", "k", { wallet_address: address })).toMatchObject({ result: 0 });
    expect(await get("/user-wallets/available-chains-get")).toMatchObject({ result: 0 });
  });
});
