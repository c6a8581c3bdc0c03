/** The sandbox's memory: one SQLite file with what each stand-in must remember over a restart. */
import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { demoChips } from "./demo-chips.ts";

/** The open file. */
export type SandboxDatabase = Database.Database;

const schema = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS chip (
  uid TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, member TEXT, counter INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE TABLE IF NOT EXISTS api_key (
  key TEXT PRIMARY KEY, flow TEXT NOT NULL, account TEXT NOT NULL, shows TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS challenge (
  value TEXT PRIMARY KEY, account TEXT NOT NULL, shows TEXT NOT NULL, state TEXT NOT NULL,
  issued_at INTEGER NOT NULL, validated_at INTEGER, uid TEXT, owner TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS verify_token (
  token TEXT PRIMARY KEY, account TEXT NOT NULL, scheme INTEGER NOT NULL, uid TEXT, rnd_a TEXT NOT NULL,
  issued_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS pair (
  account TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (account, owner, name)
) STRICT;`;

const tables = ["meta", "chip", "api_key", "challenge", "verify_token", "pair"] as const;

/** The developer account of the keys that the sandbox hands out. */
export const demoAccount = "sandbox";

/** What an API key is licensed for: the identities that a successful check shows (contract 1.4). */
export const identities = ["member-id", "chip-id", "chip-member"] as const;

/** What a key says of itself. `flow` decides its form: 60 hex characters for scan, a UUID for verify. */
export interface ApiKeyGrant {
  readonly flow: "scan" | "verify";
  readonly account: string;
  readonly shows: (typeof identities)[number];
}

/** Makes an API key and remembers it. */
export const addApiKey = (database: SandboxDatabase, { flow, account, shows }: ApiKeyGrant): string => {
  const key = flow === "scan" ? randomBytes(30).toString("hex") : randomUUID();
  database.prepare("INSERT INTO api_key VALUES (?, ?, ?, ?)").run(key, flow, account, shows);
  return key;
};

const seed = (database: SandboxDatabase): void => {
  const meta = database.prepare("INSERT OR IGNORE INTO meta VALUES (?, ?)");
  meta.run("salt", randomBytes(32).toString("hex"));
  const count = database.prepare("SELECT count(*) AS n FROM api_key").get() as { n: number };
  if (count.n === 0) {
    addApiKey(database, { flow: "scan", account: demoAccount, shows: "member-id" });
    addApiKey(database, { flow: "verify", account: demoAccount, shows: "chip-id" });
  }
  const chip = database.prepare("INSERT OR IGNORE INTO chip (uid, kind, key, member) VALUES (?, ?, ?, ?)");
  for (const { uid, kind, key, role } of demoChips) chip.run(uid, kind, key, `person-${role}`);
};

/** How long a second server on the same folder waits for the first one's write. */
const busyMs = 5_000;

/** Opens the file in `dir`, made and seeded when new, readable to its owner only. Throws what the file system says. */
export const openSandboxDatabase = (dir: string): SandboxDatabase => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, "sandbox.db");
  const database = new Database(file, { timeout: busyMs });
  chmodSync(file, 0o600);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec(schema);
  seed(database);
  return database;
};

/** Forgets everything but who may call: API keys stay, so that endpoints handed out stay good. */
export const resetDatabase = (database: SandboxDatabase): void => {
  for (const table of tables) {
    if (table !== "api_key" && table !== "meta") database.exec(`DELETE FROM ${table}`);
  }
  seed(database);
};

/** A value of the meta table. */
export const readMeta = (database: SandboxDatabase, name: string): string | null => {
  const row = database.prepare("SELECT value FROM meta WHERE name = ?").get(name) as
    { value: string } | undefined;
  return row?.value ?? null;
};

/** Sets a value of the meta table. */
export const writeMeta = (database: SandboxDatabase, name: string, value: string): void => {
  database
    .prepare("INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    .run(name, value);
};
