import { createHash, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "#test/support/digime-consent.ts";
import { bytes, metadataOf, open, plainOf, pushFile, withoutHash } from "#test/support/digime-files.ts";
import type { DigimeClient, Pair, Reply } from "#test/support/digime-requests.ts";
import { digimeClient, openReply, pkce, sign, tokenOf } from "#test/support/digime-requests.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let offsetMs = 0;
let writer: DigimeClient;
let reader: DigimeClient;
let token: string;
let readToken: string;

const makeClient = (contract: "write" | "read", version: "1.7" | "1.6" = "1.7"): DigimeClient =>
  digimeClient({ endpoints: box.endpoints.digime, contract, version, now: () => Date.now() + offsetMs });
const moveClock = async (ms: number): Promise<void> => {
  offsetMs = ms;
  await box.control("/clock", { offsetMs });
};
const set = (settings: object): Promise<unknown> => box.control("/digime/settings", settings);
const user = (): object => reader.claims({ access_token: readToken });
const get = (path: string): Promise<Reply> => reader.call("GET", `permission-access/query/${path}`, user());
const failed = (code: string): object => ({ error: { code } });

const openSession = async (body?: object): Promise<Reply> =>
  reader.call(
    "POST",
    "permission-access/trigger",
    user(),
    body === undefined ? {} : { body: JSON.stringify(body) },
  );
const sessionKey = async (body?: object): Promise<string> =>
  ((await openSession(body)).json as { session: { key: string } }).session.key;

interface FileList {
  readonly status: { readonly state: string; readonly details?: Record<string, { state: string }> };
  readonly fileList?: readonly { readonly name: string; readonly updatedDate: number }[];
}
const nextList = async (key: string): Promise<FileList> => (await get(key)).json as FileList;
const allLists = async (key: string): Promise<readonly FileList[]> => {
  const lists: FileList[] = [];
  for (;;) {
    const one = await nextList(key);
    lists.push(one);
    if (["partial", "completed"].includes(one.status.state)) return lists;
  }
};
const readAll = async (key: string): Promise<readonly Reply[]> => {
  const names = (await allLists(key)).at(-1)?.fileList?.map(({ name }) => name) ?? [];
  return Promise.all(names.map((name) => get(`${key}/${name}`)));
};

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  offsetMs = 0;
  writer = makeClient("write");
  reader = makeClient("read");
  const pair = await writer.connect({ person: "ada" });
  token = pair.access_token.value;
  readToken = (await reader.connect({}, { access_token: token })).access_token.value;
});
afterAll(() => box.dispose());

describe("import and reading back", () => {
  it.each(["none", "gzip", "brotli"])(
    "a file comes back as it was written, compression %s",
    async (compression) => {
      await set({ compression });
      const data = Buffer.concat([Buffer.alloc(5_000, "tapvault"), createHash("sha512").digest()]);
      const about = { mimeType: "text/plain", reference: ["item-01"], tags: ["vault", "rev:4"] };
      expect((await pushFile(writer, token, data, about)).status).toBe(200);
      const [file] = await readAll(await sessionKey());
      if (file === undefined) throw new Error("nothing was listed");
      expect(plainOf(file, reader.key).equals(data)).toBe(true);
      expect(() => open(writer.key, file.bytes)).toThrow();
      expect(metadataOf(file)).toEqual({
        metadata: {
          mimetype: "text/plain",
          accounts: [{ accountid: "keepsafe" }],
          appid: box.endpoints.digime.applicationId,
          contractid: writer.contractId,
          created: expect.any(Number) as number,
          reference: ["item-01"],
          tags: ["vault", "rev:4"],
        },
        ...(compression === "none" ? {} : { compression }),
      });
      expect(Date.parse(file.headers.get("last-modified") ?? "")).toBeGreaterThan(0);
    },
  );

  it("each push is a new file, and the stand-in tells what it holds", async () => {
    for (const text of ["one", "two", ""]) await pushFile(writer, token, text, { reference: ["same"] });
    const files = await readAll(await sessionKey());
    expect(files.map((file) => plainOf(file, reader.key).toString())).toEqual(["one", "two", ""]);
    const held = (await box.control("/objects")) as { digime: { library: object[] } };
    expect(held.digime.library).toMatchObject([
      {
        reference: ["same"],
        tags: [],
        mimeType: "application/octet-stream",
        size: 3,
        sha256: createHash("sha256").update("one").digest("hex"),
        bodyBase64: Buffer.from("one").toString("base64"),
        user: "ada",
      },
      { size: 3 },
      { size: 0 },
    ]);
  });

  it("people do not see each other's files", async () => {
    await pushFile(writer, token, "ada's");
    readToken = (await reader.connect({ person: "ben" })).access_token.value;
    expect(await readAll(await sessionKey())).toEqual([]);
  });

  it("HEAD tells the metadata alone", async () => {
    await pushFile(writer, token, "x");
    const key = await sessionKey();
    const name = (await allLists(key)).at(-1)?.fileList?.[0]?.name ?? "";
    const reply = await reader.call("HEAD", `permission-access/query/${key}/${name}`, user());
    expect(reply.status).toBe(200);
    expect(reply.bytes.length).toBe(0);
    expect(metadataOf(reply)).toMatchObject({ metadata: { mimetype: "application/octet-stream" } });
  });

  it("the older version puts a hash before the bytes", async () => {
    await pushFile(writer, token, "old");
    reader = makeClient("read", "1.6");
    const [file] = await readAll(await sessionKey());
    expect(withoutHash(open(reader.key, file?.bytes ?? new Uint8Array())).toString()).toBe("old");
  });

  it("mapped files have metadata of the other shape", async () => {
    await set({ mappedSample: true, compression: "gzip" });
    const [file] = await readAll(await sessionKey());
    expect(JSON.parse(plainOf(file as Reply, reader.key).toString())).toHaveLength(1);
    expect(metadataOf(file as Reply)).toMatchObject({
      metadata: { objectCount: 1, objectType: "playhistory", schema: { standard: "digime" } },
    });
  });
});

