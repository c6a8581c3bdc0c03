/**
 * The app without a window: one profile with its readers, services, keychain and vault, and what a
 * person can do with them. The Electron main process and the command line are two thin shells around
 * it. It shows itself through `changed`, keeps no window state and prints nothing.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import { presentTargets } from "#chip/hub-events.ts";
import type { Presence } from "#chip/presence.port.ts";
import { ScanRunner } from "#chip/scan-runner.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { EventName } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AppView } from "#contract/views.ts";
import { createRefusalLedger } from "#platform/refusal-ledger.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { TapContext } from "#vault/vault.port.ts";
import { createChipSecretStore } from "./chip-secret-store.ts";
import type { CoreParts } from "./core-parts.ts";
import type { Environment } from "./environment.ts";
import { openEnvironment } from "./environment.ts";
import type { Profile } from "./profile.ts";
import { saveProfile } from "./profile.ts";
import type { ScanPurpose } from "./scan-desk.ts";
import { ScanDesk } from "./scan-desk.ts";
import { TapSession } from "./services.ts";
import { SyncDesk } from "./sync-desk.ts";

/** A UID as the ledger and the machine see it: 16 hex characters of its SHA-256. */
const fingerprintOf = (uid: Uint8Array): string =>
  createHash("sha256").update(uid).digest("hex").slice(0, 16);

/** The running app. */
export class Core {
  readonly #parts: CoreParts;
  readonly #session: TapSession;
  #profile: Profile;
  #environment: Environment;
  #scans: ScanDesk;
  #sync: SyncDesk;
  #unsubscribe: readonly (() => void)[] = [];
  #needsEnrolment = false;

  constructor(parts: CoreParts, profile: Profile) {
    this.#parts = parts;
    this.#profile = profile;
    this.#session = new TapSession(parts.clock);
    this.#environment = openEnvironment(parts, profile);
    this.#sync = this.#makeSync();
    this.#scans = this.#makeScans();
    this.#listen();
  }

  get profile(): Profile {
    return this.#profile;
  }

  get environment(): Environment {
    return this.#environment;
  }

  get scans(): ScanDesk {
    return this.#scans;
  }

  get sync(): SyncDesk {
    return this.#sync;
  }

  get session(): TapSession {
    return this.#session;
  }

  /** The entries; vault.locked or the reason why the file cannot be used. */
  entries(): Result<EntryService, AppError> {
    const { vault, vaultError } = this.#environment;
    if (vault === null) return vaultError === null ? fail("vault.none") : err(vaultError);
    const entries = vault.entries();
    if (entries !== null) return ok(entries);
    const status = vault.status();
    return fail(
      status === "none" ? "vault.none" : status === "unfinished" ? "vault.unfinished" : "vault.locked",
    );
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
    if (reopen) await this.#reopen();
    this.#parts.changed("app.changed");
    return ok(undefined);
  }

  /** Starts a scan; its course is shown, `done` settles when the vault was opened or not. */
  startScan(purpose: ScanPurpose): ReturnType<ScanDesk["start"]> {
    const { vaultError } = this.#environment;
    if (vaultError !== null) return err(vaultError);
    const status = this.status();
    if (purpose === "create" && (status === "locked" || status === "unlocked")) return fail("vault.exists");
    if (purpose === "unlock" && status === "none") return fail("vault.none");
    return this.#scans.start(purpose);
  }

  /** Opens the vault with the words. */
  async unlockWithWords(words: string): Promise<Result<void, AppError>> {
    const { vault } = this.#environment;
    if (vault === null) return fail("vault.none");
    const keychain = await this.#environment.keychain();
    const opened = await vault.unlockWithWords(words, { keychain: keychain.keychain });
    if (!opened.ok) return opened;
    // The lock screen's scan has nothing left to open.
    this.#scans.cancelAll();
    this.#needsEnrolment = opened.value.chipSlot === "lost";
    this.#sync.vaultOpened();
    return ok(undefined);
  }

