/** Values that are files of the account: the upload in its three steps, what a torn one leaves, and what is cleared away. */
import { beforeEach, describe, expect, it } from "vitest";
import { createBench, noAbort } from "#test/support/dataswyft-bench.ts";
import type { DataswyftBench } from "#test/support/dataswyft-bench.ts";
import { jsonReply, noReply, textReply } from "#test/support/pda-replies.ts";
import type { PdaReply } from "#test/support/pda-replies.ts";

let bench: DataswyftBench;
beforeEach(async () => {
  bench = await createBench();
  bench.pda.renews = true;
  bench.pda.seen.length = 0;
});

const large = (fill: number, length = 5_000): Uint8Array => new Uint8Array(length).fill(fill);
const put = async (name: string, bytes: Uint8Array): Promise<unknown> =>
  (await bench.service.values.write([{ name, bytes }], noAbort)).get(name);
const get = async (name: string): Promise<unknown> =>
  (await bench.service.values.read([name], noAbort)).get(name);
const done = { ok: true, value: undefined };
const standing = (): readonly string[] =>
  [...bench.pda.files.all.values()].filter(({ state }) => state !== "Deleted").map(({ fileId }) => fileId);
const isBucket = (url: string): boolean => url.startsWith("https://bucket.example/");

describe("a large value", () => {
  it("goes to the signed address without the token, and its record names the file", async () => {
    expect(await put("v/a", large(1))).toEqual(done);
    const upload = bench.pda.seen.find(({ url, method }) => isBucket(url) && method === "PUT");
    expect(upload?.headers).toEqual({
      "x-amz-server-side-encryption": "AES256",
      "content-type": "application/octet-stream",
    });
    expect(bench.pda.records[0]?.data).toMatchObject({ k: "v/a", f: "file-1", size: 5_000 });
    expect(await get("v/a")).toEqual({ ok: true, value: large(1) });
    expect(await bench.service.values.list("", noAbort)).toEqual({ ok: true, value: [{ name: "v/a" }] });
    const descriptions = bench.pda.seen.flatMap(({ url, body }) =>
      url.endsWith("/files/upload") && typeof body === "string" ? [body] : [],
    );
    expect(descriptions[0]).not.toContain("v/a");
  });

  it("is one from the first byte over the setting", async () => {
    await put("v/a", large(1, 2_000));
    expect(bench.pda.files.all.size).toBe(0);
    await put("v/b", large(1, 2_001));
    expect(bench.pda.files.all.size).toBe(1);
  });

  it("takes its former file along when it is replaced, shrunk or removed", async () => {
    await put("v/a", large(1));
    await put("v/a", large(2));
    expect(standing()).toEqual(["file-2"]);
    await put("v/a", large(3, 10));
    expect(standing()).toEqual([]);
    expect(await get("v/a")).toEqual({ ok: true, value: large(3, 10) });
    await put("v/a", large(4));
    await bench.service.values.remove(["v/a"], noAbort);
    expect(standing()).toEqual([]);
    expect(bench.pda.records).toEqual([]);
  });

  it("keeps its former file until the new record stands", async () => {
    await put("v/a", large(1));
    bench.pda.instead = ({ method, url }) =>
      method === "PUT" && url.endsWith("/v2.6/data")
        ? jsonReply(403, { error: "Forbidden", message: "" })
        : null;
    expect(await put("v/a", large(2))).toMatchObject({ error: { code: "store.no-permission" } });
    bench.pda.instead = () => null;
    expect(await get("v/a")).toEqual({ ok: true, value: large(1) });
    expect(await put("v/b", large(3, 10))).toEqual(done);
    expect(standing()).toEqual(["file-1"]);
  });
});

