/** The vendor's own client, unchanged, against the stand-in: every call it has (contract 8). */
import { HatClient } from "@dataswift/hat-js";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applicationToken, ownerToken } from "#test/support/dataswyft-account.ts";
import { approve } from "#test/support/dataswyft-consent.ts";
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

const namespace = "tapvault-dev";
const client = (as = token): HatClient => new HatClient({ token: as, apiVersion: "v2.6", secure: false });

/** The body that the client resolved with. */
const body = <T>({ parsedBody }: { parsedBody?: T }): T => {
  if (parsedBody === undefined) throw new Error("no body");
  return parsedBody;
};

const refusal = (status: number): object => ({ cause: "HAT_API_EXCEPTION", status });

describe("auth()", () => {
  it("knows the address, and one that is none", async () => {
    const { host } = new URL(box.endpoints.dataswyft.pdaUrl);
    expect(await client().auth().isDomainRegistered(host)).toBe(true);
    expect(await client().auth().isDomainRegistered("127.0.0.1:9")).toBe(false);
    expect(client().auth().getHatDomain()).toBe(box.endpoints.dataswyft.pdaUrl);
  });

  it("makes a sign-in address whose answer it then works with", async () => {
    const { pdaUrl, applicationId } = box.endpoints.dataswyft;
    const redirect = encodeURIComponent("http://127.0.0.1:45555/cb?a=1&b=2");
    const url = client().auth().generateHatLoginUrl(pdaUrl, applicationId, redirect, redirect);
    const sent = await approve(url);
    expect(sent.searchParams.get("b")).toBe("2");
    const handed = client(sent.searchParams.get("token") ?? "");
    expect(body(await handed.hatData().getAllDefault(namespace, "vault"))).toEqual([]);
  });

  it("is told every renewed token", async () => {
    const seen: string[] = [];
    const watching = new HatClient({
      token,
      apiVersion: "v2.6",
      secure: false,
      onTokenChange: (renewed) => seen.push(renewed),
    });
    await box.control("/clock", { offsetMs: 5_000 });
    await watching.hatData().getAllDefault(namespace, "vault");
    const [before, after] = [decodeJwt(token), decodeJwt(seen.at(-1) ?? "")];
    expect(after).toMatchObject({ jti: before.jti, exp: before.exp, application: namespace });
    expect(after.iat).toBeGreaterThan(before.iat ?? 0);
    expect(watching.auth().getToken()).toBe(seen.at(-1));
  });
});

describe("hatData()", () => {
  it("creates one record and many", async () => {
    const hatData = client().hatData();
    const one = await hatData.create(namespace, "vault/items", { n: 1 });
    expect(one.status).toBe(201);
    expect(one.parsedBody).toMatchObject({ endpoint: "tapvault-dev/vault/items", data: { n: 1 } });
    const many = await hatData.create(namespace, "vault/items", [{ n: 2 }, { n: 3 }]);
    expect(many.parsedBody).toMatchObject([{ data: { n: 2 } }, { data: { n: 3 } }]);
    await expect(hatData.create(namespace, "other", { n: 1 })).rejects.toMatchObject(refusal(400));
  });

  it("reads all, and a page in another order", async () => {
    const hatData = client().hatData();
    await hatData.create(namespace, "vault", [{ n: 1 }, { n: 3 }, { n: 2 }]);
    const all = body(await hatData.getAllDefault<{ n: number }>(namespace, "vault"));
    expect(all.map(({ data }) => data.n)).toEqual([1, 3, 2]);
    const options = { orderBy: "n", ordering: "descending", take: "2", skip: "1" };
    const page = body(await hatData.getAll<{ n: number }>(namespace, "vault", options));
    expect(page.map(({ data }) => data.n)).toEqual([2, 1]);
  });

  it("updates and deletes", async () => {
    const hatData = client().hatData();
    await hatData.create(namespace, "vault", [{ n: 1 }, { n: 2 }]);
    const [first, second] = body(await hatData.getAllDefault<{ n: number }>(namespace, "vault"));
    if (first === undefined || second === undefined) throw new Error("not kept");
    const updated = await hatData.update([{ ...first, data: { n: 9 } }]);
    expect(updated.status).toBe(201);
    expect(updated.parsedBody).toMatchObject([{ recordId: first.recordId, data: { n: 9 } }]);
    const removed = await hatData.delete([first.recordId, second.recordId]);
    expect(removed.parsedBody).toEqual({ message: "All records deleted" });
    await expect(hatData.delete([first.recordId])).rejects.toMatchObject(refusal(400));
    expect(body(await hatData.getAllDefault(namespace, "vault"))).toEqual([]);
  });

  it("is kept out of another app's namespace", async () => {
    await expect(client().hatData().getAllDefault("notes-dev", "notes")).rejects.toMatchObject(refusal(403));
  });
});

