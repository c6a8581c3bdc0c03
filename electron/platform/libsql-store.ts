/**
 * The LocalStore port over a libsql file in WAL mode with full synchronisation. Two programs may
 * have it open; a change says which revisions it expects and is refused as a whole when they moved.
 */
import type Database from "libsql";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import { err, ok } from "#contract/result.ts";
import type { LocalStore, Operation, Stored } from "#vault/local-store.port.ts";
import { freeBytesAt, mapStoreError } from "./libsql-errors.ts";
import { memoryFile, openConnection } from "./libsql-open.ts";
import type { Connection } from "./libsql-open.ts";
import { createReads } from "./libsql-reads.ts";
import { createSteps } from "./libsql-steps.ts";

/** Where the file is; ":memory:" keeps it in memory. */
export interface LibsqlStoreOptions {
  readonly file: string;
  readonly log: Log;
  /** Told after each step of a transaction and around it, so that a test can end the process right there. */
  readonly onStep?: (step: CommitStep) => void;
}

/** Where a transaction stands: begun, a step of it applied, about to be made durable, durable. */
export type CommitStep = "begun" | Operation["op"] | "committing" | "committed";

const rollBack = (database: Database.Database): void => {
  if (database.inTransaction) database.exec("ROLLBACK");
};

const createCommit = (
  connection: Connection,
  guarded: <T>(work: () => Stored<T>) => Stored<T>,
  onStep: (step: CommitStep) => void,
): ((operations: readonly Operation[]) => Stored<void>) => {
  const { database, isReadOnly } = connection;
  if (isReadOnly) return () => fail("vault.read-only");
  const steps = createSteps(database);
  const apply = (operation: Operation): boolean => {
    const isApplied = steps(operation);
    onStep(operation.op);
    return isApplied;
  };
  const begin = database.prepare("BEGIN IMMEDIATE");
  const end = database.prepare("COMMIT");
  return (operations) =>
    guarded(() => {
      begin.run();
      try {
        onStep("begun");
        if (!operations.every(apply)) {
          rollBack(database);
          return fail("store.conflict");
        }
        onStep("committing");
        end.run();
        onStep("committed");
        return ok(undefined);
      } catch (cause) {
        rollBack(database);
        throw cause;
      }
    });
};

/** VACUUM INTO is the online copy here: libsql's binding answers "not implemented" to the backup API. */
const snapshotTo = (database: Database.Database, file: string): Stored<void> => {
  database.prepare("VACUUM INTO ?").run(file);
  return ok(undefined);
};

const compact = ({ database, isReadOnly }: Connection): Stored<void> => {
  if (isReadOnly) return fail("vault.read-only");
  database.exec("VACUUM");
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  return ok(undefined);
};

const closeFile = (connection: Connection): void => {
  if (!connection.database.open) return;
  try {
    if (!connection.isReadOnly) connection.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // Another program is using the file; it will do the checkpoint.
  }
  connection.database.close();
};

/** Opens or makes the file. vault.newer-version, vault.damaged: the file is left as it is. */
export const openLibsqlStore = (options: LibsqlStoreOptions): Stored<LocalStore> => {
  const { file, log } = options;
  const report = (error: { readonly ref: string; readonly code: string }, cause: unknown): void => {
    log.warn("vault-file-failed", { ref: error.ref, code: error.code }, cause);
  };
  const guarded = <T>(work: () => Stored<T>): Stored<T> => {
    try {
      return work();
    } catch (cause) {
      const error = mapStoreError(cause, file);
      report(error, cause);
      return err(error);
    }
  };
  const opened = openConnection(file, report);
  if (!opened.ok) return opened;
  const connection = opened.value;
  return guarded(() =>
    ok({
      ...createReads(connection.database, guarded),
      commit: createCommit(connection, guarded, options.onStep ?? (() => undefined)),
      snapshotTo: (target) => guarded(() => snapshotTo(connection.database, target)),
      freeBytes: () => ok(file === memoryFile ? null : freeBytesAt(file)),
      compact: () => guarded(() => compact(connection)),
      dispose: () => {
        closeFile(connection);
      },
    }),
  );
};
