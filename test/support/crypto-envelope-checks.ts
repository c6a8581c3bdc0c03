/**
 * The envelope: what was sealed for one place opens there and nowhere else, however it was moved,
 * turned, cut or joined. Properties run with a fixed seed, so that every run of them is the same.
 */
import fc from "fast-check";
import { concat, toHex } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { Binding } from "#vault/envelope.ts";
import { envelopeVersion, kinds, openObject, sealObject } from "#vault/envelope.ts";
import { holds, upTo, withBitFlipped } from "./crypto-check.ts";
import type { CryptoCheck } from "./crypto-check.ts";

const seed = 20_260_901;
const runs = 150;

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });
const key = bytes(32);
/** Also bodies that deflate well, so that both forms of payload are met. */
const body = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }),
  fc
    .tuple(fc.nat(255), fc.integer({ min: 64, max: 5_000 }))
    .map(([byte, length]) => new Uint8Array(length).fill(byte)),
);
const kind = fc.constantFrom(...Object.values(kinds));
const binding: fc.Arbitrary<Binding> = fc.record({
  vaultId: bytes(16),
  objectId: bytes(16).map(toHex),
  revision: fc.maxSafeNat(),
  kind,
});

const isTampered = (crypto: Crypto, secret: Uint8Array, place: Binding, blob: Uint8Array): boolean => {
  const opened = openObject(crypto, secret, place, blob);
  return !opened.ok && opened.error.code === "cipher.tampered";
};

const isSamePlace = (one: Binding, other: Binding): boolean =>
  one.objectId === other.objectId &&
  one.revision === other.revision &&
  one.kind === other.kind &&
  toHex(one.vaultId) === toHex(other.vaultId);

const sealedSample = fc.record({ key, binding, body });

type Named = readonly [name: string, property: fc.IRawProperty<unknown>];

/** A property of a sealed sample and one more arbitrary value. */
const about = <T>(
  name: string,
  more: fc.Arbitrary<T>,
  crypto: Crypto,
  test: (
    sample: { readonly key: Uint8Array; readonly binding: Binding; readonly body: Uint8Array },
    sealed: Uint8Array,
    more: T,
  ) => boolean,
): Named => [
  name,
  fc.property(sealedSample, more, (sample, value) =>
    test(sample, sealObject(crypto, sample.key, sample.binding, sample.body), value),
  ),
];

const moved = (crypto: Crypto): readonly Named[] => {
  const elsewhere = <K extends keyof Binding>(field: K, other: fc.Arbitrary<Binding[K]>): Named =>
    about(`does not open at another ${field}`, other, crypto, (sample, sealed, value) => {
      const place = { ...sample.binding, [field]: value };
      return isSamePlace(place, sample.binding) || isTampered(crypto, sample.key, place, sealed);
    });
  return [
    elsewhere("vaultId", bytes(16)),
    elsewhere("objectId", bytes(16).map(toHex)),
    elsewhere("revision", fc.maxSafeNat()),
    elsewhere("kind", kind),
    about(
      "does not open one revision earlier or later",
      fc.constantFrom(-1, 1),
      crypto,
      (sample, sealed, step) => {
        const revision = sample.binding.revision + step;
        const isNumber = revision >= 0 && Number.isSafeInteger(revision);
        return !isNumber || isTampered(crypto, sample.key, { ...sample.binding, revision }, sealed);
      },
    ),
    about(
      "does not open with another key",
      key,
      crypto,
      (sample, sealed, other) =>
        toHex(other) === toHex(sample.key) || isTampered(crypto, other, sample.binding, sealed),
    ),
    about("its kind byte rewritten does not open as that kind", kind, crypto, (sample, sealed, other) => {
      if (other === sample.binding.kind) return true;
      const rewritten = sealed.slice();
      rewritten[1] = other;
      const asOther = { ...sample.binding, kind: other };
      return (
        isTampered(crypto, sample.key, sample.binding, rewritten) &&
        isTampered(crypto, sample.key, asOther, rewritten)
      );
    }),
  ];
};

