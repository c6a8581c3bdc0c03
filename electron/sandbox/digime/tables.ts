/** Tables of digi.me's stand-in in the sandbox's file. What a reset keeps is said here, once. */
import type { SandboxDatabase } from "#sandbox/database.ts";

const schema = `
CREATE TABLE IF NOT EXISTS digime_contract (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, public_pem TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS digime_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS digime_nonce (
  client TEXT NOT NULL, nonce TEXT NOT NULL, PRIMARY KEY (client, nonce)
) STRICT;
CREATE TABLE IF NOT EXISTS digime_user (id TEXT PRIMARY KEY, person TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS digime_account (
  id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (user_id, id)
) STRICT;
CREATE TABLE IF NOT EXISTS digime_session (
  key TEXT PRIMARY KEY, contract_id TEXT NOT NULL, user_id TEXT, scope TEXT NOT NULL,
  ends_at INTEGER NOT NULL, polls INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS digime_grant (
  code TEXT PRIMARY KEY, flow TEXT NOT NULL, version TEXT NOT NULL, contract_id TEXT NOT NULL, user_id TEXT,
  redirect_uri TEXT NOT NULL, state TEXT, challenge TEXT, session_key TEXT, account_id TEXT,
  ends_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS digime_code (
  code TEXT PRIMARY KEY, version TEXT NOT NULL, contract_id TEXT NOT NULL, user_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL, challenge TEXT NOT NULL, ends_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS digime_token (
  access TEXT PRIMARY KEY, refresh TEXT NOT NULL UNIQUE, contract_id TEXT NOT NULL, user_id TEXT NOT NULL,
  consent_id TEXT NOT NULL, access_ends_at INTEGER NOT NULL, refresh_ends_at INTEGER NOT NULL,
  replaced INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS digime_file (
  id INTEGER PRIMARY KEY AUTOINCREMENT, user_id TEXT NOT NULL, metadata TEXT NOT NULL, body BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS digime_postbox (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL, contract_id TEXT NOT NULL, private_pem TEXT NOT NULL,
  public_pem TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS digime_delivery (
  id INTEGER PRIMARY KEY AUTOINCREMENT, postbox_id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL,
  metadata TEXT NOT NULL, cipher_bytes INTEGER NOT NULL, cipher_sha256 TEXT NOT NULL, iv TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS digime_storage (
  id TEXT PRIMARY KEY, kid TEXT NOT NULL, contract_id TEXT NOT NULL, user_id TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS digime_storage_ref (
  id TEXT PRIMARY KEY, storage_id TEXT NOT NULL, contract_id TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS digime_storage_file (
  storage_id TEXT NOT NULL, path TEXT NOT NULL, original TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (storage_id, path)
) STRICT;`;

/** What belongs to a person: gone with them, and with a reset. The order is children first. */
export const tablesOfUsers = [
  "digime_account",
  "digime_session",
  "digime_grant",
  "digime_code",
  "digime_token",
  "digime_file",
  "digime_delivery",
  "digime_postbox",
  "digime_storage",
] as const;

const forgotten = [
  "digime_setting",
  "digime_nonce",
  ...tablesOfUsers,
  "digime_storage_ref",
  "digime_storage_file",
  "digime_user",
] as const;

/** Makes the tables, in one transaction because each one alone would wait for the disk. */
export const makeTables = (database: SandboxDatabase): void => {
  database.transaction(() => database.exec(schema))();
};

/** Forgets everything but the contracts; keys stay in their files and in the sandbox's own table. */
export const forgetAll = (database: SandboxDatabase): void => {
  database.transaction(() => {
    for (const table of forgotten) database.exec(`DELETE FROM ${table}`);
  })();
};

/** A BLOB as bytes: the driver hands out an ArrayBuffer. */
export const blob = (value: unknown): Buffer => Buffer.from(value as ArrayBuffer);
