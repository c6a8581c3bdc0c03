import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "#test/support/digime-consent.ts";
import { pushFile } from "#test/support/digime-files.ts";
import type { DigimeClient, Reply } from "#test/support/digime-requests.ts";
import { digimeClient, pkce } from "#test/support/digime-requests.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let client: DigimeClient;

const fault = (kind: string, more: object = {}): Promise<unknown> =>
  box.control("/faults", { service: "digime", count: 1, kind, ...more });
const details = (): Promise<Reply> => client.call("GET", "permission-access/contract", client.claims());

/** Every code of the contract's table with its status; 400 where the table does not know one. */
const codes: readonly (readonly [string, number])[] = [
  ["InvalidToken", 401],
  ["InvalidRedirectUri", 404],
  ["InvalidClient", 400],
  ["InsufficientScope", 400],
  ["ServiceAuthorizationError", 400],
  ["ValidationErrors", 400],
  ["SDKVersionInvalid", 403],
  ["SDKInvalid", 400],
  ["SDKVersion", 400],
  ["ScopeOutOfBounds", 400],
  ["InvalidContractDataRequest", 400],
  ["NoSuchApplication", 400],
  ["NoSuchContract", 400],
  ["TooManyRequests", 400],
  ["SessionInvalid", 400],
  ["SessionUsed", 400],
  ["SessionUpdateFailed", 400],
  ["InvalidRefreshToken", 400],
  ["TokenNotYetValid", 400],
  ["TokenInvalid", 400],
  ["InvalidSyncState", 400],
  ["PartialSync", 400],
  ["InvalidPCloud", 400],
];

describe("failures on demand", () => {
  beforeAll(async () => {
    box = await startTestSandbox();
  });
  beforeEach(async () => {
    await box.control("/reset", {});
    client = digimeClient({ endpoints: box.endpoints.digime });
  });
  afterAll(() => box.dispose());

  it.each(codes)("%s answers %i in the service's shape, on either host", async (code, status) => {
    await fault("code", { code });
    expect(await details()).toMatchObject({
      status,
      json: {
        error: { code, message: expect.any(String) as string, reference: expect.any(String) as string },
      },
    });
    await fault("code", { code });
    const reply = await client.cloud("GET", "any", "/");
    expect(reply).toMatchObject({ status, json: { error: code, message: expect.any(String) as string } });
    expect((await details()).status).toBe(200);
  });

  it("a token ends on demand, wherever one is shown", async () => {
    const pair = await client.connect();
    const user = (): object => client.claims({ access_token: pair.access_token.value });
    const code = pkce();
    const calls: readonly (() => Promise<Reply>)[] = [
      () => details(),
      () => pushFile(client, pair.access_token.value, "x"),
      () => client.call("GET", "permission-access/accounts", user()),
      () => client.call("DELETE", "user", user()),
      () => client.call("POST", "storage", client.claims()),
      () => client.cloud("GET", "any", "/"),
      () => client.refresh(pair.refresh_token.value),
      () => client.exchange("code-x", code.verifier),
    ];
    for (const call of calls) {
      await fault("expire");
      const reply = await call();
      expect(reply.status).toBe(401);
      expect(JSON.stringify(reply.json)).toContain("InvalidToken");
    }
    expect((await client.refresh(pair.refresh_token.value)).status).toBe(200);
  });

  it("a page can fail in each way that the redirect knows", async () => {
    for (const code of ["USER_CANCEL", "ONBOARD_ERROR", "INVALID_CODE", "SERVER_ERROR"]) {
      const url = await client.authorizeUrl(pkce().challenge);
      await fault("code", { code, path: "authorize" });
      const back = await approve(url.href);
      expect(back.search).toBe(`?success=false&errorCode=${code}&state=state-1`);
    }
    const url = await client.authorizeUrl(pkce().challenge);
    await fault("expire", { path: "authorize" });
    expect((await approve(url.href)).searchParams.get("errorCode")).toBe("INVALID_CODE");
  });

  it.each(["drop", "cut"])("a connection can end: %s", async (kind) => {
    await fault(kind);
    await expect(details()).rejects.toThrow();
    expect((await details()).status).toBe(200);
  });

  it("switches refuse what is none", async () => {
    const wrong = await box.post(`${box.endpoints.control}/digime/settings`, { compression: "zip" });
    expect(wrong.status).toBe(400);
    const unknown = await box.post(`${box.endpoints.control}/digime/settings`, { colour: "red" });
    expect(unknown.status).toBe(400);
    await box.control("/digime/settings", { accessSeconds: 5 });
    expect(await box.control("/digime/settings")).toMatchObject({ accessSeconds: 5, compression: "none" });
    await box.control("/reset", {});
    expect(await box.control("/digime/settings")).toMatchObject({ accessSeconds: 3_600 });
  });
});

describe("over a restart", () => {
  it("keys, users, tokens, files and spent nonces stay", async () => {
    // A folder of its own, so that the keys are made here.
    const first = await startTestSandbox({ dataDir: mkdtempSync(join(tmpdir(), "tapvault-digime-")) });
    box = first;
    client = digimeClient({ endpoints: first.endpoints.digime });
    const { privateKeyFile, readPrivateKeyFile } = first.endpoints.digime;
    const pem = readFileSync(privateKeyFile, "utf8");
    expect(pem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
    for (const file of [privateKeyFile, readPrivateKeyFile]) expect(statSync(file).mode & 0o777).toBe(0o600);
    const pair = await client.connect({ person: "ada" });
    await pushFile(client, pair.access_token.value, "kept");
    const { id } = (await client.call("POST", "storage", client.claims())).json as { id: string };
    await client.cloud("POST", id, "/kept", { body: new Uint8Array([1, 2, 3]) });
    const spent = client.claims();
    await client.call("GET", "permission-access/contract", spent);
    const before = (await first.control("/objects")) as { digime: object };
    const set = await (await fetch(new URL("../jwks", first.endpoints.digime.baseUrl))).text();
    await first.close();

    box = await startTestSandbox({ dataDir: first.dataDir });
    client = digimeClient({ endpoints: box.endpoints.digime });
    expect(readFileSync(privateKeyFile, "utf8")).toBe(pem);
    expect(await (await fetch(new URL("../jwks", box.endpoints.digime.baseUrl))).text()).toBe(set);
    expect(((await box.control("/objects")) as { digime: object }).digime).toEqual(before.digime);
    expect((await client.cloud("GET", id, "/kept")).bytes).toEqual(new Uint8Array([1, 2, 3]));
    const replay = await client.call("GET", "permission-access/contract", spent);
    expect(replay.json).toMatchObject({ error: { code: "TokenInvalid" } });
    expect((await client.refresh(pair.refresh_token.value)).status).toBe(200);

    await box.control("/reset", {});
    expect(((await box.control("/objects")) as { digime: object }).digime).toMatchObject({
      library: [],
      users: [],
    });
    expect((await client.connect()).sub).not.toBe(pair.sub);
    expect(readFileSync(privateKeyFile, "utf8")).toBe(pem);
    await box.dispose();
  });
});
