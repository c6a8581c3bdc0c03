/** X25519 and Argon2id: the published values, and what must not lead to a key. */
import { concat, fromHex, toHex } from "#vault/bytes.ts";
import type { Argon2Parameters, Crypto } from "#vault/crypto.port.ts";
import { givesNothing, holds, rising } from "./crypto-check.ts";
import type { CryptoCheck } from "./crypto-check.ts";
import { argon2idVectors, x25519Vectors } from "./crypto-vectors.ts";

const x25519 = (name: string, work: () => boolean): CryptoCheck => ({
  primitive: "x25519",
  name,
  ok: holds(work),
});

const agreed = (crypto: Crypto): readonly CryptoCheck[] => {
  const { onePrivate, onePublic, otherPrivate, otherPublic, shared } = x25519Vectors.agreement;
  const secret = (mine: string, theirs: string): string =>
    toHex(crypto.x25519Shared(fromHex(mine), fromHex(theirs)) ?? new Uint8Array(0));
  return [
    x25519(
      "RFC 7748 6.1, the first public key",
      () => toHex(crypto.x25519Public(fromHex(onePrivate))) === onePublic,
    ),
    x25519(
      "RFC 7748 6.1, the other public key",
      () => toHex(crypto.x25519Public(fromHex(otherPrivate))) === otherPublic,
    ),
    x25519("RFC 7748 6.1, the first side's secret", () => secret(onePrivate, otherPublic) === shared),
    x25519("RFC 7748 6.1, the other side's secret", () => secret(otherPrivate, onePublic) === shared),
  ];
};

const repeated = (crypto: Crypto, times: number): string => {
  let [scalar, point] = [fromHex(x25519Vectors.repeated.base), fromHex(x25519Vectors.repeated.base)];
  for (let time = 0; time < times; time++)
    [scalar, point] = [crypto.x25519Shared(scalar, point) ?? new Uint8Array(32), scalar];
  return toHex(scalar);
};

/** X25519. */
export const x25519Checks = (crypto: Crypto): readonly CryptoCheck[] => {
  const secret = rising(32, 5);
  return [
    ...x25519Vectors.products.map(({ name, scalar, point, output }) =>
      x25519(name, () => toHex(crypto.x25519Shared(fromHex(scalar), fromHex(point)) ?? secret) === output),
    ),
    x25519("RFC 7748 5.2, once", () => repeated(crypto, 1) === x25519Vectors.repeated.once),
    x25519(
      "RFC 7748 5.2, a thousand times",
      () => repeated(crypto, 1_000) === x25519Vectors.repeated.thousand,
    ),
    ...agreed(crypto),
    ...x25519Vectors.smallOrder.map((point) =>
      x25519(`no secret with ${point}`, () => crypto.x25519Shared(secret, fromHex(point)) === null),
    ),
    ...[0, 1, 31, 33, 64].map((length) =>
      x25519(`no secret with a public key of ${length} bytes`, () =>
        givesNothing(() => crypto.x25519Shared(secret, rising(length, 9))),
      ),
    ),
    ...[0, 1, 31, 33, 64].map((length) =>
      x25519(`no secret with a private key of ${length} bytes`, () =>
        givesNothing(() =>
          crypto.x25519Shared(rising(length, 5), fromHex(x25519Vectors.agreement.onePublic)),
        ),
      ),
    ),
  ];
};

const argon2id = async (name: string, work: () => Promise<boolean>): Promise<CryptoCheck> => ({
  primitive: "argon2id",
  name,
  ok: await work().catch(() => false),
});

const small: Argon2Parameters = { memoryKiB: 64, passes: 1, lanes: 1 };

/** Argon2id. */
export const argon2idChecks = async (crypto: Crypto): Promise<readonly CryptoCheck[]> => {
  const [password, salt] = [rising(20, 1), rising(16, 50)];
  const hash = async (
    changed: Uint8Array,
    other: Uint8Array,
    parameters: Argon2Parameters,
  ): Promise<string> => toHex(await crypto.argon2id(changed, other, parameters, 32));
  const usual = await hash(password, salt, small);
  const differs = async (name: string, other: Promise<string>): Promise<CryptoCheck> =>
    argon2id(`another ${name} gives another key`, async () => (await other) !== usual);
  const vectors = argon2idVectors.map(({ name, output, ...vector }) =>
    argon2id(name, async () => {
      const { memoryKiB, passes, lanes } = vector;
      const parameters = { memoryKiB, passes, lanes };
      const made = await crypto.argon2id(
        fromHex(vector.password),
        fromHex(vector.salt),
        parameters,
        output.length / 2,
      );
      return toHex(made) === output;
    }),
  );
  return Promise.all([
    ...vectors,
    argon2id("the same gives the same", async () => (await hash(password, salt, small)) === usual),
    differs("password", hash(concat(password, Uint8Array.of(0)), salt, small)),
    differs("salt", hash(password, rising(16, 51), small)),
    differs("number of passes", hash(password, salt, { ...small, passes: 2 })),
    differs("memory", hash(password, salt, { ...small, memoryKiB: 72 })),
    differs("number of lanes", hash(password, salt, { ...small, lanes: 2 })),
  ]);
};
