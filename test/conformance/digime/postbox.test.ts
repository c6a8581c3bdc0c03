import { createHash, createPublicKey } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "#test/support/digime-consent.ts";
import type { PostboxParcel } from "#test/support/digime-files.ts";
import { packParcel, plainOf } from "#test/support/digime-files.ts";
import type { DigimeClient, Pair, Reply } from "#test/support/digime-requests.ts";
import { callback, digimeClient, openReply, pkce, tokenOf } from "#test/support/digime-requests.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

const descriptor = {
  mimeType: "text/plain",
  accounts: [{ accountId: "keepsafe" }],
  reference: ["item-01"],
  tags: ["vault"],
};

let box: TestSandbox;
let offsetMs = 0;
let client: DigimeClient;
let pair: Pair;
let postboxId: string;
let publicKey: string;

/** The older flow, with what its redirect adds. */
const connect = async (): Promise<void> => {
  const { verifier, challenge } = pkce();
  const back = await approve((await client.authorizeUrl(challenge)).href, { person: "ada" });
  postboxId = back.searchParams.get("postboxId") ?? "";
  publicKey = back.searchParams.get("publicKey") ?? "";
  const code = back.searchParams.get("code") ?? "";
  const reply = await client.exchange(code, verifier, { redirect_uri: callback });
  pair = (await openReply(tokenOf(reply))) as unknown as Pair;
};

const pack = (data = "a secret line"): PostboxParcel =>
  packParcel(createPublicKey(publicKey), { name: "note.txt", data, descriptor });
const post = (parcel: PostboxParcel, more: object = {}, id = postboxId): Promise<Reply> => {
  const about = { access_token: pair.access_token.value, redirect_uri: callback, ...parcel.claims, ...more };
  const sent = { body: parcel.body, headers: { contentType: "multipart/form-data" } };
  return client.call("POST", `permission-access/postbox/${id}`, client.claims(about), sent);
};
const held = async (): Promise<readonly object[]> =>
  ((await box.control("/objects")) as { digime: { postbox: object[] } }).digime.postbox;

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  offsetMs = 0;
  client = digimeClient({
    endpoints: box.endpoints.digime,
    version: "1.6",
    now: () => Date.now() + offsetMs,
  });
  await connect();
});
afterAll(() => box.dispose());

describe("the postbox of the older write contract", () => {
  it("opens what was sent, and holds both the text and facts of the ciphertext", async () => {
    const parcel = pack();
    expect(await post(parcel)).toMatchObject({
      status: 200,
      json: { status: "delivered", expires: expect.any(Number) as number },
    });
    const cipher = new Uint8Array(await (parcel.body.get("file") as File).arrayBuffer());
    expect(await held()).toMatchObject([
      {
        postboxId,
        name: "note.txt",
        metadata: descriptor,
        cipherSize: 16,
        cipherSha256: createHash("sha256").update(cipher).digest("hex"),
        bodyBase64: Buffer.from("a secret line").toString("base64"),
        user: "ada",
      },
    ]);
  });

  it("delivers into the library, where a read contract finds it", async () => {
    await post(pack());
    await box.control("/digime/settings", { pendingPolls: 0, runningPolls: 0 });
    const reader = digimeClient({ endpoints: box.endpoints.digime, contract: "read" });
    const { access_token: access } = await reader.connect({}, { access_token: pair.access_token.value });
    const user = (): object => reader.claims({ access_token: access.value });
    const opened = await reader.call("POST", "permission-access/trigger", user());
    const { key } = (opened.json as { session: { key: string } }).session;
    const list = (await reader.call("GET", `permission-access/query/${key}`, user())).json;
    const [file] = (list as { fileList: { name: string }[] }).fileList;
    const reply = await reader.call("GET", `permission-access/query/${key}/${file?.name ?? ""}`, user());
    expect(plainOf(reply, reader.key).toString()).toBe("a secret line");
  });

  it("answers pending when the token ended, and takes the same file after a refresh", async () => {
    offsetMs = 3_601_000;
    await box.control("/clock", { offsetMs });
    expect((await post(pack())).json).toMatchObject({ status: "pending" });
    expect(await held()).toEqual([]);
    pair = (await openReply(tokenOf(await client.refresh(pair.refresh_token.value)))) as unknown as Pair;
    expect((await post(pack())).json).toMatchObject({ status: "delivered" });
  });

  it("answers pending on demand, and without a token", async () => {
    const fault = { service: "digime", path: `postbox/${postboxId}`, count: 1, kind: "expire" };
    await box.control("/faults", fault);
    expect((await post(pack())).json).toMatchObject({ status: "pending" });
    expect((await post(pack(), { access_token: undefined })).json).toMatchObject({ status: "pending" });
    expect((await post(pack())).json).toMatchObject({ status: "delivered" });
  });

  it("refuses what does not open", async () => {
    const bad = { status: 400, json: { error: { code: "ValidationErrors" } } };
    const other = pack().claims;
    expect(await post(pack(), { iv: "00" })).toMatchObject(bad);
    expect(await post({ claims: other, body: pack().body })).toMatchObject(bad);
    expect(await post(pack(), { symmetrical_key: Buffer.alloc(256).toString("base64") })).toMatchObject(bad);
    const two = pack();
    two.body.append("more", "x");
    expect(await post(two)).toMatchObject(bad);
    expect(await post(pack(), {}, "box-none")).toMatchObject(bad);
    const noJson = packParcel(createPublicKey(publicKey), { name: "x", data: "x", descriptor: [1] });
    expect(await post(noJson)).toMatchObject(bad);
    expect((await post(pack(), { access_token: "at-none" })).status).toBe(401);
    expect(await held()).toEqual([]);
  });

  it("is the same after connecting again, and another for another person", async () => {
    const first = postboxId;
    await connect();
    expect(postboxId).toBe(first);
    const back = await approve((await client.authorizeUrl(pkce().challenge)).href, { person: "ben" });
    expect(back.searchParams.get("postboxId")).not.toBe(first);
    expect((await post(pack(), {}, back.searchParams.get("postboxId") ?? "")).status).toBe(401);
  });
});