const mangled = (crypto: Crypto): readonly Named[] => [
  about(
    "cut anywhere does not open",
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    crypto,
    (sample, sealed, at) => {
      const cut = sealed.subarray(0, Math.floor(at * sealed.length));
      return isTampered(crypto, sample.key, sample.binding, cut);
    },
  ),
  about(
    "cut at the front does not open",
    fc.integer({ min: 1, max: 60 }),
    crypto,
    (sample, sealed, count) => !openObject(crypto, sample.key, sample.binding, sealed.subarray(count)).ok,
  ),
  about(
    "with bytes behind it does not open",
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    crypto,
    (sample, sealed, tail) => isTampered(crypto, sample.key, sample.binding, concat(sealed, tail)),
  ),
  about(
    "with bytes turned does not open",
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.integer({ min: 1, max: 255 })),
    crypto,
    (sample, sealed, [at, mask]) => {
      const place = Math.floor(at * sealed.length);
      const turned = sealed.map((byte, index) => (index === place ? byte ^ mask : byte));
      return !openObject(crypto, sample.key, sample.binding, turned).ok;
    },
  ),
  about("joined with another of its kind does not open", body, crypto, (sample, sealed, other) => {
    const second = sealObject(crypto, sample.key, sample.binding, other);
    return (
      isTampered(crypto, sample.key, sample.binding, concat(sealed, second)) &&
      isTampered(crypto, sample.key, sample.binding, concat(second, sealed))
    );
  }),
  about("halves of two revisions do not open", body, crypto, (sample, sealed, other) => {
    const second = sealObject(crypto, sample.key, sample.binding, other);
    const half = Math.floor(Math.min(sealed.length, second.length) / 2);
    return isTampered(
      crypto,
      sample.key,
      sample.binding,
      concat(sealed.subarray(0, half), second.subarray(half)),
    );
  }),
  about("the nonce of one does not open the rest of another", body, crypto, (sample, sealed, other) => {
    const second = sealObject(crypto, sample.key, sample.binding, other);
    return isTampered(
      crypto,
      sample.key,
      sample.binding,
      concat(sealed.subarray(0, 14), second.subarray(14)),
    );
  }),
  about(
    "random bytes do not open",
    fc.uint8Array({ maxLength: 200 }),
    crypto,
    (sample, _sealed, noise) => !openObject(crypto, sample.key, sample.binding, noise).ok,
  ),
];

const sound = (crypto: Crypto): readonly Named[] => [
  about("gives back what was put in", fc.constant(null), crypto, (sample, sealed) => {
    const opened = openObject(crypto, sample.key, sample.binding, sealed);
    return opened.ok && toHex(opened.value) === toHex(sample.body);
  }),
  about(
    "is another one each time",
    fc.constant(null),
    crypto,
    (sample, sealed) => toHex(sealObject(crypto, sample.key, sample.binding, sample.body)) !== toHex(sealed),
  ),
  about(
    "of a later version is told apart and kept",
    fc.integer({ min: envelopeVersion + 1, max: 255 }),
    crypto,
    (sample, sealed, version) => {
      const newer = sealed.slice();
      newer[0] = version;
      const before = toHex(newer);
      const opened = openObject(crypto, sample.key, sample.binding, newer);
      return !opened.ok && opened.error.code === "cipher.newer-version" && toHex(newer) === before;
    },
  ),
];

const check = (name: string, ok: boolean): CryptoCheck => ({ primitive: "envelope", name, ok });

/** Each bit of one whole envelope turned. */
const eachBit = (crypto: Crypto): readonly CryptoCheck[] => {
  const secret = new Uint8Array(32).fill(7);
  const place: Binding = {
    vaultId: new Uint8Array(16).fill(1),
    objectId: "0123456789abcdef0123456789abcdef",
    revision: 3,
    kind: kinds.entry,
  };
  const sealed = sealObject(crypto, secret, place, new Uint8Array(40).fill(5));
  return upTo(sealed.length * 8).map((bit) =>
    check(
      `bit ${bit} turned`,
      holds(() => !openObject(crypto, secret, place, withBitFlipped(sealed, bit)).ok),
    ),
  );
};

/** Everything about the envelope. */
export const envelopeChecks = (crypto: Crypto): readonly CryptoCheck[] => [
  ...[...sound(crypto), ...moved(crypto), ...mangled(crypto)].map(([name, property]) =>
    check(
      name,
      holds(() => !fc.check(property as fc.IProperty<unknown>, { seed, numRuns: runs }).failed),
    ),
  ),
  ...eachBit(crypto),
];
