/**
 * One program at a time, by SQLite's lock on an empty database: the system lets go of it when a program
 * dies, so that nothing is ever left locked. Nothing is written into the file.
 */
import Database from "libsql";

/** Lets one program in at a time. */
export interface Mutex {
  /** Runs the work alone; null when the lock could not be had in time, or its file not be used. */
  alone<T>(work: () => T): { readonly value: T } | null;
  dispose(): void;
}

/** How long others may take. */
const waitMs = 2_000;

const open = (file: string): Database.Database | null => {
  try {
    const database = new Database(file);
    database.exec(`PRAGMA busy_timeout=${String(waitMs)}`);
    return database;
  } catch {
    return null;
  }
};

const take = (database: Database.Database): boolean => {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch {
    return false;
  }
};

/** A mutex kept in `file`, which is opened when it is first needed. */
export const createMutex = (file: string): Mutex => {
  let database: Database.Database | null = null;
  return {
    alone: (work) => {
      database ??= open(file);
      if (database === null || !take(database)) return null;
      try {
        return { value: work() };
      } finally {
        database.exec("ROLLBACK");
      }
    },
    dispose: () => {
      database?.close();
      database = null;
    },
  };
};