  /** Locks. A chip that lies on the reader must be lifted before it opens the vault again. */
  lock(): void {
    this.#scans.ignorePresent(presentTargets(this.#environment.hub.state()));
    this.#sync.vaultClosing();
    this.#session.end();
    this.#needsEnrolment = false;
    this.#environment.vault?.lock();
    this.#parts.clearClipboard();
    for (const name of ["app.changed", "entries.changed", "scan.changed"] as const) this.#parts.changed(name);
  }

  async dispose(): Promise<void> {
    this.#close();
    await this.#environment.dispose();
  }

  #close(): void {
    for (const stop of this.#unsubscribe) stop();
    this.#scans.dispose();
    this.#sync.dispose();
    this.#session.end();
    this.#environment.vault?.lock();
  }

  async #reopen(): Promise<void> {
    this.#close();
    await this.#environment.dispose();
    this.#environment = openEnvironment(this.#parts, this.#profile);
    this.#needsEnrolment = false;
    this.#sync = this.#makeSync();
    this.#scans = this.#makeScans();
    this.#listen();
    for (const name of ["app.changed", "readers.changed", "scan.changed", "entries.changed"] as const)
      this.#parts.changed(name);
  }

  #makeScans(): ScanDesk {
    const { clock, log } = this.#parts;
    const ledgerFile = join(this.#parts.profileDir, "refusals.json");
    const runner = new ScanRunner({
      hub: this.#environment.hub,
      service: this.#environment.services.presence,
      protocol: createChipProtocol(clock),
      ledger: createRefusalLedger(ledgerFile, clock, log),
      fingerprint: fingerprintOf,
      clock,
      log,
    });
    return new ScanDesk({
      runner,
      clock,
      afterTap: (purpose, presence) => this.#afterTap(purpose, presence),
      changed: () => this.#parts.changed("scan.changed"),
    });
  }

  #makeSync(): SyncDesk {
    return new SyncDesk({
      environment: this.#environment,
      session: this.#session,
      profile: this.#profile,
      crypto: this.#parts.crypto,
      clock: this.#parts.clock,
      log: this.#parts.log,
      changed: () => {
        this.#parts.changed("app.changed");
        this.#parts.changed("entries.changed");
      },
    });
  }

  #listen(): void {
    const { hub, vault } = this.#environment;
    const changed = (name: EventName) => (): void => this.#parts.changed(name);
    this.#unsubscribe = [
      hub.subscribe(changed("readers.changed")),
      this.#environment.subscribe(changed("app.changed")),
      vault?.subscribe(() => this.#onVaultStatus()) ?? ((): void => undefined),
    ];
  }

  #onVaultStatus(): void {
    const entries = this.#environment.vault?.entries() ?? null;
    entries?.subscribe(() => {
      this.#parts.changed("entries.changed");
      this.#parts.changed("app.changed");
      this.#sync.somethingWaits();
    });
    this.#parts.changed("app.changed");
    this.#parts.changed("entries.changed");
  }

  async #afterTap(purpose: ScanPurpose, presence: Presence): Promise<Result<void, AppError>> {
    const { vault } = this.#environment;
    if (vault === null) return fail("vault.none");
    const { keychain } = await this.#environment.keychain();
    const context: TapContext = {
      presence,
      chipSecrets: createChipSecretStore(this.#environment.services.kvs),
      keychain,
      signal: AbortSignal.timeout(30_000),
    };
    const used = await this.#useTap(purpose, context);
    if (!used.ok) return used;
    this.#session.begin(presence);
    this.#sync.vaultOpened();
    this.#parts.changed("app.changed");
    return ok(undefined);
  }

  async #useTap(purpose: ScanPurpose, context: TapContext): Promise<Result<unknown, AppError>> {
    const { vault } = this.#environment;
    if (vault === null) return fail("vault.none");
    if (purpose === "create") return vault.create(context);
    if (purpose === "unlock") return vault.unlockWithChip(context);
    // A session for somebody else's silo must not take what waits in this vault.
    if (vault.status() !== "unlocked") return ok(undefined);
    if (!this.#needsEnrolment) return vault.verifyTap(context);
    const enrolled = await vault.enrolChip(context);
    if (enrolled.ok) this.#needsEnrolment = false;
    return enrolled;
  }
}
