/** The one personal data account (PDA) of the stand-in: its tables, its owner, its signing key. No routes here. */
import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes, randomUUID } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { SandboxContext } from "#sandbox/context.ts";
import { readMeta, writeMeta } from "#sandbox/database.ts";

const schema = `
CREATE TABLE IF NOT EXISTS dataswyft_record (
  record_id TEXT PRIMARY KEY, endpoint TEXT NOT NULL, application TEXT NOT NULL, data TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE, written_at INTEGER NOT NULL, sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS dataswyft_record_endpoint ON dataswyft_record (endpoint, written_at, sequence);
CREATE TABLE IF NOT EXISTS dataswyft_file (file_id TEXT PRIMARY KEY, metadata TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS dataswyft_object (
  file_id TEXT PRIMARY KEY, content_type TEXT NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS dataswyft_token (
  jti TEXT PRIMARY KEY, application TEXT, issued_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS dataswyft_application (id TEXT PRIMARY KEY, is_enabled INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS dataswyft_query (
  kind TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, PRIMARY KEY (kind, name)
) STRICT;`;

/** In one transaction, so that the disk is waited for once. */
const clearing = `BEGIN;
${["record", "file", "object", "token", "application", "query"].map((table) => `DELETE FROM dataswyft_${table};`).join("\n")}
COMMIT;`;

/** The key that signs tokens, and its public half as PEM text. */
export interface PdaKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicPem: string;
}

/** The account as its routes see it. */
export interface Pda {
  readonly context: SandboxContext;
  /** The address without a scheme, which is what tokens name as their issuer. */
  readonly domain: () => string;
  readonly origin: () => string;
  readonly owner: { readonly username: string; readonly password: string; readonly userId: string };
  /** RS256, made when first asked for and kept: making it takes a noticeable part of a second. */
  readonly key: () => Promise<PdaKey>;
  /** Signs the addresses of the file storage; hex. */
  readonly storageSecret: string;
  /** Tokens renewed since the start. */
  readonly renewals: { count: number };
  /** Everything but the owner's credentials and the keys goes. */
  clear(): void;
}

const makePem = async (): Promise<string> => {
  const made = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return made.privateKey;
};

const openKey = async (context: SandboxContext): Promise<PdaKey> => {
  const name = "dataswyft-signing-key";
  const kept = readMeta(context.database, name);
  const pem = kept ?? (await makePem());
  if (kept === null) writeMeta(context.database, name, pem);
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();
  return { privateKey, publicKey, publicPem };
};

/** A value that is made once and stays. */
const durable = ({ database }: SandboxContext, name: string, make: () => string): string => {
  const kept = readMeta(database, name);
  if (kept !== null) return kept;
  const made = make();
  writeMeta(database, name, made);
  return made;
};

const openIdentity = (context: SandboxContext): Pick<Pda, "owner" | "storageSecret"> => {
  // Not the sandbox's own randomness: tests of vectors script it for the chips.
  const randomHex = (length: number): string => randomBytes(length).toString("hex");
  context.database.exec(schema);
  return {
    owner: {
      username: durable(context, "dataswyft-username", () => `ada-${randomHex(3)}`),
      // The plus sign reaches the server only when the client encodes the header (contract 2.3).
      password: durable(context, "dataswyft-password", () => `sandbox+${randomHex(8)}`),
      userId: durable(context, "dataswyft-user-id", randomUUID),
    },
    storageSecret: durable(context, "dataswyft-storage-secret", () => randomHex(32)),
  };
};

/** Opens the account in the sandbox's file; made when new. */
export const openPda = (context: SandboxContext, origin: () => string): Pda => {
  const { database } = context;
  const identity = database.transaction(() => openIdentity(context))();
  let key: Promise<PdaKey> | null = null;
  return {
    context,
    origin,
    domain: () => new URL(origin()).host,
    ...identity,
    key: () => (key ??= openKey(context)),
    renewals: { count: 0 },
    clear() {
      database.exec(clearing);
      this.renewals.count = 0;
    },
  };
};
