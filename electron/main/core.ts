/**
 * The app without a window: one profile with its readers, services, keychain and vault, and what a
 * person can do with them. The Electron main process and the command line are two thin shells around
 * it. It shows itself through `changed`, keeps no window state and prints nothing.
 */
import { presentTargets } from "#chip/hub-events.ts";
import type { Presence } from "#chip/presence.port.ts";
import type { ReadersState } from "#chip/reader.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { EventName } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AppView, LockReason } from "#contract/views.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { Transfer } from "#vault/transfer/transfer.port.ts";
import type { TapContext, Vault, WordsOutcome } from "#vault/vault.port.ts";
import type { ActivityLog } from "./activity/activity-log.ts";
import { openActivity, recordScan } from "./activity/core-events.ts";
import type { BackupDesk } from "./backup-desk.ts";
import type { CoreParts } from "./core-parts.ts";
import type { Environment } from "./environment.ts";
import { openEnvironment } from "./environment.ts";
import type { Profile } from "./profile.ts";
import { saveProfile } from "./profile.ts";
import { ImportDesk } from "./import-desk.ts";
import { makeTapContext, openDesks } from "./core-composition.ts";
import type { Desks } from "./core-composition.ts";
import type { ScanDesk, ScanPurpose } from "./scan-desk.ts";
import { isReaderGone, mayScan } from "./scan-rules.ts";
import { entriesOf } from "./open-entries.ts";
import type { LookupDesk } from "./lookup-desk.ts";
import type { StoreDesk } from "./stores/store-desk.ts";
import type { SyncDesk } from "./stores/sync-desk.ts";
import { TapSession } from "./services.ts";
import { takeTap } from "./take-tap.ts";
import { TaskDesk } from "./task-desk.ts";
import { Upkeep } from "./upkeep.ts";

/** The running app. */
export class Core {
  readonly tasks: TaskDesk;
  readonly imports: ImportDesk;
  readonly activity: ActivityLog;
  readonly #parts: CoreParts;
  readonly #session: TapSession;
  #profile: Profile;
  #environment: Environment;
  #desks: Desks;
  readonly #upkeep: Upkeep;
  #wasRotating = false;
  /** The reader of the tap that opened the vault. */
  #usedReader: string | null = null;
  #unsubscribe: readonly (() => void)[] = [];
  #needsEnrolment = false;
  #entriesHeard: EntryService | null = null;

  constructor(parts: CoreParts, profile: Profile) {
    this.#parts = parts;
    this.#profile = profile;
    this.activity = openActivity(parts);
    this.#session = new TapSession(parts.clock);
    this.#environment = this.#openEnvironment();
    this.tasks = new TaskDesk(parts.clock, () => parts.changed("tasks.changed"));
    this.#upkeep = new Upkeep(parts.clock, () => this.#desks.backups.makeIfDue());
    this.imports = new ImportDesk({
      tasks: this.tasks,
      transfer: () => this.transfer(),
      entries: () => this.entries(),
    });
    this.#desks = this.#openDesks();
    this.#listen();
  }

