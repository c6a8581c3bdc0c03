/**
 * The keys that sign tokens: RS256, made when first needed (making one takes long) and kept. A key can be
 * replaced, and its successor held back from /certs, to try a key that clients do not know.
 */
import { createPrivateKey, createPublicKey, generateKeyPair } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { calculateJwkThumbprint } from "jose";
import type { JWK } from "jose";
import type { SandboxDatabase } from "#sandbox/database.ts";

interface KeyRow {
  readonly kid: string;
  readonly pem: string;
}

/** A key that signs. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

const makeKey = promisify(generateKeyPair);

const publicJwk = (pem: string): JWK => createPublicKey(pem).export({ format: "jwk" });

const lastRow = (database: SandboxDatabase): KeyRow | undefined =>
  database.prepare("SELECT kid, pem FROM hyperid_key ORDER BY rowid DESC LIMIT 1").get() as
    KeyRow | undefined;

const makeRow = async (): Promise<KeyRow> => {
  const { privateKey } = await makeKey("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { pem, kid: await calculateJwkThumbprint(publicJwk(pem)) };
};

const keep = (database: SandboxDatabase, { kid, pem }: KeyRow, isPublished: boolean): void =>
  void database.prepare("INSERT INTO hyperid_key VALUES (?, ?, ?)").run(kid, pem, isPublished ? 1 : 0);

/** Makes the key that signs from now on. */
export const rotateKey = async (database: SandboxDatabase, isPublished: boolean): Promise<string> => {
  const row = await makeRow();
  keep(database, row, isPublished);
  return row.kid;
};

/** The key in use; the first asker waits for it to be made. */
export const signingKey = async (database: SandboxDatabase): Promise<SigningKey> => {
  if (lastRow(database) === undefined) {
    const made = await makeRow();
    // Another request may have been quicker; the first key stays.
    if (lastRow(database) === undefined) keep(database, made, true);
  }
  const { kid, pem } = lastRow(database) as KeyRow;
  return { kid, privateKey: createPrivateKey(pem) };
};

/** The public half of a key of ours, for checking; null for an unknown one. */
export const publicKeyOf = (database: SandboxDatabase, kid: string): KeyObject | null => {
  const row = database.prepare("SELECT pem FROM hyperid_key WHERE kid = ?").get(kid) as
    { pem: string } | undefined;
  return row === undefined ? null : createPublicKey(row.pem);
};

/** What /certs shows. */
export const publishedKeys = async (database: SandboxDatabase): Promise<readonly JWK[]> => {
  await signingKey(database);
  const rows = database
    .prepare("SELECT kid, pem FROM hyperid_key WHERE is_published = 1 ORDER BY rowid DESC")
    .all() as KeyRow[];
  return rows.map(({ kid, pem }) => ({ ...publicJwk(pem), kid, alg: "RS256", use: "sig" }));
};
