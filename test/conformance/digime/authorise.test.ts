import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "#test/support/digime-consent.ts";
import type { DigimeClient, Pair } from "#test/support/digime-requests.ts";
import { callback, digimeClient, openReply, pkce, tokenOf } from "#test/support/digime-requests.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

const day = 86_400_000;
let box: TestSandbox;
let offsetMs = 0;
let client: DigimeClient;

const makeClient = (contract: "write" | "read" = "write", version: "1.7" | "1.6" = "1.7"): DigimeClient =>
  digimeClient({ endpoints: box.endpoints.digime, contract, version, now: () => Date.now() + offsetMs });
const moveClock = async (ms: number): Promise<void> => {
  offsetMs = ms;
  await box.control("/clock", { offsetMs });
};
const accounts = async (pair: Pair): Promise<{ status: number; json: unknown }> =>
  client.call("GET", "permission-access/accounts", client.claims({ access_token: pair.access_token.value }));
const failed = (code: string): object => ({ error: { code } });

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  offsetMs = 0;
  client = makeClient();
});
afterAll(() => box.dispose());

describe("connecting an account", () => {
  it("goes from authorize over the page and the code to tokens", async () => {
    const { verifier, challenge } = pkce();
    const url = await client.authorizeUrl(challenge);
    const back = await approve(url.href, { person: "ben" });
    expect(back.origin + back.pathname).toBe(callback);
    expect(Object.fromEntries(back.searchParams)).toEqual({
      success: "true",
      code: expect.any(String) as string,
      state: "state-1",
      accountReference: expect.any(String) as string,
    });
    const reply = await client.exchange(back.searchParams.get("code") ?? "", verifier);
    const pair = (await openReply(tokenOf(reply))) as unknown as Pair;
    const nowSeconds = Math.floor(Date.now() / 1000);
    expect(pair.access_token.expires_on).toBeGreaterThan(nowSeconds + 3_500);
    expect(pair.refresh_token.expires_on).toBeGreaterThan(nowSeconds + (60 * day) / 1000 - 100);
    expect(pair).toMatchObject({
      sub: expect.any(String) as string,
      consentid: expect.any(String) as string,
    });
    const { json } = await accounts(pair);
    expect(json).toMatchObject({ accounts: [{ id: back.searchParams.get("accountReference") }] });
    const held = (await box.control("/objects")) as { digime: { users: object[] } };
    expect(held.digime.users).toMatchObject([{ id: pair.sub, person: "ben" }]);
  });

  it("sends a session along, and keeps people apart", async () => {
    const { challenge } = pkce();
    const claims = { code_challenge: challenge, code_challenge_method: "S256" };
    const rest = { redirect_uri: callback, response_mode: "query", response_type: "code", state: "s" };
    const reply = await client.call("POST", "oauth/authorize", client.claims({ ...claims, ...rest }));
    expect(reply.json).toMatchObject({
      session: { key: expect.any(String) as string, expiry: expect.any(Number) as number },
    });
    const ada = await client.connect({ person: "ada" });
    const ben = await client.connect({ person: "ben" });
    expect(ada.sub).not.toBe(ben.sub);
    expect((await client.connect({ person: "ada" })).sub).toBe(ada.sub);
  });

  it("tells that a person said no", async () => {
    const url = await client.authorizeUrl(pkce().challenge);
    const back = await approve(url.href, { deny: true });
    expect(back.search).toBe("?success=false&errorCode=USER_CANCEL&state=state-1");
    expect((await approve(url.href)).searchParams.get("errorCode")).toBe("INVALID_CODE");
  });

  it("shows a page with no script that names both people and both answers", async () => {
    const page = await (await fetch(await client.authorizeUrl(pkce().challenge))).text();
    expect(page).not.toContain("<script");
    for (const word of ["Ada Sandbox", "Ben Sandbox", ">Allow<", ">Deny<"]) expect(page).toContain(word);
    const unknown = await fetch(`${box.endpoints.digime.onboardUrl}authorize?code=x`);
    expect(unknown.status).toBe(404);
  });

  it.each([
    ["tapvault://digime", true],
    ["http://localhost:9/x?y=1", true],
    ["http://[::1]:9/", true],
    ["https://example.com/", false],
    ["http://127.0.0.1.example.com/", false],
    ["digime-ca://callback", false],
    ["not a url", false],
  ])("redirect %s is allowed: %s", async (redirect, isAllowed) => {
    const opened = client.authorizeUrl(pkce().challenge, { redirect_uri: redirect });
    if (!isAllowed) return expect(opened).rejects.toThrow(/404.*InvalidRedirectUri/);
    const back = await approve((await opened).href);
    expect(back.href.startsWith(redirect)).toBe(true);
    expect(back.searchParams.get("success")).toBe("true");
    return undefined;
  });

  it("refuses a code with another verifier, a second time, of another contract, and too late", async () => {
    const { verifier, challenge } = pkce();
    const code = async (): Promise<string> =>
      (await approve((await client.authorizeUrl(challenge)).href)).searchParams.get("code") ?? "";
    expect((await client.exchange(await code(), pkce().verifier)).json).toMatchObject(failed("TokenInvalid"));
    const once = await code();
    expect((await client.exchange(once, verifier)).status).toBe(200);
    expect(await client.exchange(once, verifier)).toMatchObject({
      status: 401,
      json: failed("InvalidToken"),
    });
    expect((await makeClient("read").exchange(await code(), verifier)).json).toMatchObject(
      failed("TokenInvalid"),
    );
    const late = await code();
    await moveClock(601_000);
    expect((await client.exchange(late, verifier)).status).toBe(401);
  });

  it("links a second contract to the same library, whoever is chosen", async () => {
    const ben = await client.connect({ person: "ben" });
    const linked = { access_token: ben.access_token.value };
    const url = await makeClient("read").authorizeUrl(pkce().challenge, linked);
    await expect(approve(url.href, { person: "ada" })).rejects.toThrow("does not offer ada");
    expect((await makeClient("read").connect({}, linked)).sub).toBe(ben.sub);
    const wrong = makeClient("read").connect({}, { access_token: "at-none" });
    await expect(wrong).rejects.toThrow(/401.*InvalidToken.*access token/);
  });
});

