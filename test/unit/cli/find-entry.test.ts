import { describe, expect, it } from "vitest";
import { findEntry, findExact } from "#cli/find-entry.ts";
import { appError } from "#contract/errors.ts";
import { err } from "#contract/result.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Replies } from "./verb-bench.ts";
import { createVerbBench, idOf, listing, rowOf } from "./verb-bench.ts";

const bridgeOf = async (replies: Replies): Promise<Bridge> => {
  const bridge = await createVerbBench({ replies }).context.openBridge();
  if (!bridge.ok) throw new Error("no bridge");
  return bridge.value;
};

const rows = [rowOf(1, "Harbour"), rowOf(2, "Harbour library"), rowOf(3, "Twin"), rowOf(4, "Twin")];

describe("the entry that a name means", () => {
  it("is the one with exactly this title, before others that match", async () => {
    const found = await findEntry(await bridgeOf(listing(rows)), "Harbour");
    expect(found).toMatchObject({ ok: true, value: { entryId: idOf(1) } });
  });

  it("is the only one that matches a part", async () => {
    const found = await findEntry(await bridgeOf(listing(rows)), "librar");
    expect(found).toMatchObject({ ok: true, value: { title: "Harbour library" } });
  });

  it("is none when several match, and it says how many", async () => {
    const bridge = await bridgeOf(listing(rows));
    expect(await findEntry(bridge, "harb")).toMatchObject({
      error: { code: "entry.not-found", detail: { matches: 2 } },
    });
    expect(await findEntry(bridge, "Twin")).toMatchObject({ error: { detail: { matches: 2 } } });
    expect(await findEntry(bridge, "nothing")).toMatchObject({ error: { detail: { matches: 0 } } });
  });

  it("is found in composed and decomposed letters alike", async () => {
    const bridge = await bridgeOf({
      ...listing([]),
      "entries.query": ({ offset }) => ({
        ok: true,
        value: {
          total: 2,
          offset,
          rows: [rowOf(1, "Cafe\u0301"), rowOf(2, "Cafe\u0301 two")].slice(offset),
          matches: [],
          terms: [],
        },
      }),
    });
    expect(await findEntry(bridge, "Caf\u00e9")).toMatchObject({ ok: true, value: { entryId: idOf(1) } });
  });

  it("goes by id, in the places that are asked for only", async () => {
    const bridge = await bridgeOf(listing(rows, [rowOf(9, "Old")]));
    expect(await findEntry(bridge, idOf(2))).toMatchObject({ ok: true, value: { title: "Harbour library" } });
    expect(await findEntry(bridge, idOf(9))).toMatchObject({ error: { code: "entry.not-found" } });
    expect(await findEntry(bridge, idOf(9), ["vault", "trash"])).toMatchObject({
      ok: true,
      value: { isDeleted: true },
    });
  });

  it("can be one that does not open, by its id", async () => {
    const damaged = { "entries.get": () => err(appError("entry.damaged")) };
    const bridge = await bridgeOf({ ...listing(rows), ...damaged });
    expect(await findEntry(bridge, idOf(3))).toMatchObject({ ok: true, value: { title: "Twin" } });
    expect(await findEntry(bridge, idOf(7))).toMatchObject({ error: { code: "entry.damaged" } });
  });

  it("lies in the trash only when nothing in the vault matches", async () => {
    const bridge = await bridgeOf(listing(rows, [rowOf(8, "Harbour"), rowOf(9, "Old")]));
    expect(await findEntry(bridge, "Harbour", ["vault", "trash"])).toMatchObject({
      value: { entryId: idOf(1), isDeleted: false },
    });
    expect(await findEntry(bridge, "Old", ["vault", "trash"])).toMatchObject({ value: { isDeleted: true } });
  });
});

describe("the entry that `set` changes", () => {
  it("has exactly the title; a part of one makes a new entry", async () => {
    const bridge = await bridgeOf(listing(rows));
    expect(await findExact(bridge, "Harbour")).toMatchObject({ value: { entryId: idOf(1) } });
    expect(await findExact(bridge, "librar")).toEqual({ ok: true, value: null });
    expect(await findExact(bridge, idOf(99))).toEqual({ ok: true, value: null });
  });

  it("is refused when two have this title, and no third one is made", async () => {
    expect(await findExact(await bridgeOf(listing(rows)), "Twin")).toMatchObject({
      error: { code: "entry.not-found", detail: { matches: 2 } },
    });
  });
});
