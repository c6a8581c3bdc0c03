/** Records by plain HTTP (contract 4): status codes, order, pages, filters, duplicates, all or nothing. */
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

interface Kept {
  readonly endpoint: string;
  readonly recordId: string;
  readonly data: unknown;
}

const vault = "/data/tapvault-dev/vault";
const call = (method: string, path: string, body?: unknown, as = token): Promise<PdaAnswer> =>
  callPda(box, method, `/api/v2.6${path}`, { token: as, body });
const keep = async (...values: readonly unknown[]): Promise<Kept[]> =>
  (await call("POST", vault, values)).json as Kept[];
const read = async (query = ""): Promise<unknown[]> =>
  ((await call("GET", `${vault}${query}`)).json as Kept[]).map(({ data }) => data);

const duplicate = { message: "Bad Request", cause: expect.stringMatching(/^Duplicate data -/) as unknown };
const missing = { message: "Data Missing", cause: expect.any(String) as unknown };
const nowhere = "7a1c9c0e-3a55-4d6b-8a0a-5f4f1b6f0a11";

describe("creating", () => {
  it("answers 201 with one record for a value, and a list for a list", async () => {
    const one = await call("POST", vault, { rev: 1 });
    expect(one.status).toBe(201);
    expect(one.json).toEqual({
      endpoint: "tapvault-dev/vault",
      recordId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      data: { rev: 1 },
      links: [],
    });
    const many = await call("POST", `${vault}/a/b-1`, [{ rev: 2 }, "text", 5, null]);
    expect(many.status).toBe(201);
    expect(many.json).toMatchObject([{ data: { rev: 2 } }, { data: "text" }, { data: 5 }, { data: null }]);
    expect((await call("POST", vault, [])).json).toEqual([]);
  });

  it("refuses content that the account holds anywhere", async () => {
    await keep({ a: 1 });
    expect(await call("POST", "/data/tapvault-dev/other", { a: 1 })).toMatchObject({
      status: 400,
      json: duplicate,
    });
    const notes = await applicationToken(box, "notes-dev");
    expect((await call("POST", "/data/notes-dev/notes", { a: 1 }, notes)).json).toEqual(duplicate);
    expect((await call("POST", "/data/notes-dev/notes", { a: 2 }, notes)).status).toBe(201);
  });

  it("keeps all of a list or none, unless errors are to be skipped", async () => {
    await keep({ a: 1 });
    expect((await call("POST", vault, [{ a: 2 }, { a: 1 }, { a: 2 }])).json).toEqual(duplicate);
    expect(await read()).toEqual([{ a: 1 }]);
    const skipped = await call("POST", `${vault}?skipErrors=true`, [{ a: 2 }, { a: 1 }, { a: 2 }, { a: 3 }]);
    expect(skipped.status).toBe(201);
    expect(skipped.json).toMatchObject([{ data: { a: 2 } }, { data: { a: 3 } }]);
    expect(await read()).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it("refuses a NUL, and takes what only looks like one", async () => {
    const answer = await call("POST", vault, { text: "a\0b" });
    expect(answer).toMatchObject({ status: 400, json: { message: "Bad Request" } });
    expect(answer.json).toMatchObject({
      cause: expect.stringMatching(/^Could not insert data -/) as unknown,
    });
    await keep({ text: "a\\u0000b" });
    expect(await read()).toEqual([{ text: "a\\u0000b" }]);
  });

  it("writes batches over several endpoints, with links", async () => {
    const batch = [
      {
        endpoint: "tapvault-dev/one",
        data: { n: 1 },
        links: [{ endpoint: "tapvault-dev/two", data: { n: 2 } }],
      },
      { endpoint: "tapvault-dev/one", data: { n: 3 } },
    ];
    const answer = await call("POST", "/data-batch", batch);
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject([{ data: { n: 1 }, links: [{ data: { n: 2 } }] }, { links: [] }]);
    expect((await call("GET", "/data/sources")).json).toEqual({ "tapvault-dev": ["one", "two"] });
    expect((await call("POST", "/data-batch", batch)).json).toMatchObject({
      message: "Bad Request",
      cause: expect.stringMatching(/^Could not insert data -/) as unknown,
    });
    const foreign = [{ endpoint: "notes-dev/notes", data: { n: 4 } }];
    expect(await call("POST", "/data-batch", foreign)).toMatchObject({
      status: 403,
      json: { error: "Forbidden" },
    });
  });
});

describe("reading", () => {
  it("pages by write date, and the other way round", async () => {
    await keep({ n: 3 }, { n: 1 }, { n: 2 });
    expect(await read("?take=2")).toEqual([{ n: 3 }, { n: 1 }]);
    expect(await read("?skip=2&take=5")).toEqual([{ n: 2 }]);
    expect(await read("?ordering=descending&take=1")).toEqual([{ n: 2 }]);
    expect(await read("?take=0")).toEqual([]);
  });

  it("orders by a path inside, what lacks it last", async () => {
    await keep({ at: { n: 10 } }, { n: 0 }, { at: { n: 9 } }, { at: { n: "10" } }, { at: { n: 2 } });
    const sorted = [{ at: { n: "10" } }, { at: { n: 2 } }, { at: { n: 9 } }, { at: { n: 10 } }];
    expect(await read("?orderBy=at.n")).toEqual([...sorted, { n: 0 }]);
    expect(await read("?orderBy=at.n&ordering=descending")).toEqual([...sorted.toReversed(), { n: 0 }]);
    expect(await read("?orderBy=at.n&ordering=DESCENDING&take=1")).toEqual([{ at: { n: "10" } }]);
  });

  it("filters by the first other key, after the page is cut", async () => {
    await keep({ k: "x", n: 1 }, { k: "y", n: 2 }, { deep: [{ k: "y" }], n: 3 }, { k: 7, n: 4 });
    expect(await read("?k=y")).toEqual([
      { k: "y", n: 2 },
      { deep: [{ k: "y" }], n: 3 },
    ]);
    expect(await read("?k=7")).toEqual([{ k: 7, n: 4 }]);
    expect(await read("?k=y&take=1")).toEqual([]);
    expect(await read("?take=2&k=y&n=1")).toEqual([{ k: "y", n: 2 }]);
    await keep({ a: { b: "z" } }, { c: { a: { b: "z" } } });
    expect(await read("?a.b=z")).toEqual([{ a: { b: "z" } }]);
  });

  it("answers 1000 records unless more are asked for", async () => {
    await keep(...Array.from({ length: 1_005 }, (_, n) => ({ n })));
    expect(await read()).toHaveLength(1_000);
    expect(await read("?take=2000")).toHaveLength(1_005);
  });

  it("refuses numbers that are none", async () => {
    expect(await call("GET", `${vault}?take=many`)).toMatchObject({
      status: 400,
      json: { error: "Bad Request" },
    });
  });

  it("finds one by its id", async () => {
    const [kept] = await keep({ n: 1 });
    expect((await call("GET", `/data-record/${kept?.recordId ?? ""}`)).json).toMatchObject({
      data: { n: 1 },
    });
    expect(await call("GET", `/data-record/${nowhere}`)).toMatchObject({ status: 400, json: missing });
  });
});

describe("replacing", () => {
  it("changes the whole of the data and the place in the order", async () => {
    const [first] = await keep({ n: 1, more: true }, { n: 2 });
    const answer = await call("PUT", "/data", [{ ...first, data: { n: 3 } }]);
    expect(answer).toMatchObject({ status: 201, json: [{ recordId: first?.recordId, data: { n: 3 } }] });
    expect(await read()).toEqual([{ n: 2 }, { n: 3 }]);
    expect((await call("PUT", "/data", [{ ...first, data: { n: 3 } }])).status).toBe(201);
  });

  it("changes nothing when one id is unknown or missing", async () => {
    const [first] = await keep({ n: 1 });
    const rest = { endpoint: "tapvault-dev/vault", data: { n: 9 } };
    for (const other of [rest, { ...rest, recordId: nowhere }]) {
      const answer = await call("PUT", "/data", [{ ...first, data: { n: 3 } }, other]);
      expect(answer).toMatchObject({ status: 400, json: missing });
    }
    expect(await read()).toEqual([{ n: 1 }]);
  });

  it("breaks down, and changes nothing, over a duplicate or another namespace", async () => {
    const [first, second] = await keep({ n: 1 }, { n: 2 });
    const isBroken = { status: 500, json: { error: "Internal Server error" }, token: null };
    const swap = [
      { ...first, data: { n: 3 } },
      { ...second, data: { n: 3 } },
    ];
    expect(await call("PUT", "/data", swap)).toMatchObject(isBroken);
    const foreign = { ...first, endpoint: "notes-dev/notes", data: { n: 3 } };
    expect(await call("PUT", "/data", [foreign])).toMatchObject(isBroken);
    expect(await read()).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("is kept from records of another namespace", async () => {
    const notes = await applicationToken(box, "notes-dev");
    const note = (await call("POST", "/data/notes-dev/notes", { n: 1 }, notes)).json as Kept;
    const disguised = { ...note, endpoint: "tapvault-dev/vault", data: { n: 2 } };
    const outside = { status: 403, json: { message: "Forbidden", cause: expect.any(String) as unknown } };
    expect(await call("PUT", "/data", [disguised])).toMatchObject(outside);
    expect(await call("DELETE", `/data?records=${note.recordId}`)).toMatchObject(outside);
    expect(await call("GET", `/data-record/${note.recordId}`)).toMatchObject(outside);
  });
});

describe("deleting", () => {
  const done = { status: 200, json: { message: "All records deleted" } };

  it("takes ids repeated, joined, and in both ways", async () => {
    const ids = (await keep({ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 5 })).map(
      ({ recordId }) => recordId,
    );
    const [a, b, c, d, e] = ids as [string, string, string, string, string];
    expect(await call("DELETE", `/data?records=${a}&records=${b}`)).toMatchObject(done);
    expect(await call("DELETE", `/data?records=${c},${d}&records=${e}`)).toMatchObject(done);
    expect(await read()).toEqual([]);
  });

  it("takes all or none", async () => {
    const [first] = await keep({ n: 1 });
    const id = first?.recordId ?? "";
    expect(await call("DELETE", `/data?records=${id}&records=${nowhere}`)).toMatchObject({ json: missing });
    expect(await call("DELETE", `/data?records=${id}&records=${id}`)).toMatchObject({ json: missing });
    expect(await call("DELETE", "/data?records=no-id")).toMatchObject({
      status: 400,
      json: { error: "Bad Request" },
    });
    expect(await read()).toEqual([{ n: 1 }]);
  });

  it("frees the content for another record, and wipes an endpoint", async () => {
    const [first] = await keep({ n: 1 });
    await call("DELETE", `/data?records=${first?.recordId ?? ""}`);
    await keep({ n: 1 }, { n: 2 });
    expect(await call("DELETE", vault)).toMatchObject(done);
    expect(await call("DELETE", vault)).toMatchObject(done);
    expect(await read()).toEqual([]);
  });
});

describe("links, combinators and bundles", () => {
  it("groups records that are there", async () => {
    const [first] = await keep({ n: 1 });
    expect((await call("POST", `/data-link?records=${first?.recordId ?? ""}`)).status).toBe(201);
    expect(await call("POST", `/data-link?records=${nowhere}`)).toMatchObject({ status: 400, json: missing });
  });

  it("reads several endpoints as one, for the owner", async () => {
    const owner = await ownerToken(box);
    await keep({ n: 2 });
    await call("POST", "/data/tapvault-dev/more", { n: 1 });
    const queries = [{ endpoint: "tapvault-dev/vault" }, { endpoint: "tapvault-dev/more" }];
    expect((await call("POST", "/combinator/both", queries)).status).toBe(403);
    expect((await call("POST", "/combinator/both", queries, owner)).status).toBe(201);
    const both = await call("GET", "/combinator/both?orderBy=n", undefined, owner);
    expect(both.json).toMatchObject([{ data: { n: 1 } }, { data: { n: 2 } }]);
    expect(await call("GET", "/combinator/none", undefined, owner)).toMatchObject({
      status: 404,
      json: { message: "Combinator Not Found" },
    });
    const bundle = { all: { endpoints: queries, orderBy: "n", ordering: "descending", limit: 1 } };
    expect((await call("POST", "/data-bundle/mine", bundle, owner)).status).toBe(201);
    const read = await call("GET", "/data-bundle/mine", undefined, owner);
    expect(read.json).toMatchObject({ all: [{ data: { n: 2 } }] });
    const structure = await call("GET", "/data-bundle/mine/structure", undefined, owner);
    expect(structure.json).toEqual({ name: "mine", bundle });
    expect(await call("GET", "/data-bundle/none", undefined, owner)).toMatchObject({
      status: 404,
      json: { message: "Bundle Not Found" },
    });
  });
});
