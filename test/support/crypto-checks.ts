/**
 * Everything that the vault's cryptography must give and refuse, as one run over the port. The very
 * same run happens in Node (OpenSSL) and inside Electron (BoringSSL).
 */
import { concat, fromHex, toHex, uint64 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import { kinds, openObject } from "#vault/envelope.ts";
import { holds, rising, upTo } from "./crypto-check.ts";
import type { CryptoCheck, Primitive } from "./crypto-check.ts";
import { envelopeChecks } from "./crypto-envelope-checks.ts";
import { gcmChecks } from "./crypto-gcm-checks.ts";
import { argon2idChecks, x25519Checks } from "./crypto-key-checks.ts";
import { hkdfVectors, hmacVectors, sha256Vectors } from "./crypto-vectors.ts";

const check = (primitive: Primitive, name: string, ok: () => boolean): CryptoCheck => ({
  primitive,
  name,
  ok: holds(ok),
});

const hkdfChecks = (crypto: Crypto): readonly CryptoCheck[] => {
  const longest = 255 * 32;
  const derive = (length: number, info = ""): string =>
    toHex(crypto.hkdf(rising(32, 1), rising(16, 60), fromHex(info), length));
  const whole = derive(longest);
  return [
    ...hkdfVectors.map(({ name, key, salt, info, output }) =>
      check("hkdf-sha-256", name, () => {
        const made = crypto.hkdf(fromHex(key), fromHex(salt), fromHex(info), output.length / 2);
        return toHex(made) === output;
      }),
    ),
    ...[0, 1, 31, 32, 33, 64, 65, longest].map((length) =>
      check(
        "hkdf-sha-256",
        `${length} bytes are the beginning of the longest output`,
        () => whole.startsWith(derive(length)) && derive(length).length === length * 2,
      ),
    ),
    check("hkdf-sha-256", "no salt is a salt of zeros", () => {
      const [key, info] = [rising(32, 1), rising(4, 9)];
      const none = crypto.hkdf(key, new Uint8Array(0), info, 40);
      return toHex(none) === toHex(crypto.hkdf(key, new Uint8Array(32), info, 40));
    }),
    check("hkdf-sha-256", "a bit of info makes another key", () => derive(32, "00") !== derive(32, "01")),
    check(
      "hkdf-sha-256",
      "info and its beginning are not confused",
      () => derive(32, "0000") !== derive(32, "00"),
    ),
  ];
};

const hmacChecks = (crypto: Crypto): readonly CryptoCheck[] => [
  ...hmacVectors.map(({ name, key, data, output }) =>
    check("hmac-sha-256", name, () => toHex(crypto.hmac(fromHex(key), fromHex(data))).startsWith(output)),
  ),
  ...[0, 55, 56, 63, 64, 65, 128].map((length) =>
    check("hmac-sha-256", `a key of ${length} bytes, as written out in RFC 2104`, () => {
      const [key, data] = [rising(length, 4), rising(100, 7)];
      const block = new Uint8Array(64);
      block.set(length > 64 ? crypto.sha256(key) : key);
      const inner = crypto.sha256(
        concat(
          block.map((byte) => byte ^ 0x36),
          data,
        ),
      );
      const outer = crypto.sha256(
        concat(
          block.map((byte) => byte ^ 0x5c),
          inner,
        ),
      );
      return toHex(crypto.hmac(key, data)) === toHex(outer);
    }),
  ),
];

const sha256Checks = (crypto: Crypto): readonly CryptoCheck[] =>
  sha256Vectors.map(({ name, data, times, output }) =>
    check("sha-256", name, () => toHex(crypto.sha256(fromHex(data.repeat(times)))) === output),
  );

/** A well-sealed object whose payload is `payload`, which only a thief of the key could have made. */
const sealedPayload = (crypto: Crypto, payload: Uint8Array): boolean => {
  const key = new Uint8Array(32).fill(7);
  const place = {
    vaultId: new Uint8Array(16).fill(1),
    objectId: "ab".repeat(16),
    revision: 3,
    kind: kinds.entry,
  };
  const objectId = fromHex(place.objectId);
  const revision = uint64(place.revision);
  const info = concat(new TextEncoder().encode("tapvault/1/object"), objectId, revision);
  const ownKey = crypto.hkdf(key, new Uint8Array(0), info, 32);
  const aad = concat(Uint8Array.of(1), place.vaultId, objectId, revision, Uint8Array.of(place.kind));
  const nonce = rising(12, 0);
  const blob = concat(Uint8Array.of(1, place.kind), nonce, crypto.aeadSeal(ownKey, nonce, aad, payload));
  return openObject(crypto, key, place, blob).ok;
};

const varint = (value: number): Uint8Array => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
};

const deflateChecks = (crypto: Crypto): readonly CryptoCheck[] => {
  const mebibyte = 1024 * 1024;
  const bomb = crypto.deflate(new Uint8Array(65 * mebibyte));
  const good = crypto.deflate(rising(5_000, 0));
  const packed = (data: Uint8Array): Uint8Array => concat(Uint8Array.of(1), varint(data.length), data);
  return [
    check(
      "deflate",
      "gives back what was put in",
      () => toHex(crypto.inflate(good, 5_000) ?? good) === toHex(rising(5_000, 0)),
    ),
    check("deflate", "one byte over the limit gives nothing", () => crypto.inflate(good, 4_999) === null),
    check(
      "deflate",
      "a bomb gives nothing",
      () => bomb.length < mebibyte && crypto.inflate(bomb, 64 * mebibyte) === null,
    ),
    check("deflate", "a bomb in an envelope does not open", () => !sealedPayload(crypto, packed(bomb))),
    check("deflate", "a usual payload in an envelope opens", () => sealedPayload(crypto, packed(good))),
    check(
      "deflate",
      "a payload of another flag does not open",
      () => !sealedPayload(crypto, concat(Uint8Array.of(2), varint(1), Uint8Array.of(0))),
    ),
    check(
      "deflate",
      "a payload longer than it is does not open",
      () => !sealedPayload(crypto, concat(Uint8Array.of(0), varint(2 ** 31), Uint8Array.of(0))),
    ),
    check("deflate", "an empty payload does not open", () => !sealedPayload(crypto, new Uint8Array(0))),
    ...[0, 1, 10, good.length - 1].map((length) =>
      check(
        "deflate",
        `cut to ${length} bytes gives nothing`,
        () => crypto.inflate(good.subarray(0, length), 5_000) === null,
      ),
    ),
    ...upTo(8).map((first) =>
      check(
        "deflate",
        `noise ${first} gives nothing`,
        () =>
          crypto.inflate(
            rising(64, first * 31 + 7).map((byte) => byte | 6),
            5_000,
          ) === null,
      ),
    ),
  ];
};

/** Runs everything. */
export const runCryptoChecks = async (crypto: Crypto): Promise<readonly CryptoCheck[]> => [
  ...gcmChecks(crypto),
  ...hkdfChecks(crypto),
  ...hmacChecks(crypto),
  ...sha256Checks(crypto),
  ...x25519Checks(crypto),
  ...(await argon2idChecks(crypto)),
  ...deflateChecks(crypto),
  ...envelopeChecks(crypto),
];
