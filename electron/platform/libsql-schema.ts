/**
 * The schema of the vault's file and its forward migrations. Each version is frozen once released;
 * a change is a new step at the end. No row holds anything readable but opaque ids and revisions.
 */

/** "TPVT": tells our file from any other SQLite database. */
export const applicationId = 0x54505654;

const firstVersion = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE slot (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, revision INTEGER NOT NULL,
  sealed BLOB NOT NULL, label BLOB NOT NULL, check_value BLOB
) STRICT;
CREATE TABLE entry (
  id TEXT PRIMARY KEY, revision INTEGER NOT NULL, page INTEGER NOT NULL,
  is_deleted INTEGER NOT NULL, sealed BLOB NOT NULL
) STRICT;
CREATE INDEX entry_page ON entry (page, revision);
CREATE TABLE history (
  id TEXT NOT NULL, revision INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (id, revision)
) STRICT;
CREATE TABLE index_page (page INTEGER PRIMARY KEY, revision INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE TABLE outbox (
  store TEXT NOT NULL, entry_id TEXT NOT NULL, revision INTEGER NOT NULL, action TEXT NOT NULL,
  attempts INTEGER NOT NULL, not_before INTEGER NOT NULL, PRIMARY KEY (store, entry_id)
) WITHOUT ROWID, STRICT;
CREATE TABLE copy (
  entry_id TEXT NOT NULL, store TEXT NOT NULL, state TEXT NOT NULL, revision INTEGER NOT NULL,
  at INTEGER NOT NULL, error_code TEXT, PRIMARY KEY (entry_id, store)
) WITHOUT ROWID, STRICT;
`;

const secondVersion = `
CREATE TABLE attachment_chunk (
  attachment_id TEXT NOT NULL, number INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (attachment_id, number)
) STRICT;
`;

/** Copies are counted by service and state after every change. */
const thirdVersion = `
CREATE INDEX copy_state ON copy (store, state);
`;

/** Step n (from 0) leads from version n to n + 1. */
export const migrations: readonly string[] = [firstVersion, secondVersion, thirdVersion];

/** The version this program writes. */
export const schemaVersion = migrations.length;