  #changed(...names: readonly EventName[]): void {
    for (const name of names) this.#parts.changed(name);
  }

  get profile(): Profile {
    return this.#profile;
  }

  get environment(): Environment {
    return this.#environment;
  }

  get scans(): ScanDesk {
    return this.#desks.scans;
  }

  get sync(): SyncDesk {
    return this.#desks.stores.sync;
  }

  get stores(): StoreDesk {
    return this.#desks.stores;
  }

  get lookup(): LookupDesk {
    return this.#desks.lookup;
  }

  get backups(): BackupDesk {
    return this.#desks.backups;
  }

  get session(): TapSession {
    return this.#session;
  }

  /** The entries; vault.locked or the reason why the file cannot be used. */
  entries(): Result<EntryService, AppError> {
    return entriesOf(this.#environment);
  }

  /** Whether this computer lost its half of the chip's way in, so that a tap must set it up anew. */
  get needsEnrolment(): boolean {
    return this.#needsEnrolment;
  }

  /** What stands in the app's own snapshot. */
  status(): AppView["vault"] {
    return this.#environment.vault?.status() ?? "none";
  }

  /** Changes the profile on disk; a change of services or place opens everything anew. */
  async setProfile(profile: Profile, reopen: boolean): Promise<Result<void, AppError>> {
    const saved = saveProfile(this.#parts.profileDir, profile);
    if (!saved.ok) return saved;
    this.#profile = profile;
    if (reopen) {
      await this.dispose("command");
      this.#open();
    }
    this.#parts.changed("app.changed");
    return ok(undefined);
  }

  /** Starts a scan; its course is shown, `done` settles when the vault was opened or not. */
  startScan(purpose: ScanPurpose): ReturnType<ScanDesk["start"]> {
    const { vaultError } = this.#environment;
    if (vaultError !== null) return err(vaultError);
    const allowed = mayScan(purpose, this.status(), this.#environment.vault?.isUnfinished() === true);
    return allowed.ok ? recordScan(this.activity, this.#desks.scans, purpose) : allowed;
  }

  /** Opens the vault with the words. */
  unlockWithWords(words: string): Promise<Result<void, AppError>> {
    return this.#unlockBy((vault, context) => vault.unlockWithWords(words, context));
  }

  /** Opens the vault with the passphrase. */
  unlockWithPassphrase(passphrase: string): Promise<Result<void, AppError>> {
    return this.#unlockBy((vault, context) => vault.unlockWithPassphrase(passphrase, context));
  }

  /** Import and export, loaded when first asked for: their libraries are large. */
  async transfer(): Promise<Transfer> {
    const { createTransfer } = await import("./transfer-composition.ts");
    return createTransfer(this.#parts.crypto);
  }

  /** Locks, puts the backup in the place of the vault's file, and opens everything anew. */
  async restoreBackup(name: string): Promise<Result<{ readonly keptAs: string }, AppError>> {
    this.lock("restore");
    this.#close();
    await this.#environment.dispose();
    const restored = this.#desks.backups.restore(name);
    this.#open();
    return restored;
  }

  async #unlockBy(
    unlock: (vault: Vault, context: Pick<TapContext, "keychain">) => Promise<Result<WordsOutcome, AppError>>,
  ): Promise<Result<void, AppError>> {
    const { vault } = this.#environment;
    if (vault === null) return fail("vault.none");
    const { keychain } = await this.#environment.keychain();
    const opened = await unlock(vault, { keychain });
    if (!opened.ok) return opened;
    // The lock screen's scan has nothing left to open.
    this.#desks.scans.cancelAll();
    this.#needsEnrolment = opened.value.chipSlot === "lost";
    this.sync.vaultOpened();
    return ok(undefined);
  }

  /** Locks. A chip that lies on the reader must be lifted before it opens the vault again. */
  lock(why: LockReason = "command"): void {
    if (this.status() === "unlocked") this.activity.record({ kind: "lock", why });
    this.#desks.scans.ignorePresent(presentTargets(this.#environment.hub.state()));
    this.sync.vaultClosing();
    this.#session.end();
    this.#needsEnrolment = false;
    this.#usedReader = null;
    this.tasks.forgetAll();
    this.imports.forgetAll();
    this.#desks.lookup.forgetAll();
    this.#environment.vault?.lock();
    this.#parts.clearClipboard();
    this.#changed("app.changed", "entries.changed", "scan.changed", "stores.changed");
  }

  async dispose(why: LockReason = "ended"): Promise<void> {
    if (this.status() === "unlocked") this.activity.record({ kind: "lock", why });
    this.#close();
    await this.#environment.dispose();
    this.activity.dispose();
  }

  #close(): void {
    for (const stop of this.#unsubscribe) stop();
    this.#upkeep.plan(null);
    this.tasks.forgetAll();
    this.#desks.scans.dispose();
    this.#desks.stores.dispose();
    this.#desks.lookup.forgetAll();
    this.#session.end();
    this.#environment.vault?.lock();
  }

  #open(): void {
    this.#environment = this.#openEnvironment();
    this.#needsEnrolment = false;
    this.#desks = this.#openDesks();
    this.#listen();
    this.#changed("app.changed", "readers.changed", "scan.changed", "entries.changed", "stores.changed");
  }

  #openDesks(): Desks {
    return openDesks(this.#parts, this.#environment, {
      session: this.#session,
      tasks: this.tasks,
      record: (event) => this.activity.record(event),
      profile: () => this.#profile,
      saveProfile: (profile) => this.setProfile(profile, false),
      afterTap: (purpose, presence) => this.#afterTap(purpose, presence),
    });
  }

  #openEnvironment(): Environment {
    return openEnvironment(this.#parts, this, () => this.#desks.stores.inUse());
  }

  #listen(): void {
    const { hub, vault } = this.#environment;
    this.#unsubscribe = [
      hub.subscribe((state) => {
        this.#changed("readers.changed");
        this.#onReaders(state);
      }),
      this.#environment.subscribe(() => this.#changed("app.changed")),
      vault?.subscribe(() => this.#onVaultStatus()) ?? ((): void => undefined),
    ];
  }

  /** The setting means the reader that the chip was tapped on; others may come and go. */
  #onReaders(state: ReadersState): void {
    const isWanted = this.#profile.settings.lockOnReaderRemoval && this.status() === "unlocked";
    if (isWanted && isReaderGone(state, this.#usedReader)) this.lock("reader-removed");
  }

  #onVaultStatus(): void {
    const entries = this.#environment.vault?.entries() ?? null;
    if (entries !== this.#entriesHeard) {
      this.#entriesHeard = entries;
      entries?.subscribe(() => {
        this.#changed("entries.changed", "app.changed");
        this.sync.somethingWaits();
      });
      this.#upkeep.plan(entries);
    }
    this.#followRotation();
    this.#changed("app.changed", "entries.changed");
  }

  /** While it runs nothing is sent; at its end the services are connected with the new keys. */
  #followRotation(): void {
    const isRotating = (this.#environment.vault?.rotation() ?? null) !== null;
    if (isRotating === this.#wasRotating) return;
    this.#wasRotating = isRotating;
    this.activity.record({ kind: "rotation", what: isRotating ? "began" : "ended", error: null });
    this.sync.vaultClosing();
    if (!isRotating && this.status() === "unlocked") this.sync.vaultOpened();
  }

  async #afterTap(purpose: ScanPurpose, presence: Presence): Promise<Result<void, AppError>> {
    const { vault } = this.#environment;
    if (vault === null) return fail("vault.none");
    const tap = await makeTapContext(this.#environment, presence);
    const used = await takeTap(vault, purpose, tap, this.#needsEnrolment);
    if (!used.ok) return used;
    if (used.value === "enrolled") this.#needsEnrolment = false;
    this.#session.begin(presence);
    this.#usedReader = this.#desks.scans.view().readerName;
    this.sync.vaultOpened();
    this.#parts.changed("app.changed");
    return ok(undefined);
  }
}
