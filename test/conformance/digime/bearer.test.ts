import { constants, generateKeyPairSync, sign as rawSign } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DigimeClient, Reply } from "#test/support/digime-requests.ts";
import { digimeClient, send, sign } from "#test/support/digime-requests.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let client: DigimeClient;

beforeAll(async () => {
  box = await startTestSandbox();
  client = digimeClient({ endpoints: box.endpoints.digime });
});
afterAll(() => box.dispose());

const path = "permission-access/contract";
const ask = (claims: object): Promise<Reply> => client.call("GET", path, claims);
const askWith = (token: string): Promise<Reply> =>
  send(`${box.endpoints.digime.baseUrl}${path}`, "GET", { headers: { authorization: `Bearer ${token}` } });
const failed = (code: string, message = ""): object => ({
  json: {
    error: {
      code,
      message: expect.stringContaining(message) as string,
      reference: expect.any(String) as string,
    },
  },
});

describe("the bearer of API calls", () => {
  it("opens the contract's details when all is right", async () => {
    expect(await ask(client.claims())).toMatchObject({
      status: 200,
      json: {
        accessType: "w",
        application: { id: box.endpoints.digime.applicationId, status: 1 },
        certificate: expect.stringContaining("RSA PUBLIC KEY") as string,
        certificateContractSchemaVersion: expect.any(String) as string,
        expirationDate: expect.any(Number) as number,
        id: client.contractId,
        partnerId: expect.any(String) as string,
        type: expect.any(String) as string,
      },
    });
    const reader = digimeClient({ endpoints: box.endpoints.digime, contract: "read" });
    expect((await reader.call("GET", path, reader.claims())).json).toMatchObject({ accessType: "r" });
  });

  it("refuses a nonce that was used, even by a call that failed otherwise", async () => {
    const claims = client.claims();
    expect((await ask(claims)).status).toBe(200);
    expect(await ask(claims)).toMatchObject(failed("TokenInvalid", "nonce"));
    const dead = client.claims({ access_token: "at-none" });
    expect((await client.call("GET", "permission-access/accounts", dead)).status).toBe(401);
    expect(await ask(dead)).toMatchObject(failed("TokenInvalid", "nonce"));
  });

  it.each([
    [-301_000, "TokenInvalid"],
    [301_000, "TokenNotYetValid"],
    [-290_000, null],
    [290_000, null],
  ])("takes a timestamp %s ms from now: %s", async (ahead, code) => {
    const reply = await ask(client.claims({ timestamp: Date.now() + ahead }));
    if (code === null) expect(reply.status).toBe(200);
    else expect(reply).toMatchObject(failed(code, "timestamp"));
  });

  it("judges the timestamp by the movable clock", async () => {
    await box.control("/clock", { offsetMs: 600_000 });
    expect(await ask(client.claims())).toMatchObject(failed("TokenInvalid", "too old"));
    expect((await ask(client.claims({ timestamp: Date.now() + 600_000 }))).status).toBe(200);
    await box.control("/clock", { offsetMs: 0 });
  });

  it("refuses the other contract's key, a stranger's, and no signature", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const reader = digimeClient({ endpoints: box.endpoints.digime, contract: "read" });
    const code = failed("TokenInvalid");
    expect(await askWith(await sign(client.claims(), privateKey))).toMatchObject(code);
    expect(await askWith(await sign(client.claims(), reader.key))).toMatchObject(code);
    const [head = "", body = ""] = (await sign(client.claims(), client.key)).split(".");
    expect(await askWith(`${head}.${body}.`)).toMatchObject(code);
    expect(await askWith("")).toMatchObject(code);
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
    expect(await askWith(`${none}.${body}.`)).toMatchObject(code);
  });

  it("refuses other algorithms and another salt length", async () => {
    for (const alg of ["RS256", "RS512", "PS256"]) {
      const token = await new SignJWT({ ...client.claims() })
        .setProtectedHeader({ alg, typ: "JWT" })
        .sign(client.key);
      expect(await askWith(token)).toMatchObject(failed("TokenInvalid"));
    }
    const [head = "", body = ""] = (await sign(client.claims(), client.key)).split(".");
    const withSalt = (saltLength: number): string => {
      const options = { key: client.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
      return `${head}.${body}.${rawSign("sha512", Buffer.from(`${head}.${body}`), options).toString("base64url")}`;
    };
    expect(await askWith(withSalt(20))).toMatchObject(failed("TokenInvalid"));
    expect((await askWith(withSalt(64))).status).toBe(200);
  });

  it("refuses ids that name nobody", async () => {
    for (const client_id of ["x", `Other_${client.contractId}`, `${client.clientId}x`, 7]) {
      expect(await ask(client.claims({ client_id }))).toMatchObject(failed("InvalidClient"));
    }
  });

  it.each([
    ["nonce", "short"],
    ["nonce", undefined],
    ["timestamp", "now"],
    ["timestamp", undefined],
  ])("refuses claims with %s %s", async (name, value) => {
    expect(await ask(client.claims({ [name]: value }))).toMatchObject({
      status: 400,
      ...failed("ValidationErrors", name),
    });
  });

  it("wants each call's own claims", async () => {
    const calls: readonly (readonly [string, string])[] = [
      ["POST", "oauth/authorize"],
      ["POST", "oauth/token"],
      ["POST", "oauth/token/reference"],
      ["POST", "permission-access/import"],
      ["POST", "permission-access/trigger"],
      ["GET", "permission-access/query/s"],
      ["GET", "permission-access/accounts"],
      ["DELETE", "user"],
      ["DELETE", "permission-access/service/h:accountId"],
      ["GET", "storage"],
    ];
    for (const [method, call] of calls) {
      const reply = await client.call(method, call, client.claims());
      expect(reply, call).toMatchObject({ status: 400, ...failed("ValidationErrors") });
    }
    expect((await client.call("GET", "nothing-here", client.claims())).status).toBe(404);
  });
});
