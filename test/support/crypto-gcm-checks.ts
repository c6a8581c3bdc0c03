/**
 * AES-256-GCM: the published values both ways, and everything that must not open: each bit of key,
 * nonce, associated data, ciphertext and tag turned, cut and joined parts, and boundaries moved.
 */
import { concat, fromHex, toHex } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import { givesNothing, holds, rising, upTo, withBitFlipped } from "./crypto-check.ts";
import type { CryptoCheck } from "./crypto-check.ts";
import { gcmVectors } from "./crypto-vectors.ts";

interface Sample {
  readonly name: string;
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
}

const tagBytes = 16;
const nothing = new Uint8Array(0);

const samples: readonly Sample[] = [
  { name: "text and data", plaintext: rising(37, 3), aad: rising(41, 90) },
  { name: "empty text", plaintext: nothing, aad: rising(41, 90) },
  { name: "empty data", plaintext: rising(37, 3), aad: nothing },
  { name: "both empty", plaintext: nothing, aad: nothing },
].map((sample) => ({ ...sample, key: rising(32, 1), nonce: rising(12, 200) }));

const check = (name: string, ok: boolean): CryptoCheck => ({ primitive: "aes-256-gcm", name, ok });

const published = (crypto: Crypto): readonly CryptoCheck[] =>
  gcmVectors.flatMap((vector) => {
    const [key, nonce, aad, plaintext] = [vector.key, vector.nonce, vector.aad, vector.plaintext].map(
      fromHex,
    ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const sealed = vector.ciphertext + vector.tag;
    const opened = (): Uint8Array | null => crypto.aeadOpen(key, nonce, aad, fromHex(sealed));
    return [
      check(
        `${vector.name}: seals`,
        holds(() => toHex(crypto.aeadSeal(key, nonce, aad, plaintext)) === sealed),
      ),
      check(
        `${vector.name}: opens`,
        holds(() => toHex(opened() ?? Uint8Array.of(0xbad & 0xff)) === vector.plaintext),
      ),
    ];
  });

const flips = (crypto: Crypto, sample: Sample): readonly CryptoCheck[] => {
  const { name, key, nonce, aad, plaintext } = sample;
  const sealed = crypto.aeadSeal(key, nonce, aad, plaintext);
  const parts = {
    key: [key.length, (bit: number) => crypto.aeadOpen(withBitFlipped(key, bit), nonce, aad, sealed)],
    nonce: [nonce.length, (bit: number) => crypto.aeadOpen(key, withBitFlipped(nonce, bit), aad, sealed)],
    data: [aad.length, (bit: number) => crypto.aeadOpen(key, nonce, withBitFlipped(aad, bit), sealed)],
    "ciphertext or tag": [
      sealed.length,
      (bit: number) => crypto.aeadOpen(key, nonce, aad, withBitFlipped(sealed, bit)),
    ],
  } as const;
  return Object.entries(parts).flatMap(([part, [length, open]]) =>
    upTo(length * 8).map((bit) =>
      check(
        `${name}: bit ${bit} of ${part} turned`,
        givesNothing(() => open(bit)),
      ),
    ),
  );
};

const cuts = (crypto: Crypto, sample: Sample): readonly CryptoCheck[] => {
  const { name, key, nonce, aad, plaintext } = sample;
  const sealed = crypto.aeadSeal(key, nonce, aad, plaintext);
  const shorter = upTo(sealed.length).map((length) =>
    check(
      `${name}: cut to ${length} bytes`,
      givesNothing(() => crypto.aeadOpen(key, nonce, aad, sealed.subarray(0, length))),
    ),
  );
  const joined = [1, tagBytes].map((length) =>
    check(
      `${name}: ${length} bytes longer`,
      givesNothing(() => crypto.aeadOpen(key, nonce, aad, concat(sealed, new Uint8Array(length)))),
    ),
  );
  return [...shorter, ...joined];
};

const tagOnly = (sealed: Uint8Array, tag: Uint8Array): Uint8Array =>
  concat(sealed.subarray(0, sealed.length - tagBytes), tag);

/** What a forger tries first. */
const forgeries = (crypto: Crypto): readonly CryptoCheck[] => {
  const [key, nonce, aad, plaintext] = [rising(32, 1), rising(12, 200), rising(20, 90), rising(64, 3)];
  const sealed = crypto.aeadSeal(key, nonce, aad, plaintext);
  const body = sealed.subarray(0, plaintext.length);
  const tag = sealed.subarray(plaintext.length);
  const other = crypto.aeadSeal(key, rising(12, 100), aad, plaintext);
  const opens: Readonly<Record<string, () => Uint8Array | null>> = {
    "a tag of zeros": () => crypto.aeadOpen(key, nonce, aad, tagOnly(sealed, new Uint8Array(tagBytes))),
    "a tag of ones": () =>
      crypto.aeadOpen(key, nonce, aad, tagOnly(sealed, new Uint8Array(tagBytes).fill(255))),
    "the complement of the tag": () =>
      crypto.aeadOpen(
        key,
        nonce,
        aad,
        tagOnly(
          sealed,
          tag.map((byte) => byte ^ 255),
        ),
      ),
    "the tag backwards": () => crypto.aeadOpen(key, nonce, aad, tagOnly(sealed, tag.toReversed())),
    "the tag in front": () => crypto.aeadOpen(key, nonce, aad, concat(tag, body)),
    "the tag of another nonce": () =>
      crypto.aeadOpen(key, nonce, aad, tagOnly(sealed, other.subarray(plaintext.length))),
    "two blocks in each other's place": () =>
      crypto.aeadOpen(
        key,
        nonce,
        aad,
        concat(body.subarray(16, 32), body.subarray(0, 16), sealed.subarray(32)),
      ),
    "a byte of data moved into the text": () =>
      crypto.aeadOpen(key, nonce, aad.subarray(0, 19), concat(aad.subarray(19), sealed)),
    "a byte of text moved into the data": () =>
      crypto.aeadOpen(key, nonce, concat(aad, sealed.subarray(0, 1)), sealed.subarray(1)),
    "data left out": () => crypto.aeadOpen(key, nonce, nothing, sealed),
    "zeros behind the data": () => crypto.aeadOpen(key, nonce, concat(aad, new Uint8Array(12)), sealed),
    "nothing at all": () => crypto.aeadOpen(key, nonce, aad, nothing),
  };
  return Object.entries(opens).map(([name, open]) => check(name, givesNothing(open)));
};

const wrongSizes = (crypto: Crypto): readonly CryptoCheck[] => {
  const [key, nonce, aad, plaintext] = [rising(32, 1), rising(12, 200), rising(20, 90), rising(64, 3)];
  const sealed = crypto.aeadSeal(key, nonce, aad, plaintext);
  const nonces = [0, 1, 8, 11, 13, 16].map((length) =>
    check(
      `a nonce of ${length} bytes`,
      givesNothing(() => crypto.aeadOpen(key, rising(length, 200), aad, sealed)),
    ),
  );
  const keys = [0, 16, 24, 31, 33, 64].map((length) =>
    check(
      `a key of ${length} bytes`,
      givesNothing(() => crypto.aeadOpen(rising(length, 1), nonce, aad, sealed)),
    ),
  );
  return [...nonces, ...keys];
};

/** Lengths around the block, and data far longer than usual, come back as they were. */
const lengths = (crypto: Crypto): readonly CryptoCheck[] => {
  const [key, nonce] = [rising(32, 1), rising(12, 200)];
  const comesBack = (plaintext: Uint8Array, aad: Uint8Array): boolean => {
    const opened = crypto.aeadOpen(key, nonce, aad, crypto.aeadSeal(key, nonce, aad, plaintext));
    return opened !== null && toHex(opened) === toHex(plaintext);
  };
  const texts = [0, 1, 15, 16, 17, 31, 32, 33, 255, 256, 4_095, 65_537].map((length) =>
    check(
      `a text of ${length} bytes`,
      holds(() => comesBack(rising(length, 9), rising(20, 90))),
    ),
  );
  const data = [0, 1, 15, 16, 17, 65_535, 65_536, 1_000_000].map((length) =>
    check(
      `data of ${length} bytes`,
      holds(() => comesBack(rising(40, 9), rising(length, 90))),
    ),
  );
  return [...texts, ...data];
};

/** Everything about AES-256-GCM. */
export const gcmChecks = (crypto: Crypto): readonly CryptoCheck[] => [
  ...published(crypto),
  ...samples.flatMap((sample) => [...flips(crypto, sample), ...cuts(crypto, sample)]),
  ...forgeries(crypto),
  ...wrongSizes(crypto),
  ...lengths(crypto),
];
