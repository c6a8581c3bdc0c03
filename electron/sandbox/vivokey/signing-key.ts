/** The key that signs Verify tokens: ES256, made at first start, kept in the sandbox's file. */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import type { JWK } from "jose";
import type { SandboxDatabase } from "#sandbox/database.ts";
import { readMeta, writeMeta } from "#sandbox/database.ts";

/** The private key with what is published of it; entries carry a non-standard `pem` (contract 3.5). */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly published: JWK & { readonly pem: string };
}

const name = "verify-signing-key";

const makePem = (): string =>
  generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey;

/** Reads the key, or makes it. */
export const openSigningKey = async (database: SandboxDatabase): Promise<SigningKey> => {
  const pem = readMeta(database, name) ?? makePem();
  writeMeta(database, name, pem);
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: "jwk" }) as JWK;
  const kid = await calculateJwkThumbprint(jwk);
  const published = {
    ...jwk,
    kid,
    alg: "ES256",
    use: "sig",
    pem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
  return { kid, privateKey, published };
};
