/**
 * Backups of the vault's file: whole copies beside it, as encrypted as the file itself, checked before
 * they count. Restoring keeps the present file aside; cut short anywhere, one whole vault is there.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { BackupView } from "#contract/views.ts";
import { backupsToDrop, isBackupDue } from "#vault/backup-policy.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import { mapStoreError } from "./libsql-errors.ts";
import { isWholeVault } from "./libsql-open.ts";

/**
 * What backups are made of. `store` null: the file cannot be opened, so that one can only be put back.
 * `keep` is asked each time, since it is a setting.
 */
export interface BackupParts {
  readonly file: string;
  readonly store: LocalStore | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly keep: () => number;
}

/** Makes, lists and puts back. */
export interface Backups {
  /** Latest first. */
  list(): Result<readonly BackupView[], AppError>;
  /** Makes one when the latest is a day old and something changed since; null when none is due. */
  makeIfDue(): Result<BackupView | null, AppError>;
  make(): Result<BackupView, AppError>;
  /** Puts a backup in the file's place. The store must be closed. backup.none, backup.damaged. */
  restore(name: string): Result<{ readonly keptAs: string }, AppError>;
}

const namePattern = /^vault-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.db$/;
const sideFiles = ["-wal", "-shm"] as const;

const stamp = (at: number): string => new Date(at).toISOString().replace(/[-:.]/g, "");

const timeOf = (name: string): number | null => {
  const parts = namePattern.exec(name)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
};

const syncPath = (path: string): void => {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** A folder cannot be opened everywhere; there its entries are durable by themselves. */
const syncFolder = (folder: string): void => {
  if (process.platform !== "win32") syncPath(folder);
};

const listIn = (folder: string): readonly BackupView[] => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): BackupView[] => {
      const at = timeOf(name);
      return at === null ? [] : [{ name, at, sizeBytes: statSync(join(folder, name)).size }];
    })
    .sort((a, b) => b.at - a.at);
};

/** A time that no backup has yet, so that two in one millisecond do not meet. */
const freeTime = (folder: string, now: number): number => {
  let at = Math.max(0, Math.floor(now));
  while (existsSync(join(folder, `vault-${stamp(at)}.db`))) at++;
  return at;
};

const make = (parts: BackupParts, folder: string): Result<BackupView, AppError> => {
  if (parts.store === null) return fail("vault.damaged");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = freeTime(folder, parts.clock.now());
  const name = `vault-${stamp(at)}.db`;
  const draft = join(folder, `${name}.part`);
  rmSync(draft, { force: true });
  // Made by us with our mode: VACUUM INTO fills an empty file that is there.
  closeSync(openSync(draft, "wx", 0o600));
  const copied = parts.store.snapshotTo(draft);
  if (!copied.ok || !isWholeVault(draft)) {
    rmSync(draft, { force: true });
    return copied.ok ? fail("backup.damaged") : copied;
  }
  syncPath(draft);
  renameSync(draft, join(folder, name));
  syncFolder(folder);
  for (const old of backupsToDrop(listIn(folder), parts.keep())) rmSync(join(folder, old.name));
  return ok({ name, at, sizeBytes: statSync(join(folder, name)).size });
};

/** Whether the file was written to after `at`: the log beside it counts as well. */
const isChangedSince = (file: string, at: number): boolean =>
  [file, ...sideFiles.map((side) => `${file}${side}`)].some(
    (path) => existsSync(path) && statSync(path).mtimeMs > at,
  );

/** Copies to a name of its own first: the swap itself is one rename, and the old file has its name by then. */
const restore = (parts: BackupParts, folder: string, name: string): Result<{ keptAs: string }, AppError> => {
  const { file } = parts;
  const source = join(folder, basename(name));
  if (timeOf(name) === null || !existsSync(source)) return fail("backup.none");
  if (!isWholeVault(source)) return fail("backup.damaged");
  const draft = `${file}.restoring`;
  copyFileSync(source, draft);
  syncPath(draft);
  const keptAs = `vault-before-restore-${stamp(parts.clock.now())}.db`;
  const aside = join(dirname(file), keptAs);
  for (const side of ["", ...sideFiles]) {
    if (existsSync(`${file}${side}`)) copyFileSync(`${file}${side}`, `${aside}${side}`);
  }
  syncPath(aside);
  // The former log must not be taken for the restored file's.
  for (const side of sideFiles) rmSync(`${file}${side}`, { force: true });
  renameSync(draft, file);
  syncFolder(dirname(file));
  return ok({ keptAs });
};

/** Backups beside a vault's file, in the folder `backups`. */
export const createBackups = (parts: BackupParts): Backups => {
  const folder = join(dirname(parts.file), "backups");
  const guarded = <T>(work: () => Result<T, AppError>): Result<T, AppError> => {
    try {
      return work();
    } catch (cause) {
      const error = mapStoreError(cause, parts.file);
      parts.log.warn("backup.failed", { ref: error.ref, code: error.code }, cause);
      return err(error);
    }
  };
  return {
    list: () => guarded(() => ok(listIn(folder))),
    make: () => guarded(() => make(parts, folder)),
    makeIfDue: () =>
      guarded((): Result<BackupView | null, AppError> => {
        const [latest] = listIn(folder);
        const isDue = isBackupDue(latest?.at ?? null, parts.clock.now());
        const isWanted = isDue && (latest === undefined || isChangedSince(parts.file, latest.at));
        return isWanted ? make(parts, folder) : ok(null);
      }),
    restore: (name) => guarded(() => restore(parts, folder, name)),
  };
};
