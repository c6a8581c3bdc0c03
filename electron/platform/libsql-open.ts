/**
 * Opens the vault's file: looks at its version without writing, makes and migrates it, and sets
 * what durability needs. A file that is newer, damaged or read-only is left exactly as it is.
 */
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import Database from "libsql";
import { fail } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { Stored } from "#vault/local-store.port.ts";
import { mapStoreError } from "./libsql-errors.ts";
import { applicationId, migrations, schemaVersion } from "./libsql-schema.ts";

/** An open file. `isReadOnly`: it can be read, but every change is refused. */
export interface Connection {
  readonly database: Database.Database;
  readonly isReadOnly: boolean;
}

/** The name of a store that lives in memory only, for tests. */
export const memoryFile = ":memory:";

const busyTimeoutMs = 2_000;

/** Every row as an array of columns. */
export const allRows = (database: Database.Database, sql: string): unknown[][] =>
  database.prepare(sql).raw().all() as unknown[][];

const pragmaNumber = (database: Database.Database, name: string): number =>
  Number(allRows(database, `PRAGMA ${name}`)[0]?.[0] ?? 0);

const checkVersion = (database: Database.Database): Stored<number> => {
  const version = pragmaNumber(database, "user_version");
  if (version > schemaVersion) return fail("vault.newer-version", { version });
  const isForeign =
    version === 0
      ? Number(allRows(database, "SELECT count(*) FROM sqlite_master")[0]?.[0] ?? 0) > 0
      : pragmaNumber(database, "application_id") !== applicationId;
  return isForeign ? fail("vault.damaged", { reason: "foreign-file" }) : ok(version);
};

/** Looks at the version through a connection that cannot write; null when even that does not open. */
const openForReading = (file: string, parameter: string): Database.Database | null => {
  const database = new Database(`${pathToFileURL(file).href}?${parameter}`);
  try {
    database.exec(`PRAGMA busy_timeout=${String(busyTimeoutMs)}`);
    allRows(database, "SELECT count(*) FROM sqlite_master");
    return database;
  } catch (cause) {
    database.close();
    if (mapStoreError(cause, file).code === "vault.read-only") return null;
    throw cause;
  }
};

const readOnlyConnection = (file: string): Database.Database | null =>
  openForReading(file, "mode=ro") ?? openForReading(file, "immutable=1");

const migrate = (database: Database.Database): Stored<void> => {
  if (pragmaNumber(database, "user_version") === schemaVersion) return ok(undefined);
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = checkVersion(database);
    if (!version.ok) {
      database.exec("ROLLBACK");
      return version;
    }
    for (const step of migrations.slice(version.value)) database.exec(step);
    database.exec(`PRAGMA application_id=${String(applicationId)}`);
    database.exec(`PRAGMA user_version=${String(schemaVersion)}`);
    database.exec("COMMIT");
    return ok(undefined);
  } catch (cause) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw cause;
  }
};

const openForWriting = (file: string): Stored<Connection> => {
  const database = new Database(file);
  try {
    database.exec(`PRAGMA busy_timeout=${String(busyTimeoutMs)}`);
    database.exec(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON",
    );
    const migrated = migrate(database);
    if (migrated.ok) return ok({ database, isReadOnly: false });
    database.close();
    return migrated;
  } catch (cause) {
    database.close();
    throw cause;
  }
};

/** Checks a file that exists already; ok(null) when it may be opened for writing. */
const inspect = (file: string): Stored<Connection | null> => {
  const database = readOnlyConnection(file);
  if (database === null) return fail("vault.read-only");
  const version = checkVersion(database);
  if (version.ok && !isWritable(file)) return ok({ database, isReadOnly: true });
  const isFormer = version.ok && version.value > 0 && version.value < schemaVersion;
  // Through SQLite, so that what is still in the log is in the copy too.
  if (isFormer) keepFormer(database, file, version.value);
  database.close();
  return version.ok ? ok(null) : version;
};

/** Whether a file is a vault that this program can read, and SQLite finds nothing wrong with it. Writes nothing. */
export const isWholeVault = (file: string): boolean => {
  let database: Database.Database | null = null;
  try {
    database = openForReading(file, "immutable=1");
    if (database === null || !checkVersion(database).ok) return false;
    const hasVault =
      Number(allRows(database, "SELECT count(*) FROM meta WHERE name = 'vault-id'")[0]?.[0]) === 1;
    return hasVault && allRows(database, "PRAGMA integrity_check(1)")[0]?.[0] === "ok";
  } catch {
    return false;
  } finally {
    database?.close();
  }
};

/** A file of a former schema is copied before its migration; the copy stays. */
const keepFormer = (database: Database.Database, file: string, version: number): void => {
  const copy = `${file}.schema-${String(version)}.bak`;
  if (!existsSync(copy)) database.prepare("VACUUM INTO ?").run(copy);
};

const isWritable = (file: string): boolean => {
  try {
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const makeFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
};

/** Opens or makes the file (mode 0600) at the current schema version. Foreign errors go to `onCause`. */
export const openConnection = (
  file: string,
  onCause: (error: { readonly ref: string; readonly code: string }, cause: unknown) => void,
): Stored<Connection> => {
  try {
    if (file === memoryFile) return openForWriting(file);
    if (existsSync(file) && statSync(file).size > 0) {
      const inspected = inspect(file);
      if (!inspected.ok) return inspected;
      if (inspected.value !== null) return ok(inspected.value);
    } else {
      makeFile(file);
    }
    return openForWriting(file);
  } catch (cause) {
    const error = mapStoreError(cause, file);
    onCause(error, cause);
    return err(error);
  }
};
