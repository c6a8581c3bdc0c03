import { createPublicKey, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "#test/support/digime-consent.ts";
import { bytes, open, seal } from "#test/support/digime-files.ts";
import type { DigimeClient, Reply } from "#test/support/digime-requests.ts";
import { digimeClient, pkce, send } from "#test/support/digime-requests.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let offsetMs = 0;
let client: DigimeClient;
let storage: string;
const octets = { "content-type": "application/octet-stream" };

const create = async (): Promise<string> =>
  ((await client.call("POST", "storage", client.claims())).json as { id: string }).id;
const put = (path: string, data: string | Uint8Array = "x"): Promise<Reply> =>
  client.cloud("POST", storage, path, { body: bytes(data), headers: octets });
const get = (path: string): Promise<Reply> => client.cloud("GET", storage, path);
const remove = (path: string): Promise<Reply> => client.cloud("DELETE", storage, path);
const names = async (path: string, recursive = true): Promise<readonly string[]> => {
  const { files } = (await get(`${path}?recursive=${recursive}`)).json as {
    files: { originalName: string }[];
  };
  return files.map(({ originalName }) => originalName);
};
const set = (settings: object): Promise<unknown> => box.control("/digime/settings", settings);

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  offsetMs = 0;
  client = digimeClient({ endpoints: box.endpoints.digime, now: () => Date.now() + offsetMs });
  storage = await create();
});
afterAll(() => box.dispose());

describe("files of a storage", () => {
  it("come back byte for byte, from 1 byte to 8 MB, and are never opened here", async () => {
    const publicKey = createPublicKey(client.key);
    for (const size of [1, 255, 4_096, 8_000_000]) {
      const data = randomBytes(size);
      const reply = await put("/Vault/object", seal(publicKey, data));
      expect(reply).toMatchObject({ status: 200, json: { id: expect.any(String) as string } });
      const back = await get("/Vault/object");
      expect(open(client.key, back.bytes).equals(data)).toBe(true);
    }
    const { digime } = (await box.control("/objects")) as { digime: { storage: object[] } };
    expect(digime.storage).toMatchObject([
      { storageId: storage, path: "/Vault/object", size: 256 + 16 + 8_000_016 },
    ]);
  });

  it("are listed with both spellings, one level or all", async () => {
    for (const path of ["/Top.json", "/Vault/One.bin", "/Vault/deep/Two.bin", "/vaulted"]) await put(path);
    const { applicationId } = box.endpoints.digime;
    const reply = await get("/Vault/?recursive=false");
    expect(reply.json).toEqual({
      files: [
        {
          id: expect.any(String) as string,
          name: "one.bin",
          originalName: "One.bin",
          originalPath: `/apps/${applicationId}/Vault/`,
          path: `/apps/${applicationId.toLowerCase()}/vault/`,
        },
      ],
      total: 1,
    });
    expect(await names("/vault/")).toEqual(["Two.bin", "One.bin"]);
    expect(await names("/")).toEqual(["Top.json", "Two.bin", "One.bin", "vaulted"]);
    expect(await names("/", false)).toEqual(["Top.json", "vaulted"]);
    expect(await names("/none/")).toEqual([]);
    await set({ listedPath: "file" });
    expect((await get("/Vault/deep/")).json).toMatchObject({
      files: [{ path: `/apps/${applicationId.toLowerCase()}/vault/deep/two.bin` }],
    });
  });

  it("are replaced by a second upload, or kept when told so", async () => {
    await put("/a", "one");
    await put("/a", "two");
    expect(Buffer.from((await get("/a")).bytes).toString()).toBe("two");
    await set({ existingPath: "refuse" });
    expect((await put("/A", "three")).status).toBe(409);
    expect(Buffer.from((await get("/a")).bytes).toString()).toBe("two");
    expect((await put("/b", "new")).status).toBe(200);
  });

  it("are deleted one by one or by folder", async () => {
    for (const path of ["/v/a", "/v/b", "/v/w/c", "/va"]) await put(path);
    expect(await remove("/v/a")).toMatchObject({ status: 200, json: {} });
    expect(await remove("/v/a")).toMatchObject({ status: 404, json: { error: "NotFound" } });
    await set({ deleteAnswer: "empty" });
    expect(await remove("/v/")).toMatchObject({ status: 204, bytes: new Uint8Array() });
    expect(await names("/")).toEqual(["va"]);
    expect((await remove("/v/")).status).toBe(404);
    expect((await get("/v/b")).status).toBe(404);
  });

  it.each(["/with blank", "/a%20b/c", "/a//b", "/tab%09", "/a/%2e%2e%2fb/../..%2f", "/folder/", "/"])(
    "the path %s is refused for an upload",
    async (path) => {
      expect(await put(path)).toMatchObject({ status: 400, json: { error: "ValidationErrors" } });
    },
  );

  it("may be named by anything else", async () => {
    for (const name of ["a_b-c.d~e", "%C3%A9%2B=", "x".repeat(200)]) {
      expect((await put(`/n/${name}`, name)).status).toBe(200);
      expect(Buffer.from((await get(`/n/${name}`)).bytes).toString()).toBe(name);
    }
  });
});

