/** The pure parts of the KVS store: names, chunks, index bytes, root slots, what is remembered. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { chunkCount, createObjectChunks, fromValues, toValues } from "#stores/kvs/chunks.ts";
import type { ObjectRecord } from "#stores/kvs/manifest.ts";
import {
  bitsFor,
  decodePage,
  decodeRoot,
  emptyManifest,
  encodePage,
  encodeRoot,
} from "#stores/kvs/manifest.ts";
import { createKvsNames } from "#stores/kvs/names.ts";
import { createRememberedEncoder, decodeRemembered, nothingRemembered } from "#stores/kvs/remembered.ts";
import type { Remembered } from "#stores/kvs/remembered.ts";
import { latestRoot, openSlot, rootValueCount, rootValues } from "#stores/kvs/root-slots.ts";
import { createByteReader, varint } from "#stores/kvs/varint.ts";
import { testCipher, testKeys, testObject } from "#test/support/kvs-computer.ts";

const crypto = createNodeCrypto();
const names = createKvsNames(crypto, testKeys.name);
const chunks = createObjectChunks(crypto, testKeys.manifest);
const bytesArb = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });

const recordArb: fc.Arbitrary<ObjectRecord> = fc.record({
  id: fc.nat(2 ** 20).map((number) => testObject(number).id),
  revision: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  placement: fc.nat(255),
  chunks: fc.nat(4096),
});

describe("names", () => {
  it("are 20 characters of base64url, all different", () => {
    const run = { id: testObject(1).id, revision: 5, placement: 0 };
    const all = [
      names.root(0, 0),
      names.root(1, 0),
      names.root(0, 1),
      names.page({ bits: 0, bucket: 0, tag: 1 }, 0),
      names.page({ bits: 1, bucket: 0, tag: 1 }, 0),
      names.page({ bits: 1, bucket: 1, tag: 1 }, 0),
      names.page({ bits: 1, bucket: 1, tag: 2 }, 0),
      names.object(run, 0),
      names.object(run, 1),
      names.object({ ...run, placement: 1 }, 0),
      names.object({ ...run, revision: 6 }, 0),
      names.object({ ...run, id: testObject(2).id }, 0),
      createKvsNames(crypto, testKeys.manifest).root(0, 0),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const name of all) expect(name).toMatch(/^[A-Za-z0-9_-]{20}$/);
  });
});

describe("chunks", () => {
  it("carry any bytes in values of at most 256 characters", () => {
    fc.assert(
      fc.property(bytesArb(1000), (bytes) => {
        const values = toValues(bytes);
        expect(values).toHaveLength(chunkCount(bytes.length));
        for (const value of values) expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        expect(fromValues(values)).toEqual(bytes);
      }),
    );
  });

  it("of another run, cut, joined, swapped or changed do not give a blob", () => {
    const run = { id: testObject(1).id, revision: 5, placement: 0 };
    const { blob } = testObject(1, 5, 500);
    const values = chunks.values(run, blob);
    const [a = "", b = "", c = ""] = values;
    expect(chunks.blob(run, values)).toEqual(blob);
    const wrong = [
      [],
      [a],
      [a, b],
      [a, b, ""],
      [a, b, undefined],
      [b, a, c],
      [a, b, c, c],
      [a, b, c.slice(0, -2)],
    ];
    for (const one of [...wrong, [a, b, "*"], ["hello"]]) expect(chunks.blob(run, one)).toBeNull();
    for (const other of [
      { ...run, revision: 6 },
      { ...run, placement: 1 },
      { ...run, id: testObject(2).id },
    ])
      expect(chunks.blob(other, values)).toBeNull();
  });
});

describe("the index", () => {
  it("gives back varints, and says when bytes are missing", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), (value) => {
        expect(createByteReader(varint(value)).varint()).toBe(value);
        const cut = createByteReader(varint(value).subarray(0, -1));
        cut.varint();
        expect(cut.isIntact()).toBe(false);
      }),
    );
  });

  it("gives back pages and roots, and null for other bytes", () => {
    fc.assert(
      fc.property(fc.array(recordArb, { maxLength: 40 }), (records) => {
        const page = new Map(records.map((record) => [record.id, record]));
        const bytes = encodePage(page.values());
        expect(decodePage(bytes)).toEqual(page);
        if (bytes.length > 0) expect(decodePage(bytes.subarray(0, -1))).toBeNull();
      }),
    );
    const pages = [
      { tag: 2 ** 32 - 1, chunks: 3 },
      { tag: 0, chunks: 0 },
      { tag: 1, chunks: 300 },
      { tag: 5, chunks: 1 },
    ];
    const root = encodeRoot(2, pages);
    expect(decodeRoot(root)).toEqual({ bits: 2, pages });
    for (const wrong of [
      root.subarray(0, -1),
      new Uint8Array(0),
      Uint8Array.of(9, 0, 0),
      Uint8Array.of(1, 99),
    ])
      expect(decodeRoot(wrong)).toBeNull();
  });

  it("has about 16 records a page up to a thousand, and grows slower than the vault after that", () => {
    const bits = [0, 16, 17, 1000, 1024, 1025, 10_000, 100_000].map(bitsFor);
    expect(bits).toEqual([0, 0, 1, 6, 6, 7, 8, 10]);
  });
});

describe("root slots", () => {
  const pages = Array.from({ length: 64 }, (_, at) => ({ tag: at * 7 + 1, chunks: 3 }));
  const root = { slot: 0, epoch: 77, bits: 6, pages } as const;
  const values = rootValues(testCipher, root);

  it("opens what was written, in its slot only", () => {
    expect(values).toHaveLength(2);
    expect(rootValueCount(values[0])).toBe(2);
    expect(openSlot(testCipher, 0, values)).toEqual({ state: "valid", root });
    expect(openSlot(testCipher, 1, values)).toEqual({ state: "foreign" });
  });

  it("tells empty, torn and foreign apart", () => {
    const later = rootValues(testCipher, { ...root, epoch: 78 });
    expect(openSlot(testCipher, 0, [""])).toEqual({ state: "empty" });
    expect(openSlot(testCipher, 0, [values[0], ""])).toEqual({ state: "torn" });
    expect(openSlot(testCipher, 0, [later[0], values[1]])).toEqual({ state: "foreign" });
    expect(openSlot(testCipher, 0, ["hello"])).toEqual({ state: "foreign" });
    expect(openSlot(testCipher, 0, ["not base64!"])).toEqual({ state: "foreign" });
    expect(rootValueCount("_".repeat(256))).toBe(0);
  });

  it("prefers the later epoch", () => {
    const states = [77, 79].map((epoch) => ({ state: "valid", root: { ...root, epoch } }) as const);
    expect(latestRoot(states)?.epoch).toBe(79);
    expect(latestRoot([{ state: "torn" }, ...states.slice(0, 1)])?.epoch).toBe(77);
    expect(latestRoot([{ state: "empty" }, { state: "foreign" }])).toBeNull();
  });
});

describe("what is remembered", () => {
  const record: ObjectRecord = { id: testObject(1).id, revision: 2 ** 52, placement: 3, chunks: 2 };
  const state: Remembered = {
    highestEpoch: 12,
    slot: 1,
    marks: ["a", "b"],
    manifest: {
      ...emptyManifest(12, 1),
      pages: [
        { tag: 9, chunks: 1 },
        { tag: 4, chunks: 2 },
      ],
      buckets: [new Map([[record.id, record]]), null],
    },
    unseen: new Set([testObject(3).id]),
    recent: [{ record, before: [null, { ...record, revision: 1 }] }],
    garbage: [
      { kind: "object", record },
      { kind: "page", run: { bits: 1, bucket: 0, tag: 8 }, chunks: 2 },
    ],
    isUncertain: true,
    doubtful: [record],
  };

  it("survives the end of the program", () => {
    const encode = createRememberedEncoder();
    expect(decodeRemembered(encode(state))).toEqual(state);
    expect(decodeRemembered(encode(nothingRemembered))).toEqual(nothingRemembered);
  });

  it("counts as nothing when it is not what was written", () => {
    const bytes = createRememberedEncoder()(state);
    for (let length = 0; length < bytes.length; length++)
      expect(decodeRemembered(bytes.subarray(0, length))).toBeNull();
    expect(decodeRemembered(Uint8Array.of(0x81, 0x02))).toBeNull();
  });
});
