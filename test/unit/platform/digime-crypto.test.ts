import {
  createCipheriv,
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  publicEncrypt,
} from "node:crypto";
import { brotliCompressSync, constants as zlib, gzipSync } from "node:zlib";
import { compactVerify, decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";
import type { ContractKey } from "#stores/digime/digime-crypto.port.ts";
import type { TestKey } from "#test/support/digime-scripted.ts";
import { makeKey } from "#test/support/digime-scripted.ts";

const crypto = createDigimeCrypto();
const bytes = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + seed) % 256);
let pem: TestKey;
let other: TestKey;
let key: ContractKey;

const read = (text: string): ContractKey => {
  const found = crypto.readKey(text);
  if (found === null) throw new Error("the key was refused");
  return found;
};

beforeAll(() => {
  pem = makeKey();
  other = makeKey();
  key = read(pem.privatePem);
});

/** The modulus comes first; farther on a wrong letter may be in a number that others make up for. */
const otherLetter = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

const pkcs8 = (): string =>
  createPrivateKey(pem.privatePem).export({ type: "pkcs8", format: "pem" }).toString();

describe("a contract's key", () => {
  it.each([
    ["PKCS#1", () => pem.privatePem],
    ["PKCS#8", pkcs8],
    ["lines of Windows", () => pem.privatePem.replaceAll("\n", "\r\n")],
    ["blanks around it", () => `\n\n  ${pem.privatePem}\n `],
    ["3072 bits", () => makeKey(3_072).privatePem],
  ])("is read: %s", (_what, text) => {
    const found = read(text());
    expect(found.open(found.seal(bytes(100)))).toEqual(bytes(100));
  });

  it.each([
    ["nothing", () => ""],
    ["words", () => "not a key"],
    ["a public key", () => pem.publicPem],
    ["1024 bits", () => makeKey(1_024).privatePem],
    ["cut", () => pem.privatePem.slice(0, 900)],
    ["another letter in its modulus", () => otherLetter(pem.privatePem, 200)],
    ["two keys", () => `${pem.privatePem}\n${other.privatePem}`],
    ["words before it", () => `Bag Attributes\n${pem.privatePem}`],
    ["a certificate's label", () => pem.privatePem.replaceAll("RSA PRIVATE KEY", "CERTIFICATE")],
    [
      "an elliptic curve",
      () =>
        generateKeyPairSync("ec", {
          namedCurve: "P-256",
          privateKeyEncoding: { type: "pkcs8", format: "pem" },
          publicKeyEncoding: { type: "spki", format: "pem" },
        }).privateKey,
    ],
    [
      "for PSS only",
      () =>
        generateKeyPairSync("rsa-pss", {
          modulusLength: 2_048,
          privateKeyEncoding: { type: "pkcs8", format: "pem" },
          publicKeyEncoding: { type: "spki", format: "pem" },
        }).privateKey,
    ],
    [
      "a password",
      () =>
        createPrivateKey(pem.privatePem)
          .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" })
          .toString(),
    ],
  ])("is refused: %s", (_what, text) => {
    expect(crypto.readKey(text())).toBeNull();
  });
});

describe("tokens", () => {
  it("are signed PS512 with exactly the given claims and header", async () => {
    const token = await key.sign({ typ: "JWT" }, { a: 1, timestamp: 1_763_900_000_000 });
    expect(decodeProtectedHeader(token)).toEqual({ alg: "PS512", typ: "JWT" });
    expect(decodeJwt(token)).toEqual({ a: 1, timestamp: 1_763_900_000_000 });
    const { payload } = await compactVerify(token, createPublicKey(pem.publicPem), { algorithms: ["PS512"] });
    expect(payload.length).toBeGreaterThan(0);
  });

  it("cannot be told another algorithm", async () => {
    expect(decodeProtectedHeader(await key.sign({ typ: "JWT", alg: "none" }, {}))).toMatchObject({
      alg: "PS512",
    });
  });

  it("are verified by a PKCS#1 and by an SPKI key", async () => {
    const token = await key.sign({ typ: "JWT" }, { sub: "x" });
    expect(await crypto.verify(token, pem.publicPem)).toEqual({ sub: "x" });
    expect(await crypto.verify(token, other.publicPem)).toBeNull();
    expect(await crypto.verify(token, pem.privatePem)).toBeNull();
    expect(await crypto.verify(token, "words")).toBeNull();
  });

  it.each(["RS256", "RS512", "PS256"])("of %s are refused whatever their signature", async (alg) => {
    const token = await new SignJWT({ sub: "x" })
      .setProtectedHeader({ alg })
      .sign(createPrivateKey(pem.privatePem));
    expect(await crypto.verify(token, pem.publicPem)).toBeNull();
  });

  it("of HS256 under the public key's text, and of none, are refused", async () => {
    const hmac = await new SignJWT({ sub: "x" })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(pem.publicPem));
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"sub":"x"}').toString("base64url")}.`;
    expect(await crypto.verify(hmac, pem.publicPem)).toBeNull();
    expect(await crypto.verify(none, pem.publicPem)).toBeNull();
  });

  it.each([0, 1, 2])("with a changed part %i are refused", async (part) => {
    const parts = (await key.sign({ typ: "JWT" }, { sub: "user-77" })).split(".");
    const text = parts[part] ?? "";
    parts[part] = `${text.slice(0, 12)}${text[12] === "A" ? "B" : "A"}${text.slice(13)}`;
    expect(await crypto.verify(parts.join("."), pem.publicPem)).toBeNull();
  });

  it("tell nothing where there is no header", () => {
    expect(crypto.readHeader("words")).toBeNull();
    expect(crypto.readHeader("")).toBeNull();
  });
});