describe("sessions", () => {
  it("pass pending and running before they are complete", async () => {
    await pushFile(writer, token, "1");
    await pushFile(writer, token, "2");
    const lists = await allLists(await sessionKey());
    expect(lists.map(({ status }) => status.state)).toEqual(["pending", "running", "completed"]);
    expect(lists.map(({ fileList }) => fileList?.length)).toEqual([undefined, 1, 2]);
    expect(lists[2]?.status.details).toMatchObject({ keepsafe: { state: "completed" } });
    await set({ pendingPolls: 0, runningPolls: 3 });
    const longer = await allLists(await sessionKey());
    expect(longer.map(({ status }) => status.state)).toEqual(["running", "running", "running", "completed"]);
  });

  it("may end partly, with the reason beside the account", async () => {
    await set({ outcome: "partial", pendingPolls: 0, runningPolls: 0 });
    const { status } = await nextList(await sessionKey());
    const [first, ...rest] = Object.values(status.details ?? {});
    expect(status.state).toBe("partial");
    expect(first).toMatchObject({
      state: "partial",
      error: { code: "ServiceAuthorizationError", statusCode: 401, reauth: true },
    });
    for (const one of rest) expect(one).toEqual({ state: "completed" });
  });

  it("tell their list once, unless told otherwise, and end", async () => {
    const key = await sessionKey();
    await allLists(key);
    expect((await get(key)).json).toMatchObject(failed("SessionUsed"));
    await set({ sessionUse: "many" });
    expect((await nextList(key)).status.state).toBe("completed");
    await moveClock(3_590_000);
    expect((await nextList(key)).status.state).toBe("completed");
    await moveClock(3_601_000);
    readToken = (await reader.connect({ person: "ada" })).access_token.value;
    expect((await get(key)).json).toMatchObject(failed("SessionInvalid"));
    expect((await get("none")).json).toMatchObject(failed("SessionInvalid"));
  });

  it("come with an authorisation too, and are the user's after the consent", async () => {
    await pushFile(writer, token, "x");
    const { verifier, challenge } = pkce();
    const scope = { criteria: [{ metadata: { mimeType: ["application/octet-stream"] } }] };
    const claims = {
      access_token: token,
      code_challenge: challenge,
      code_challenge_method: "S256",
      redirect_uri: "tapvault://digime",
      response_mode: "query",
      response_type: "code",
      state: "s",
    };
    const body = JSON.stringify({ actions: { pull: { scope } } });
    const reply = await reader.call("POST", "oauth/authorize", reader.claims(claims), { body });
    const { key } = (reply.json as { session: { key: string } }).session;
    const { preauthorization_code: code } = await openReply(tokenOf(reply));
    const url = `${box.endpoints.digime.onboardUrl}authorize?code=${code as string}`;
    const back = await approve(url);
    const exchanged = await reader.exchange(back.searchParams.get("code") ?? "", verifier);
    const pair = (await openReply(tokenOf(exchanged))) as unknown as Pair;
    readToken = pair.access_token.value;
    expect(await readAll(key)).toHaveLength(1);
  });

  it("belong to one user", async () => {
    const key = await sessionKey();
    readToken = (await reader.connect({ person: "ben" })).access_token.value;
    expect((await get(key)).json).toMatchObject(failed("SessionInvalid"));
  });

  it("show a written file only after a while, when told so", async () => {
    await set({ libraryDelayMs: 60_000, pendingPolls: 0, runningPolls: 0 });
    await pushFile(writer, token, "late");
    expect((await nextList(await sessionKey())).fileList).toEqual([]);
    await moveClock(61_000);
    expect((await nextList(await sessionKey())).fileList).toHaveLength(1);
  });

  it("are narrowed by a scope", async () => {
    await set({ pendingPolls: 0, runningPolls: 0 });
    await pushFile(writer, token, "a", { tags: ["vault", "x"], reference: ["item-01"] });
    await pushFile(writer, token, "b", { tags: ["vault"], reference: ["item-02"], mimeType: "text/plain" });
    await pushFile(writer, token, "c", { accounts: [{ accountId: "other" }] });
    const found = async (...criteria: object[]): Promise<string> =>
      (await readAll(await sessionKey({ scope: { criteria } })))
        .map((file) => plainOf(file, reader.key).toString())
        .join("");
    expect(await found({ metadata: { tags: ["vault"] } })).toBe("ab");
    expect(await found({ metadata: { tags: ["vault"], reference: ["item-02", "item-03"] } })).toBe("b");
    expect(
      await found({ metadata: { reference: ["item-01"] } }, { metadata: { mimeType: ["text/plain"] } }),
    ).toBe("ab");
    expect(await found({ metadata: { accounts: [{ accountId: "other" }] } })).toBe("c");
    expect(await found({ metadata: { contractId: [writer.contractId] } })).toBe("abc");
    expect(await found({ from: Math.floor(Date.now() / 1000) + 60 })).toBe("");
    const outside = { scope: { criteria: [{ metadata: { contractId: ["stranger"] } }] } };
    expect(await openSession(outside)).toMatchObject({ status: 400, json: failed("ScopeOutOfBounds") });
    expect((await openSession({ scope: { criteria: "all" } })).json).toMatchObject(
      failed("ValidationErrors"),
    );
  });
});