describe("applications()", () => {
  it("lists them and tells one's state", async () => {
    const applications = client().applications();
    const all = body(await applications.getAllDefault());
    expect(all.map(({ application }) => application.id)).toEqual(["tapvault-dev", "notes-dev"]);
    expect(body(await applications.getAll({ take: "5" }))).toHaveLength(2);
    const one = body(await applications.getById(namespace));
    expect(applications.getAppStatus(one)).toBe("untouched");
    await approve(`${box.endpoints.dataswyft.pdaUrl}/hatlogin?name=${namespace}&redirect=tapvault://cb`);
    expect(applications.getAppStatus(body(await applications.getById(namespace)))).toBe("goto");
    expect(applications.getSetupUrl(one, "x", "y")).toContain(`/#/hatlogin?name=${namespace}&fallback=y`);
    await expect(applications.getById("nobodys-dev")).rejects.toMatchObject(refusal(404));
  });
});

describe("dataDebits()", () => {
  it("lists them for the owner, with their values", async () => {
    const notes = client(await applicationToken(box, "notes-dev"));
    await notes.hatData().create("notes-dev", "notes", { title: "one" });
    const debits = client(await ownerToken(box)).dataDebits();
    const [first] = body(await debits.getAllDefault());
    expect(body(await debits.getAll({ take: "1" }))).toHaveLength(1);
    const id = first?.dataDebitKey ?? "";
    expect(body(await debits.getById(id))).toMatchObject({ dataDebitKey: id, accepted: true, active: true });
    const values = await debits.getDataDebitValues(id);
    expect(values.parsedBody).toMatchObject({ bundle: { notes: [{ data: { title: "one" } }] } });
    await expect(debits.getById("unknown")).rejects.toMatchObject(refusal(404));
    await expect(client().dataDebits().getAllDefault()).rejects.toMatchObject(refusal(403));
  });
});

describe("files()", () => {
  const metadata = { name: "backup.bin", source: namespace, tags: ["vault"], title: "Backup" };
  const bytes = new Uint8Array([1, 2, 3, 0, 255]);

  it("uploads, finds, changes and deletes", async () => {
    const files = client().files();
    const uploaded = body(await files.uploadFile(metadata, Buffer.from(bytes), "application/octet-stream"));
    expect(uploaded).toMatchObject({ ...metadata, status: { status: "Completed", size: 5 } });
    const { fileId } = uploaded;
    expect(fileId).toBe("tapvault-devbackup.bin");
    const [found] = body(await files.searchFiles({ name: "", source: "", tags: ["vault"] }));
    expect(found).toMatchObject({ fileId, contentPublic: false });
    const content = await fetch(found?.contentUrl ?? "");
    expect(new Uint8Array(await content.arrayBuffer())).toEqual(bytes);
    const sent = { ...metadata, fileId, title: "Old backup" };
    expect(body(await files.updateFileParameters(fileId, sent))).toMatchObject({ title: "Old backup" });
    expect(body(await files.deleteFile(fileId))).toMatchObject({ status: { status: "Deleted" } });
    expect(body(await files.searchFiles({ name: "", source: "" }))).toHaveLength(1);
  });

  it("makes a file public, and public again where it is to be private", async () => {
    const files = client().files();
    const { fileId } = body(await files.uploadFile(metadata, Buffer.from(bytes), "x/y"));
    expect(body(await files.markFileAsPublic(fileId))).toMatchObject({ contentPublic: true });
    expect(body(await files.markFileAsPrivate(fileId))).toMatchObject({ contentPublic: true });
    const content = await fetch(files.generateFileContentUrl(fileId));
    expect(new Uint8Array(await content.arrayBuffer())).toEqual(bytes);
  });
});