describe("whose a storage is", () => {
  it("becomes the user's by the reference in the page's address", async () => {
    const made = (await client.call("POST", "storage", client.claims())).json;
    expect(made).toEqual({ id: expect.any(String) as string, kid: expect.any(String) as string });
    const body = JSON.stringify({ type: "cloudId", value: storage });
    const referred = await client.call("POST", "reference", client.claims(), { body });
    const { id } = referred.json as { id: string };
    const pair = await client.connect({ person: "ada" }, {}, { storageRef: id });
    const own = (): Promise<Reply> =>
      client.call("GET", "storage", client.claims({ access_token: pair.access_token.value }));
    expect((await own()).json).toMatchObject({ id: storage });
    await put("/x");
    await client.call("DELETE", "user", client.claims({ access_token: pair.access_token.value }));
    expect((await get("/x")).status).toBe(404);
  });

  it.each([
    ["keep", 0],
    ["replace", 1],
  ])("a second one is connected: %s", async (secondStorage, kept) => {
    await set({ secondStorage });
    const both = [storage, await create()];
    let token = "";
    for (const value of both) {
      const body = JSON.stringify({ type: "cloudId", value });
      const { id } = (await client.call("POST", "reference", client.claims(), { body })).json as {
        id: string;
      };
      token = (await client.connect({}, {}, { storageRef: id })).access_token.value;
    }
    const own = await client.call("GET", "storage", client.claims({ access_token: token }));
    expect(own.json).toMatchObject({ id: both[kept] });
  });

  it("a user without one is told so, and a bad reference ends on the redirect", async () => {
    const pair = await client.connect();
    const claims = client.claims({ access_token: pair.access_token.value });
    expect((await client.call("GET", "storage", claims)).status).toBe(404);
    const url = await client.authorizeUrl(pkce().challenge, {}, { storageRef: "none" });
    expect((await approve(url.href)).searchParams.get("errorCode")).toBe("ONBOARD_ERROR");
    const body = JSON.stringify({ type: "cloudId", value: "none" });
    expect((await client.call("POST", "reference", client.claims(), { body })).status).toBe(400);
  });

  it("another contract does not reach it", async () => {
    await put("/x");
    const reader = digimeClient({ endpoints: box.endpoints.digime, contract: "read" });
    expect(await reader.cloud("GET", storage, "/x")).toMatchObject({
      status: 404,
      json: { error: "InvalidPCloud" },
    });
  });
});

describe("the storage host's bearer", () => {
  const withBearer = (authorization: string): Promise<Reply> => {
    const { cloudBaseUrl, applicationId } = box.endpoints.digime;
    const url = `${cloudBaseUrl}clouds/${storage}/files/apps/${applicationId}/?recursive=true`;
    return send(url, "GET", { headers: { authorization } });
  };
  const withClaims = async (more: object, header: object = {}): Promise<Reply> =>
    withBearer(`Bearer ${await client.cloudBearer(more, header)}`);
  const now = (): number => Math.floor(Date.now() / 1000);

  it("is good for a minute, by the sandbox's clock", async () => {
    expect((await withClaims({})).status).toBe(200);
    const ended = { status: 401, json: { error: "InvalidToken", message: expect.any(String) as string } };
    expect(await withClaims({ iat: now() - 61, exp: now() - 1 })).toMatchObject(ended);
    await box.control("/clock", { offsetMs: 61_000 });
    expect(await withClaims({})).toMatchObject(ended);
    offsetMs = 61_000;
    expect((await withClaims({})).status).toBe(200);
  });

  it.each([
    [{ exp: now() + 600 }, {}, "TokenInvalid"],
    [{ iat: now() + 600, exp: now() + 660 }, {}, "TokenNotYetValid"],
    [{ aud: "api" }, {}, "TokenInvalid"],
    [{ sub: "stranger" }, {}, "NoSuchApplication"],
    [{ iss: "stranger" }, {}, "NoSuchContract"],
    [{}, { kid: "other" }, "TokenInvalid"],
    [{}, { typ: "JWT" }, "TokenInvalid"],
  ])("with %j %j is refused", async (claims, header, error) => {
    expect((await withClaims(claims, header)).json).toMatchObject({ error });
  });

  it("of the API is none here, and failures may have the API's shape", async () => {
    await set({ storageErrors: "nested" });
    expect((await withBearer("Bearer x.y.z")).json).toMatchObject({ error: { code: "TokenInvalid" } });
    expect((await withBearer("")).json).toMatchObject({ error: { code: "TokenInvalid" } });
    expect((await remove("/none")).json).toMatchObject({ error: { code: "NotFound" } });
  });
});