describe("a torn upload", () => {
  it.each<readonly [string, (url: string, method: string) => boolean, PdaReply, string]>([
    ["its description", (url) => url.endsWith("/files/upload"), noReply("unreachable"), "store.unreachable"],
    ["its bytes", isBucket, noReply("unreachable"), "store.unreachable"],
    ["its bytes, refused", isBucket, textReply(403, "<Error/>"), "store.refused"],
    [
      "its end",
      (url) => url.endsWith("/complete"),
      jsonReply(400, { message: "File not available", cause: "" }),
      "store.refused",
    ],
    [
      "its end, as another size",
      (url) => url.endsWith("/complete"),
      jsonReply(200, { fileId: "file-1", status: { status: "Completed", size: 3 } }),
      "store.bad-reply",
    ],
  ])("at %s leaves the former value, and nothing at the account", async (_what, hits, reply, code) => {
    bench.pda.instead = ({ url, method }) => (hits(url, method ?? "GET") ? reply : null);
    expect(await put("v/a", large(1))).toMatchObject({ ok: false, error: { code } });
    expect(bench.pda.records).toEqual([]);
    expect(standing()).toEqual([]);
    bench.pda.instead = () => null;
    expect(await put("v/a", large(2))).toEqual(done);
    expect(await get("v/a")).toEqual({ ok: true, value: large(2) });
  });

  it("is tried again while the address is young", async () => {
    let left = 2;
    bench.pda.instead = ({ url }) => (isBucket(url) && left-- > 0 ? noReply("timeout") : null);
    expect(await put("v/a", large(1))).toEqual(done);
  });

  it("that nobody cleared away goes with a later write of that name, once it is surely torn", async () => {
    const torn = await bench.another();
    bench.pda.instead = ({ url, method }) =>
      isBucket(url) || method === "DELETE" ? noReply("unreachable") : null;
    await torn.values.write([{ name: "v/a", bytes: large(9) }], noAbort);
    bench.pda.instead = () => null;
    expect(standing()).toEqual(["file-1"]);
    await put("v/a", large(1));
    expect(standing()).toEqual(["file-1", "file-2"]);
    await put("v/b", large(1));
    bench.pda.now += 16 * 60_000;
    await put("v/b", large(2));
    expect(standing()).toContain("file-1");
    bench.pda.files.now = bench.pda.now;
    await put("v/a", large(3));
    expect(standing()).not.toContain("file-1");
    expect(await get("v/a")).toEqual({ ok: true, value: large(3) });
    expect(await get("v/b")).toEqual({ ok: true, value: large(2) });
  });

  it("of this program is cleared away with its next write of anything", async () => {
    bench.pda.instead = ({ url, method }) =>
      isBucket(url) || method === "DELETE" ? noReply("unreachable") : null;
    await put("v/a", large(9));
    bench.pda.instead = () => null;
    await put("v/b", large(1, 10));
    expect(standing()).toEqual([]);
  });

  it("whose record may be there is left to later", async () => {
    bench.pda.afterwards = ({ method, url }, reply) =>
      method === "POST" && url.endsWith("/vault") ? noReply("unreachable") : reply;
    expect(await put("v/a", large(1))).toMatchObject({ error: { code: "store.unreachable" } });
    bench.pda.afterwards = (_request, reply) => reply;
    expect(await get("v/a")).toEqual({ ok: true, value: large(1) });
  });
});

describe("reading a file", () => {
  it.each<readonly [string, PdaReply, string]>([
    [
      "shorter",
      { ok: true, value: { status: 200, headers: new Map(), bytes: large(1, 4_999) } },
      "store.bad-reply",
    ],
    [
      "other bytes",
      { ok: true, value: { status: 200, headers: new Map(), bytes: large(2) } },
      "store.bad-reply",
    ],
    ["too much", noReply("too-large"), "store.bad-reply"],
    ["a refusal that stays", textReply(403, "<Error/>"), "store.refused"],
    ["nothing", noReply("unreachable"), "store.unreachable"],
  ])("that comes as %s is not taken", async (_what, reply, code) => {
    await put("v/a", large(1));
    bench.pda.instead = ({ url }) => (isBucket(url) ? reply : null);
    expect(await get("v/a")).toMatchObject({ ok: false, error: { code } });
  });

  it("asks for a new address when the first is too old", async () => {
    await put("v/a", large(1));
    let left = 1;
    bench.pda.instead = ({ url }) => (isBucket(url) && left-- > 0 ? textReply(403, "<Error/>") : null);
    expect(await get("v/a")).toEqual({ ok: true, value: large(1) });
  });

  it("looks for the newer record when the file was replaced meanwhile", async () => {
    await put("v/a", large(1));
    await bench.service.values.list("", noAbort);
    let isFirst = true;
    bench.pda.afterwards = ({ url }, reply) => {
      if (!url.includes("data-record") || !isFirst) return reply;
      isFirst = false;
      const [record] = bench.pda.records;
      if (record !== undefined) record.data = { k: "v/a", n: "other", at: 1, v: "Ag==" };
      bench.pda.files.all.clear();
      return reply;
    };
    expect(await get("v/a")).toEqual({ ok: true, value: Uint8Array.of(2) });
  });

  it("that is gone for good is told, not taken for absent", async () => {
    await put("v/a", large(1));
    bench.pda.files.all.clear();
    expect(await get("v/a")).toMatchObject({ ok: false, error: { code: "store.bad-reply" } });
  });

  it("never sends anything to an address of this computer for an account in the net", async () => {
    bench.pda.instead = ({ url }) =>
      url.endsWith("/files/upload")
        ? jsonReply(200, {
            fileId: "file-1",
            status: { status: "New" },
            contentUrl: "http://127.0.0.1:9/x",
          })
        : null;
    expect(await put("v/a", large(1))).toMatchObject({ error: { code: "store.unreachable" } });
    expect(bench.pda.seen.some(({ url }) => url.startsWith("http://"))).toBe(false);
  });
});
