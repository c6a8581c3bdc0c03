import { createHash } from "node:crypto";
import { brotliCompressSync, constants as zlib, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";
import type { ContractKey } from "#stores/digime/digime-crypto.port.ts";
import type { ReadBench } from "#test/support/digime-read-script.ts";
import { createReadBench, described, list, readAll, value } from "#test/support/digime-read-script.ts";
import type { Scripted, ScriptOptions } from "#test/support/digime-scripted.ts";
import { connectedSlot, gone, raw, refusal } from "#test/support/digime-scripted.ts";

let bench: ReadBench;
let reader: ContractKey;

beforeAll(() => {
  bench = createReadBench();
  reader = bench.reader;
});

/** Reads one file that answers so. */
const readFile = async (answer: Scripted, options: Partial<ScriptOptions> = {}): Promise<unknown> => {
  const routes = { "GET /query/sess-1/": [answer], "GET /query/sess-1": [list("completed", ["a.bin"])] };
  const answered = await readAll(await bench.script(routes, options));
  if (!answered.ok) return answered.error.code;
  const content = answered.value.files[0]?.content;
  return content?.ok === false ? content.error.code : content?.value;
};

describe("a file", () => {
  it.each([
    ["plain", {}, (bytes: Uint8Array) => bytes],
    ["by gzip", { compression: "gzip" }, (bytes: Uint8Array) => gzipSync(bytes)],
    ["by brotli", { compression: "brotli" }, (bytes: Uint8Array) => brotliCompressSync(bytes)],
  ])("is opened: %s, with and without the older hash", async (_what, more, pack) => {
    const packed = pack(value);
    const hash = createHash("sha512").update(packed).digest();
    const older = { secrets: connectedSlot({}, { older: { redirectUri: "x" } }) };
    expect(await readFile(raw(reader.seal(packed), 200, described(more)))).toEqual(value);
    const hashed = raw(reader.seal(Buffer.concat([hash, packed])), 200, described(more));
    expect(await readFile(hashed)).toEqual(value);
    expect(await readFile(hashed, older)).toEqual(value);
    // Where the older layout is spoken, a hash that does not fit is no matter of the layout.
    expect(await readFile(raw(reader.seal(packed), 200, described(more)), older)).toBe("cipher.tampered");
    const wrong = Buffer.concat([Buffer.alloc(64), packed]);
    expect(await readFile(raw(reader.seal(wrong), 200, described(more)), older)).toBe("cipher.tampered");
  });

  it.each<[string, () => Scripted, unknown]>([
    [
      "a length that is no multiple of 16",
      () => raw(reader.seal(value).subarray(1), 200, described()),
      "cipher.tampered",
    ],
    ["nothing", () => raw(new Uint8Array(0), 200, described()), "cipher.tampered"],
    [
      "the other contract's key",
      () => raw(createDigimeCrypto().readKey(bench.contractKey)?.seal(value) ?? value, 200, described()),
      "cipher.tampered",
    ],
    ["no metadata", () => raw(reader.seal(value)), "store.bad-reply"],
    ["metadata that is none", () => raw(reader.seal(value), 200, { "x-metadata": "***" }), "store.bad-reply"],
    [
      "endless metadata",
      () => raw(reader.seal(value), 200, { "x-metadata": "A".repeat(40_000) }),
      "store.bad-reply",
    ],
    [
      "an unknown compression",
      () => raw(reader.seal(value), 200, described({ compression: "zstd" })),
      "store.bad-reply",
    ],
    [
      "a wrong compression",
      () => raw(reader.seal(value), 200, described({ compression: "gzip" })),
      "store.bad-reply",
    ],
    ["a page", () => raw(reader.seal(value), 200, { "content-type": "text/html" }), "store.bad-reply"],
    ["an error", () => refusal("ValidationErrors", 404), "store.refused"],
    ["no answer", () => gone("timeout"), "store.unreachable"],
    ["too much", () => gone("too-large"), "store.bad-reply"],
    ["no compression by name", () => raw(reader.seal(value), 200, described({ compression: null })), value],
  ])("with %s harms no other", async (_what, answer, expected) => {
    expect(await readFile(answer())).toEqual(expected);
  });

  it("that unpacks to more than 64 MB is not unpacked", async () => {
    const bomb = brotliCompressSync(new Uint8Array(80 * 1024 * 1024), {
      params: { [zlib.BROTLI_PARAM_QUALITY]: 1 },
    });
    expect(await readFile(raw(reader.seal(bomb), 200, described({ compression: "brotli" })))).toBe(
      "store.bad-reply",
    );
  });

  it("that is not ours has no reference, and one of ours has its name in a tag at least", async () => {
    const mapped = {
      "x-metadata": Buffer.from(JSON.stringify({ metadata: { objectCount: 1, serviceName: "x" } })).toString(
        "base64url",
      ),
    };
    const scripted = await bench.script({
      "GET /query/sess-1/mapped": [raw(reader.seal(value), 200, mapped)],
      "GET /query/sess-1/tagged": [
        raw(reader.seal(value), 200, described({}, { reference: [], tags: ["x", "name:item-02"] })),
      ],
      "GET /query/sess-1": [list("completed", ["mapped", "tagged"])],
    });
    const answer = await readAll(scripted);
    expect(answer.ok && answer.value.files.map(({ reference }) => reference)).toEqual(["", "item-02"]);
  });
});
