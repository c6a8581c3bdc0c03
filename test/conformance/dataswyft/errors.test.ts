/** How the account says no (contract 6), and what stands before every route: token, role, form of the request. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PdaAnswer } from "#test/support/dataswyft-account.ts";
import { applicationToken, callPda, ownerToken } from "#test/support/dataswyft-account.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let token: string;
beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  token = await applicationToken(box);
});
afterAll(() => box.dispose());

const vault = "/api/v2.6/data/tapvault-dev/vault";
const call = (
  method: string,
  path: string,
  options: Parameters<typeof callPda>[3] = {},
): Promise<PdaAnswer> => callPda(box, method, path, { token, ...options });

const framework = (status: number, error: string): object => ({
  status,
  json: { error, message: expect.any(String) as unknown },
});
const business = (status: number, message: string): object => ({
  status,
  json: { message, cause: expect.any(String) as unknown },
});

describe("who calls", () => {
  it("needs a token that is one", async () => {
    expect(await callPda(box, "GET", vault)).toMatchObject(framework(401, "Not Authenticated"));
    const answer = await call("GET", vault, { token: `${token.slice(0, -8)}AAAAAAAA` });
    expect(answer).toMatchObject({ ...framework(401, "Not Authenticated"), token: null });
    const headers = { authorization: `Bearer ${token}` };
    expect(await callPda(box, "GET", vault, { headers })).toMatchObject({ status: 401 });
  });

  it("keeps apps out of each other's namespaces, with a renewed token", async () => {
    const notes = "/api/v2.6/data/notes-dev/notes";
    for (const [method, body] of [["GET"], ["POST", { n: 1 }], ["DELETE"]] as const) {
      const answer = await call(method, notes, { body });
      expect(answer).toMatchObject({ ...framework(403, "Forbidden"), token: expect.any(String) as unknown });
    }
  });

  it("keeps the owner's and the applications' routes apart", async () => {
    const owner = await ownerToken(box);
    expect(await call("POST", vault, { token: owner, body: { n: 1 } })).toMatchObject({ status: 403 });
    expect((await call("GET", vault, { token: owner })).status).toBe(200);
    for (const path of ["tapvault-dev/access-token", "tapvault-dev/setup", "notes-dev/access-token"])
      expect(await call("GET", `/api/v2.6/applications/${path}`)).toMatchObject(framework(403, "Forbidden"));
  });

  it("sends a browser to the start page", async () => {
    for (const accept of ["text/html", "text/html,application/json;q=0", "image/*"]) {
      const answer = await callPda(box, "GET", vault, { headers: { accept } });
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    }
    const refused = await call("GET", "/api/v2.6/data/notes-dev/notes", { headers: { accept: "text/html" } });
    expect([refused.status, refused.headers.get("location")]).toEqual([303, "/"]);
    for (const accept of ["application/json", "text/html, */*;q=0.1", "application/*"])
      expect((await callPda(box, "GET", vault, { headers: { accept } })).status).toBe(401);
  });

  it("sets up, disables and does not know applications", async () => {
    const as = { token: await ownerToken(box) };
    const path = "/api/v2.6/applications/tapvault-dev";
    expect((await call("GET", `${path}/setup`, as)).json).toMatchObject({
      setup: true,
      enabled: true,
      active: true,
    });
    expect((await call("GET", `${path}/disable`, as)).json).toMatchObject({ setup: true, enabled: false });
    expect((await call("GET", `${path}/hmi`, as)).json).toMatchObject({
      application: { id: "tapvault-dev" },
    });
    for (const end of ["", "/setup", "/disable", "/access-token"]) {
      const answer = await call("GET", `/api/v2.6/applications/nobodys-dev${end}`, as);
      expect(answer).toMatchObject(business(404, "Application not Found"));
    }
  });
});

describe("the owner's credentials", () => {
  const signIn = (headers: Record<string, string>): Promise<PdaAnswer> =>
    callPda(box, "GET", "/users/access_token", { headers });

  it("come in headers, URL-encoded", async () => {
    const { username, password } = box.endpoints.dataswyft;
    const good = await signIn({ username, password: encodeURIComponent(password) });
    expect(good).toMatchObject({ status: 200, json: { accessToken: good.token } });
    expect(await signIn({ username, password })).toMatchObject(framework(401, "Not Authenticated"));
    expect(await signIn({ username, password: "%" })).toMatchObject(framework(401, "Not Authenticated"));
    expect(await signIn({ username })).toMatchObject(business(401, "Credentials required"));
    const valid = await callPda(box, "GET", "/users/access_token/validate", { token: good.token ?? "" });
    expect(valid).toMatchObject({ status: 200, json: { message: "Authenticated" } });
  });

  it("may be tried ten times at once, then once in two seconds", async () => {
    await box.control("/reset", {});
    for (let count = 0; count < 10; count += 1) expect((await signIn({})).status).toBe(401);
    expect(await signIn({})).toMatchObject(business(400, "Request rate exceeded"));
    await box.control("/clock", { offsetMs: 4_000 });
    expect((await signIn({})).status).toBe(401);
    await box.control("/clock", { offsetMs: 60_000 });
    for (let count = 0; count < 10; count += 1) expect((await signIn({})).status).toBe(401);
    expect(await signIn({})).toMatchObject(business(400, "Request rate exceeded"));
  });
});

describe("the form of a request", () => {
  it("tells by its place what a body lacks", async () => {
    const answer = await call("POST", "/api/v2.6/data-batch", { body: [{ endpoint: 5 }] });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      error: "Bad Request",
      message: {
        "obj[0].endpoint": [{ msg: ["error.invalid"], args: [] }],
        "obj[0].data": [{ msg: ["error.path.missing"], args: [] }],
      },
    });
  });

  it("refuses what is not JSON, or not said to be", async () => {
    expect(await call("POST", vault, { body: '{"n":' })).toMatchObject(framework(400, "Bad Request"));
    const headers = { "content-type": "text/plain" };
    expect(await call("POST", vault, { body: "{}", headers })).toMatchObject(
      framework(415, "Unsupported Media Type"),
    );
  });

  it("takes bodies up to 10 MiB", async () => {
    const body = (length: number): string => JSON.stringify("x".repeat(length - 2));
    expect((await call("POST", vault, { body: body(10 * 1024 * 1024) })).status).toBe(201);
    expect(await call("POST", vault, { body: body(10 * 1024 * 1024 + 1) })).toMatchObject(
      framework(413, "Request Entity Too Large"),
    );
  });

  it("lets other paths fall through to the front end", async () => {
    for (const path of [
      "/api/v2.6/data/Tapvault-dev/vault",
      "/api/v2.6/data/tapvault-dev/va_ult",
      "/api/v2/data",
    ]) {
      const page = await call("GET", path);
      expect([page.status, page.headers.get("content-type"), page.token]).toEqual([
        200,
        "text/html; charset=UTF-8",
        null,
      ]);
      expect(page.text).toContain("<!doctype html>");
      expect(await call("POST", path, { body: {} })).toMatchObject(framework(404, "Handler Not Found"));
    }
    expect((await callPda(box, "GET", "/")).text).toContain("onhashchange");
  });

  it("lets web pages see the renewed token", async () => {
    const headers = { origin: "https://app.example" };
    const answer = await call("GET", vault, { headers });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-expose-headers")).toBe("X-Auth-Token");
    expect(answer.token).not.toBeNull();
  });
});

describe("faults", () => {
  const fail = (code: string): Promise<unknown> =>
    box.control("/faults", { service: "dataswyft", path: "vault", count: 1, kind: "code", code });

  it.each([
    ["duplicate", business(400, "Bad Request")],
    ["insert", business(400, "Bad Request")],
    ["data-missing", business(400, "Data Missing")],
    ["rate", business(400, "Request rate exceeded")],
    ["file-not-available", business(400, "File not available")],
    ["not-authenticated", framework(401, "Not Authenticated")],
    ["forbidden", framework(403, "Forbidden")],
    ["records-forbidden", business(403, "Forbidden")],
    ["not-found", business(404, "No such file")],
    ["handler-not-found", framework(404, "Handler Not Found")],
    ["unavailable", { ...framework(404, "Not Found"), token: null }],
    ["internal", { ...framework(500, "Internal Server error"), token: null }],
  ])("answers %s on demand", async (code, expected) => {
    await fail(code);
    expect(await call("GET", vault)).toMatchObject(expected);
    expect((await call("GET", vault)).status).toBe(200);
  });

  it("ends a token once", async () => {
    await box.control("/faults", { service: "dataswyft", count: 1, kind: "expire" });
    expect(await call("GET", vault)).toMatchObject({ ...framework(401, "Not Authenticated"), token: null });
    expect((await call("GET", vault)).status).toBe(200);
  });

  it("hits every route of the account, and no other service", async () => {
    await box.control("/faults", { service: "dataswyft", count: 1, kind: "code", code: "unavailable" });
    await box.post(`${box.endpoints.vivokey.scanBaseUrl}get-challenge`, {});
    expect((await callPda(box, "GET", "/publickey")).json).toMatchObject({ message: "HAT unavailable" });
    expect((await callPda(box, "GET", "/publickey")).text).toContain("BEGIN PUBLIC KEY");
  });
});