/** The layout of contract 6.4, made here from the contract. */
const seal = (plaintext: Uint8Array, { keyBytes = 32, hash = "sha1" } = {}): Uint8Array => {
  const aes = bytes(keyBytes, 9);
  const iv = bytes(16, 5);
  const cipher = createCipheriv(keyBytes === 32 ? "aes-256-cbc" : "aes-128-cbc", aes, iv);
  const wrapped = publicEncrypt(
    { key: pem.publicPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash },
    aes,
  );
  return new Uint8Array(Buffer.concat([wrapped, iv, cipher.update(plaintext), cipher.final()]));
};

describe("the layout of files", () => {
  it.each([0, 1, 15, 16, 17, 1_000, 100_000])("gives back %i bytes", (length) => {
    const body = key.seal(bytes(length));
    expect(body.length).toBe(272 + 16 * (Math.floor(length / 16) + 1));
    expect(key.open(body)).toEqual(bytes(length));
    expect(key.open(seal(bytes(length)))).toEqual(bytes(length));
  });

  it("never seals the same twice in the same way", () => {
    expect(key.seal(bytes(10))).not.toEqual(key.seal(bytes(10)));
  });

  it.each([
    ["nothing", () => new Uint8Array(0)],
    ["no data", () => seal(bytes(20)).subarray(0, 272)],
    ["one block short of everything", () => seal(bytes(20)).subarray(0, 287)],
    ["a length that is no multiple of 16", () => seal(bytes(20)).subarray(0, -1)],
    ["a byte too many", () => Buffer.concat([seal(bytes(20)), bytes(1)])],
    ["a whole block cut", () => seal(bytes(40)).subarray(0, -16)],
    ["wrapped with SHA-256", () => seal(bytes(20), { hash: "sha256" })],
    ["a key of 16 bytes", () => seal(bytes(20), { keyBytes: 16 })],
    ["another key", () => read(other.privatePem).seal(bytes(20))],
    ["an error's text", () => new TextEncoder().encode('{"error":{"code":"InvalidToken"}}'.padEnd(512))],
    ["zeros", () => new Uint8Array(1_024)],
  ])("does not open: %s", (_what, body) => {
    const opened = key.open(body());
    // A cut at a block may by chance end in what looks like padding; it is never the whole.
    expect(opened === null || opened.length < 20).toBe(true);
  });
});

describe("a postbox's layout", () => {
  it("refuses what is no public key of 2048 bits", () => {
    expect(crypto.sealForPostbox(pem.privatePem, bytes(1), bytes(1))).toBeNull();
    expect(crypto.sealForPostbox(makeKey(1_024).publicPem, bytes(1), bytes(1))).toBeNull();
    expect(crypto.sealForPostbox("", bytes(1), bytes(1))).toBeNull();
  });

  it("has one IV, one wrapped key, and two ciphertexts", () => {
    const sealed = crypto.sealForPostbox(pem.publicPem, bytes(100), bytes(50));
    expect(sealed?.iv.length).toBe(16);
    expect(sealed?.wrappedKey.length).toBe(256);
    expect([sealed?.file.length, sealed?.descriptor.length]).toEqual([112, 64]);
  });
});

describe("unpacking", () => {
  const packers = { brotli: brotliCompressSync, gzip: gzipSync } as const;

  it.each(["brotli", "gzip"] as const)("undoes %s up to the limit", async (kind) => {
    const packed = packers[kind](bytes(1_000));
    expect(await crypto.decompress(kind, packed, 1_000)).toEqual(bytes(1_000));
    expect(await crypto.decompress(kind, packed, 999)).toBeNull();
  });

  it.each(["brotli", "gzip"] as const)("stops at a bomb of %s", async (kind) => {
    const zeros = new Uint8Array(80 * 1024 * 1024);
    const quick = { params: { [zlib.BROTLI_PARAM_QUALITY]: 1 } };
    const bomb = kind === "brotli" ? brotliCompressSync(zeros, quick) : gzipSync(zeros);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await crypto.decompress(kind, bomb, 64 * 1024 * 1024)).toBeNull();
  });

  it.each(["brotli", "gzip"] as const)("does not take for %s what is none, or is cut", async (kind) => {
    expect(await crypto.decompress(kind, bytes(300), 1_000)).toBeNull();
    expect(await crypto.decompress(kind, packers[kind](bytes(300)).subarray(0, 40), 1_000)).toBeNull();
  });
});
