/** The file storage by plain HTTP (contract 5): announce, put, complete, read, search, delete, give access. */
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

interface Metadata {
  readonly fileId: string;
  readonly contentUrl: string;
}

const call = (method: string, path: string, body?: unknown, as = token): Promise<PdaAnswer> =>
  callPda(box, method, `/api/v2.6/files/${path}`, { token: as, body });
const announce = async (more: object = {}): Promise<Metadata> =>
  (await call("POST", "upload", { name: "backup.bin", source: "tapvault-dev", ...more })).json as Metadata;

const encrypted = { "x-amz-server-side-encryption": "AES256" };
const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);

const put = async (
  url: string,
  headers: Record<string, string> = encrypted,
): Promise<{ status: number; text: string; headers: Headers }> => {
  const answer = await fetch(url, { method: "PUT", headers, body: bytes });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const upload = async (more: object = {}): Promise<string> => {
  const { fileId, contentUrl } = await announce(more);
  expect(await put(contentUrl)).toMatchObject({ status: 200, text: "" });
  expect((await call("PUT", `file/${fileId}/complete`)).status).toBe(200);
  return fileId;
};
const fetchBytes = async (url: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

const isXml = (code: string): unknown => expect.stringContaining(`<Code>${code}</Code>`) as unknown;

describe("uploading", () => {
  it("announces a file, whatever the client says of its state", async () => {
    const sent = { tags: ["vault"], title: "A", fileId: "mine", status: { status: "Completed", size: 1 } };
    const answer = await call("POST", "upload", {
      name: "b.bin",
      source: "tapvault-dev",
      ...sent,
      contentPublic: true,
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      fileId: "tapvault-devb.bin",
      tags: ["vault"],
      status: { status: "New" },
      contentPublic: false,
      dateCreated: expect.any(Number) as unknown,
      permissions: [{ contentReadable: true }],
    });
    expect((await announce()).fileId).toBe("tapvault-devbackup.bin");
    expect((await announce()).fileId).toBe("tapvault-devbackup-1.bin");
    expect((await announce()).fileId).toBe("tapvault-devbackup-2.bin");
    const dated = await announce({ dateCreated: "2025-01-31T10:00:00.000Z", lastUpdated: 5 });
    expect(dated).toMatchObject({ dateCreated: Date.UTC(2025, 0, 31, 10), lastUpdated: 5 });
    expect(await call("POST", "upload", { name: "x" })).toMatchObject({
      status: 400,
      json: { error: "Bad Request", message: { "obj.source": [{ msg: ["error.path.missing"] }] } },
    });
  });

  it("completes only what was uploaded", async () => {
    const { fileId, contentUrl } = await announce();
    const early = await call("PUT", `file/${fileId}/complete`);
    expect(early).toMatchObject({ status: 400, json: { message: "File not available" } });
    expect((await call("GET", `file/${fileId}`)).json).not.toHaveProperty("contentUrl");
    const stored = await put(contentUrl);
    expect([stored.status, stored.headers.get("x-auth-token")]).toEqual([200, null]);
    const done = await call("PUT", `file/${fileId}/complete`);
    expect(done).toMatchObject({ status: 200, json: { status: { status: "Completed", size: 70_000 } } });
    const { contentUrl: readUrl } = (await call("GET", `file/${fileId}`)).json as Metadata;
    expect(await fetchBytes(readUrl)).toEqual(bytes);
    expect(await call("PUT", "file/none/complete")).toMatchObject({
      status: 404,
      json: { message: "No such file" },
    });
  });

  it("does not complete an empty file", async () => {
    const { fileId, contentUrl } = await announce();
    await fetch(contentUrl, { method: "PUT", headers: encrypted, body: new Uint8Array() });
    expect((await call("PUT", `file/${fileId}/complete`)).status).toBe(400);
  });
});

describe("the storage's addresses", () => {
  it("need the encryption header, and no token", async () => {
    const { contentUrl } = await announce();
    expect(await put(contentUrl, {})).toMatchObject({ status: 403, text: isXml("AccessDenied") });
    const other = { "x-amz-server-side-encryption": "aws:kms" };
    expect(await put(contentUrl, other)).toMatchObject({ status: 403 });
    const answer = await put(contentUrl, { ...encrypted, "x-auth-token": token });
    expect(answer).toMatchObject({ status: 400, text: isXml("InvalidArgument") });
  });

  it("need the content type that was announced", async () => {
    const { contentUrl } = await announce({ contentType: "application/octet-stream" });
    expect(await put(contentUrl)).toMatchObject({ status: 403, text: isXml("SignatureDoesNotMatch") });
    const headers = { ...encrypted, "content-type": "image/png" };
    expect((await put(contentUrl, headers)).status).toBe(403);
    expect((await put(contentUrl, { ...encrypted, "content-type": "application/octet-stream" })).status).toBe(
      200,
    );
  });

  it("are good for five minutes", async () => {
    const { contentUrl } = await announce();
    await box.control("/clock", { offsetMs: 298_000 });
    expect((await put(contentUrl)).status).toBe(200);
    await box.control("/clock", { offsetMs: 301_000 });
    const late = await put(contentUrl);
    expect(late).toMatchObject({ status: 403, text: isXml("AccessDenied") });
    expect(late.text).toContain("Request has expired");
  });

  it("cannot be bent to another file, verb or time", async () => {
    const { contentUrl } = await announce();
    const { fileId } = await announce();
    expect((await put(contentUrl.replace("tapvault-devbackup.bin", fileId))).status).toBe(403);
    expect((await fetch(contentUrl)).status).toBe(403);
    const url = new URL(contentUrl);
    url.searchParams.set("X-Amz-Date", "20990101T000000Z");
    expect((await put(url.href)).status).toBe(403);
  });

  it("fail on demand", async () => {
    const { contentUrl } = await announce();
    const fault = { service: "dataswyft", path: "object", count: 1 };
    await box.control("/faults", { ...fault, kind: "expire" });
    expect((await put(contentUrl)).text).toContain("Request has expired");
    await box.control("/faults", { ...fault, kind: "code", code: "internal" });
    expect(await put(contentUrl)).toMatchObject({ status: 500, text: isXml("InternalError") });
    await box.control("/faults", { ...fault, kind: "code", code: "forbidden" });
    expect((await put(contentUrl)).status).toBe(403);
    expect((await put(contentUrl)).status).toBe(200);
  });
});

describe("finding and changing", () => {
  const search = async (template: object): Promise<string[]> => {
    const answer = await call("POST", "search", { name: "", source: "", ...template });
    return (answer.json as Metadata[]).map(({ fileId }) => fileId);
  };

  it("searches by words, tags and state", async () => {
    const one = await upload({ tags: ["vault", "old"], title: "Weekly backup" });
    const two = (await announce({ name: "photo.png", description: "A cat on a mat" })).fileId;
    expect(await search({})).toEqual([one, two]);
    expect(await search({ tags: ["old", "vault"] })).toEqual([one]);
    expect(await search({ tags: ["old", "new"] })).toEqual([]);
    expect(await search({ title: "BACKUP" })).toEqual([one]);
    expect(await search({ title: "back" })).toEqual([]);
    expect(await search({ description: "mat cat" })).toEqual([two]);
    expect(await search({ name: "backup.bin" })).toEqual([one]);
    expect(await search({ name: "backup" })).toEqual([]);
    expect(await search({ source: "tapvault" })).toEqual([one, two]);
    expect(await search({ status: { status: "New" } })).toEqual([two]);
    expect(await call("POST", "search", { tags: ["old"] })).toMatchObject({ status: 400 });
  });

  it("changes words and tags, and nothing else", async () => {
    const fileId = await upload({ tags: ["a"], title: "T", description: "D" });
    const sent = { fileId, name: "new.bin", source: "elsewhere", tags: ["b"], title: "U" };
    const changed = await call("PUT", `file/${fileId}`, sent);
    expect(changed.json).toMatchObject({
      fileId,
      name: "new.bin",
      source: "tapvault-dev",
      tags: ["b"],
      title: "U",
    });
    expect(changed.json).not.toHaveProperty("description");
    expect((await call("PUT", `file/${fileId}`, { ...sent, fileId: undefined })).status).toBe(400);
    expect((await call("PUT", "file/none", { ...sent, fileId: "none" })).status).toBe(404);
  });

  it("keeps the row of a deleted file, without its bytes", async () => {
    const fileId = await upload();
    const { contentUrl } = (await call("GET", `file/${fileId}`)).json as Metadata;
    expect((await call("DELETE", `file/${fileId}`)).json).toMatchObject({ status: { status: "Deleted" } });
    expect((await fetch(contentUrl)).status).toBe(404);
    expect(await search({ status: { status: "Deleted" } })).toEqual([fileId]);
    expect((await call("GET", `file/${fileId}`)).json).not.toHaveProperty("contentUrl");
    expect((await call("GET", `content/${fileId}`)).status).toBe(404);
    expect((await call("PUT", `file/${fileId}/complete`)).status).toBe(400);
    expect((await announce()).fileId).toBe("tapvault-devbackup-1.bin");
  });
});

describe("who may use a file", () => {
  const content = (fileId: string): Promise<PdaAnswer> =>
    callPda(box, "GET", `/api/v2.6/files/content/${fileId}`);

  it("is the owner, the app for files, and with a public file everybody", async () => {
    const fileId = await upload();
    const notes = await applicationToken(box, "notes-dev");
    expect(await call("GET", `file/${fileId}`, undefined, notes)).toMatchObject({ status: 403 });
    const owner = await ownerToken(box);
    expect((await call("GET", `file/${fileId}`, undefined, owner)).json).toHaveProperty("permissions");
    expect((await call("GET", `file/${fileId}`)).json).not.toHaveProperty("permissions");
    const redirect = await call("GET", `content/${fileId}`);
    expect(redirect.status).toBe(303);
    expect(redirect.token).not.toBeNull();
    expect(await fetchBytes(redirect.headers.get("location") ?? "")).toEqual(bytes);
    expect(await content(fileId)).toMatchObject({ status: 404, text: "" });
    expect((await call("GET", `allowAccessPublic/${fileId}`)).json).toMatchObject({ contentPublic: true });
    expect((await content(fileId)).status).toBe(303);
    // The route that is to make it private does not, by the service's own source.
    expect((await call("GET", `restrictAccessPublic/${fileId}`)).json).toMatchObject({ contentPublic: true });
    expect((await content(fileId)).status).toBe(303);
  });

  it("can be given and taken by user", async () => {
    const fileId = await upload();
    const path = "/api/v2.6/applications/tapvault-dev/access-token";
    const { json } = await callPda(box, "GET", path, { token: await ownerToken(box) });
    const { userId } = json as { userId: string };
    expect((await call("GET", `restrictAccess/${fileId}/${userId}`)).json).toMatchObject({ permissions: [] });
    expect((await call("GET", `allowAccess/${fileId}/${userId}?content=true`)).json).toMatchObject({
      permissions: [{ userId, contentReadable: true }],
    });
  });
});