describe("tokens", () => {
  it("ends the old pair with every refresh", async () => {
    const first = await client.connect();
    const reply = await client.refresh(first.refresh_token.value);
    const second = (await openReply(tokenOf(reply))) as unknown as Pair;
    expect(second.sub).toBe(first.sub);
    expect((await accounts(second)).status).toBe(200);
    expect(await accounts(first)).toMatchObject({ status: 401, json: failed("InvalidToken") });
    const again = await client.refresh(first.refresh_token.value);
    expect(again).toMatchObject({
      status: 401,
      json: { error: { code: "InvalidToken", message: expect.stringContaining("refresh token") as string } },
    });
    expect((await makeClient("read").refresh(second.refresh_token.value)).status).toBe(401);
  });

  it("of two refreshes at once only one holds", async () => {
    const { refresh_token: refresh } = await client.connect();
    const both = await Promise.all([client.refresh(refresh.value), client.refresh(refresh.value)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it("end by the clock: access after an hour, refresh after 60 days", async () => {
    const pair = await client.connect();
    await moveClock(3_601_000);
    expect(await accounts(pair)).toMatchObject({
      status: 401,
      json: { error: { message: expect.stringContaining("access token") as string } },
    });
    const renewed = (await openReply(tokenOf(await client.refresh(pair.refresh_token.value)))) as never;
    expect((await accounts(renewed)).status).toBe(200);
    await moveClock(62 * day);
    expect((await client.refresh((renewed as Pair).refresh_token.value)).status).toBe(401);
  });

  it("a dead refresh token is replaced by the user with user-reauth", async () => {
    const pair = await client.connect({ person: "ada" });
    await moveClock(61 * day);
    const { verifier, challenge } = pkce();
    const reply = await client.call(
      "POST",
      "oauth/token/reference",
      client.claims({
        access_token: pair.access_token.value,
        code_challenge: challenge,
        code_challenge_method: "S256",
        redirect_uri: callback,
        state: "again",
      }),
    );
    const { reference_code: reference } = await openReply(tokenOf(reply));
    const url = `${box.endpoints.digime.onboardUrl}user-reauth?code=${reference as string}`;
    const back = await approve(url);
    expect(back.searchParams.get("state")).toBe("again");
    expect(back.searchParams.has("accountReference")).toBe(false);
    const renewed = await client.exchange(back.searchParams.get("code") ?? "", verifier);
    expect((await openReply(tokenOf(renewed)))["sub"]).toBe(pair.sub);
  });

  it("another source is added with onboard, which needs a live token", async () => {
    const pair = await client.connect();
    const claims = { access_token: pair.access_token.value, redirect_uri: callback };
    const reply = await client.call("POST", "oauth/token/reference", client.claims(claims));
    const { reference_code: reference } = await openReply(tokenOf(reply));
    const back = await approve(`${box.endpoints.digime.onboardUrl}onboard?code=${reference as string}`);
    expect(back.searchParams.get("success")).toBe("true");
    expect(back.searchParams.has("code")).toBe(false);
    expect((await accounts(pair)).json).toMatchObject({
      accounts: [{}, { id: back.searchParams.get("accountReference") }],
    });
    await moveClock(3_601_000);
    expect((await client.call("POST", "oauth/token/reference", client.claims(claims))).status).toBe(401);
  });
});

describe("the older version", () => {
  it("adds a postbox with its key, sends failures to the page's callback, and wants the redirect again", async () => {
    const old = makeClient("write", "1.6");
    const { verifier, challenge } = pkce();
    const back = await approve((await old.authorizeUrl(challenge)).href);
    expect(back.searchParams.get("postboxId")).toEqual(expect.any(String));
    expect(back.searchParams.get("publicKey")).toMatch(/^-----BEGIN RSA PUBLIC KEY-----\n/);
    const code = back.searchParams.get("code") ?? "";
    expect((await old.exchange(code, verifier)).json).toMatchObject(failed("InvalidRedirectUri"));
    const errors = "http://127.0.0.1:53682/failed";
    const url = await old.authorizeUrl(challenge, {}, { callback: errors });
    expect((await approve(url.href, { deny: true })).href).toMatch(/\/failed\?success=false/);
    const pair = await old.connect();
    expect((await old.refresh(pair.refresh_token.value)).status).toBe(200);
    const reader = await approve((await makeClient("read", "1.6").authorizeUrl(challenge)).href);
    expect(reader.searchParams.has("postboxId")).toBe(false);
  });
});

describe("reply tokens", () => {
  it.each(["other-host", "unknown-kid", "other-key", "other-algorithm"])(
    "can be signed wrongly for a client to refuse: %s",
    async (replySignature) => {
      await box.control("/digime/settings", { replySignature });
      const opened = client.authorizeUrl(pkce().challenge);
      if (replySignature !== "other-host") return expect(opened).rejects.toThrow();
      await box.control("/digime/settings", { replySignature: "right" });
      expect((await opened).pathname).toBe("/digime/apps/saas/authorize");
      return undefined;
    },
  );

  it("name their key set by address and key", async () => {
    const set = (await (await fetch(new URL("../jwks", box.endpoints.digime.baseUrl))).json()) as {
      keys: object[];
    };
    expect(set.keys.map((key) => Object.keys(key))).toEqual([["kid", "pem"]]);
  });
});
