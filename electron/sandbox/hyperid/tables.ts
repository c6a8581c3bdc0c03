/** What HyperID's stand-in remembers over a restart. Codes and refresh tokens are kept as hashes only. */
import { createHash } from "node:crypto";
import type { SandboxDatabase } from "#sandbox/database.ts";

const schema = `
CREATE TABLE IF NOT EXISTS hyperid_client (id TEXT PRIMARY KEY, secret TEXT NOT NULL, public_key TEXT) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_key (
  kid TEXT PRIMARY KEY, pem TEXT NOT NULL, is_published INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_request (
  ticket TEXT PRIMARY KEY, asked TEXT NOT NULL, issued_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_session (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_grant (
  id TEXT PRIMARY KEY, client TEXT NOT NULL, person TEXT NOT NULL, session TEXT NOT NULL, scope TEXT NOT NULL,
  granted_at INTEGER NOT NULL, ended_at INTEGER, ended_by TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_code (
  hash TEXT PRIMARY KEY, grant_id TEXT NOT NULL, redirect_uri TEXT NOT NULL, challenge TEXT, nonce TEXT,
  issued_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_refresh (
  hash TEXT PRIMARY KEY, grant_id TEXT NOT NULL, expires_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_assertion (id TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_value (
  space TEXT NOT NULL, subject TEXT NOT NULL, key TEXT NOT NULL, client TEXT NOT NULL, person TEXT NOT NULL,
  value BLOB NOT NULL, scope INTEGER NOT NULL, PRIMARY KEY (space, subject, key)
) STRICT;
CREATE TABLE IF NOT EXISTS hyperid_wallet (
  address TEXT PRIMARY KEY, person TEXT NOT NULL, chain TEXT NOT NULL, family INTEGER NOT NULL,
  label TEXT NOT NULL, tags TEXT NOT NULL, is_public INTEGER NOT NULL
) STRICT;`;

const forgotten = ["request", "session", "grant", "code", "refresh", "assertion", "value", "wallet"] as const;

/** Makes the tables where they are missing. */
export const createTables = (database: SandboxDatabase): void => void database.exec(schema);

/** Empties all but keys and client registrations. */
export const forgetRows = (database: SandboxDatabase): void => {
  for (const table of forgotten) database.exec(`DELETE FROM hyperid_${table}`);
};

/** How a secret is kept: its SHA-256 in base64url. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
