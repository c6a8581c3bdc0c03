import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { toHex } from "#vault/bytes.ts";
import type { Binding } from "#vault/envelope.ts";
import { kinds, openObject, padmeLength, sealObject } from "#vault/envelope.ts";

const crypto = createNodeCrypto();
const key = new Uint8Array(32).fill(7);
const binding: Binding = {
  vaultId: new Uint8Array(16).fill(1),
  objectId: "0123456789abcdef0123456789abcdef",
  revision: 3,
  kind: kinds.entry,
};
const body = fc.uint8Array({ maxLength: 3_000 });

describe("the envelope", () => {
  it("gives back what was put in, and its length tells little", () => {
    fc.assert(
      fc.property(body, (bytes) => {
        const sealed = sealObject(crypto, key, binding, bytes);
        const opened = openObject(crypto, key, binding, sealed);
        expect(opened.ok && toHex(opened.value)).toBe(toHex(bytes));
        expect(padmeLength(sealed.length - 30)).toBe(sealed.length - 30);
      }),
    );
  });

  const others: readonly (readonly [string, Partial<Binding>])[] = [
    ["another vault", { vaultId: new Uint8Array(16).fill(2) }],
    ["another object", { objectId: "1123456789abcdef0123456789abcdef" }],
    ["another revision", { revision: 4 }],
    ["another kind", { kind: kinds.indexPage }],
  ];
  it.each(others)("does not open as %s", (_name, change) => {
    const sealed = sealObject(crypto, key, binding, new Uint8Array(100).fill(5));
    expect(openObject(crypto, key, { ...binding, ...change }, sealed)).toMatchObject({
      error: { code: "cipher.tampered" },
    });
  });

  it("does not open with another key, flipped, cut or joined", () => {
    const sealed = sealObject(crypto, key, binding, new Uint8Array(200).fill(5));
    expect(openObject(crypto, new Uint8Array(32), binding, sealed).ok).toBe(false);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const flipped = sealed.map((byte, index) => (index === at ? byte ^ mask : byte));
        expect(openObject(crypto, key, binding, flipped).ok).toBe(false);
        expect(openObject(crypto, key, binding, sealed.subarray(0, at)).ok).toBe(false);
        expect(openObject(crypto, key, binding, Uint8Array.of(...sealed, mask)).ok).toBe(false);
      }),
    );
  });

  it("keeps a blob of a version it does not know apart from a damaged one", () => {
    const sealed = sealObject(crypto, key, binding, new Uint8Array(10));
    const newer = sealed.map((byte, index) => (index === 0 ? 9 : byte));
    expect(openObject(crypto, key, binding, newer)).toMatchObject({
      error: { code: "cipher.newer-version" },
    });
  });
});

describe("the primitives", () => {
  const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));

  it("HKDF-SHA-256: RFC 5869, case 1", () => {
    const okm = crypto.hkdf(
      hex("0b".repeat(22)),
      hex("000102030405060708090a0b0c"),
      hex("f0f1f2f3f4f5f6f7f8f9"),
      42,
    );
    expect(toHex(okm)).toBe(
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    );
  });

  it("AES-256-GCM: test case 14 of the GCM specification", () => {
    const sealed = crypto.aeadSeal(
      new Uint8Array(32),
      new Uint8Array(12),
      new Uint8Array(0),
      new Uint8Array(16),
    );
    expect(toHex(sealed)).toBe("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
  });
});