describe("refusals", () => {
  it("a contract does not do the other's work", async () => {
    expect((await pushFile(reader, readToken, "x")).json).toMatchObject(failed("InvalidContractDataRequest"));
    const claims = writer.claims({ access_token: token });
    const reply = await writer.call("POST", "permission-access/trigger", claims);
    expect(reply).toMatchObject({ status: 400, json: failed("InvalidContractDataRequest") });
    expect((await pushFile(writer, readToken, "x")).status).toBe(401);
  });

  it("a descriptor must be signed, whole and short", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const good = { mimeType: "text/plain", accounts: [] };
    const push = async (descriptor: string, type = "application/octet-stream"): Promise<Reply> =>
      writer.call("POST", "permission-access/import", writer.claims({ access_token: token }), {
        body: bytes("x"),
        headers: { "content-type": type, FileDescriptor: descriptor },
      });
    const bad = { status: 400, json: failed("ValidationErrors") };
    expect(await push(await sign({ metadata: good }, privateKey))).toMatchObject(bad);
    expect(await push("none")).toMatchObject(bad);
    expect(await push(await sign(good, writer.key))).toMatchObject(bad);
    expect(await push(await sign({ metadata: { mimeType: "text/plain" } }, writer.key))).toMatchObject(bad);
    const long = { ...good, tags: ["x".repeat(4_000)] };
    expect(await push(await sign({ metadata: long }, writer.key))).toMatchObject(bad);
    expect(await push(await sign({ metadata: good }, writer.key), "application/json")).toMatchObject(bad);
    expect((await push(await sign({ metadata: good }, writer.key))).status).toBe(200);
  });
});
