/**
 * Backups of the vault's file as the app makes them: by itself after an unlock, on demand, and put
 * back. It shows how the last one went; what a backup is and which are kept is vault/backup's matter.
 */
import type { AppError, ErrorCode } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AppView, BackupView } from "#contract/views.ts";
import type { Backups } from "#platform/backup-files.ts";

/** Makes backups and shows them. */
export class BackupDesk {
  readonly #backups: Backups | null;
  readonly #changed: () => void;
  readonly #madeBySelf: (error: ErrorCode | null) => void;
  #error: AppError | null = null;

  /** `backups` null: there is no file to back up. `madeBySelf` hears of those that nobody asked for. */
  constructor(
    backups: Backups | null,
    changed: () => void,
    madeBySelf: (error: ErrorCode | null) => void = () => undefined,
  ) {
    this.#backups = backups;
    this.#changed = changed;
    this.#madeBySelf = madeBySelf;
  }

  /** The latest backup, and why the last attempt failed if it did. */
  get view(): AppView["backup"] {
    const listed = this.list();
    return { latest: (listed.ok ? listed.value[0] : undefined) ?? null, error: this.#error };
  }

  /** Latest first. */
  list(): Result<readonly BackupView[], AppError> {
    return this.#backups?.list() ?? ok([]);
  }

  make(): Result<BackupView, AppError> {
    if (this.#backups === null) return fail("vault.none");
    const made = this.#backups.make();
    this.#show(made);
    return made;
  }

  /** Makes one when the latest is old and something changed since. */
  makeIfDue(): void {
    if (this.#backups === null) return;
    const made = this.#backups.makeIfDue();
    if (!made.ok) this.#madeBySelf(made.error.code);
    else if (made.value !== null) this.#madeBySelf(null);
    this.#show(made);
  }

  /** The vault's file must be closed before. */
  restore(name: string): Result<{ readonly keptAs: string }, AppError> {
    return this.#backups?.restore(name) ?? fail("backup.none");
  }

  #show(result: Result<unknown, AppError>): void {
    this.#error = result.ok ? null : result.error;
    this.#changed();
  }
}
