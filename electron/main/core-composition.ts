/** Puts the desks of the core together from its parts and the surroundings of a profile. Decides nothing. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import type { Presence } from "#chip/presence.port.ts";
import { ScanRunner } from "#chip/scan-runner.ts";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { ActivityEvent } from "#contract/views.ts";
import { ok } from "#contract/result.ts";
import { openLoopbackRedirect } from "#platform/loopback-redirect.ts";
import { createRefusalLedger } from "#platform/refusal-ledger.ts";
import type { TapContext } from "#vault/vault.port.ts";
import { BackupDesk } from "./backup-desk.ts";
import { createChipSecretStore } from "./chip-secret-store.ts";
import type { CoreParts } from "./core-parts.ts";
import type { Environment } from "./environment.ts";
import type { Profile } from "./profile.ts";
import type { ScanPurpose } from "./scan-desk.ts";
import { ScanDesk } from "./scan-desk.ts";
import type { TapSession } from "./services.ts";
import { LookupDesk } from "./lookup-desk.ts";
import { entriesOf } from "./open-entries.ts";
import { StoreDesk } from "./stores/store-desk.ts";
import type { TaskDesk } from "./task-desk.ts";

/** How long using a tap may take. */
const tapUseMs = 30_000;

/** A UID as the ledger and the machine see it: 16 hex characters of its SHA-256. */
const fingerprintOf = (uid: Uint8Array): string =>
  createHash("sha256").update(uid).digest("hex").slice(0, 16);

/** The desk where scans are asked for. */
const makeScanDesk = (
  parts: CoreParts,
  environment: Environment,
  afterTap: (purpose: ScanPurpose, presence: Presence) => Promise<Result<void, AppError>>,
): ScanDesk => {
  const { clock, log } = parts;
  const runner = new ScanRunner({
    hub: environment.hub,
    service: environment.services.presence,
    protocol: createChipProtocol(clock),
    ledger: createRefusalLedger(join(parts.profileDir, "refusals.json"), clock, log),
    fingerprint: fingerprintOf,
    clock,
    log,
  });
  return new ScanDesk({ runner, clock, afterTap, changed: () => parts.changed("scan.changed") });
};

/** The desk where backups are made and put back. */
const makeBackupDesk = (parts: CoreParts, environment: Environment, core: CoreWiring): BackupDesk =>
  new BackupDesk(
    environment.backups(() => core.profile().settings.backupsKept),
    () => parts.changed("app.changed"),
    (error) => core.record({ kind: "backup", what: "made", error }),
  );

/** What a proven tap brings along for the vault. */
export const makeTapContext = async (environment: Environment, presence: Presence): Promise<TapContext> => {
  const { keychain } = await environment.keychain();
  const chipSecrets = createChipSecretStore(environment.services.kvs);
  return { presence, chipSecrets, keychain, signal: AbortSignal.timeout(tapUseMs) };
};

/** What the desks get of the core. */
export interface CoreWiring {
  readonly session: TapSession;
  readonly tasks: TaskDesk;
  /** Puts something into the activity log. */
  readonly record: (event: ActivityEvent) => void;
  readonly profile: () => Profile;
  readonly saveProfile: (profile: Profile) => Promise<Result<void, AppError>>;
  readonly afterTap: (purpose: ScanPurpose, presence: Presence) => Promise<Result<void, AppError>>;
}

/** The desks of one open profile. */
export interface Desks {
  readonly scans: ScanDesk;
  readonly stores: StoreDesk;
  readonly lookup: LookupDesk;
  readonly backups: BackupDesk;
}

/** The desk of the stores. */
const makeStoreDesk = (parts: CoreParts, environment: Environment, core: CoreWiring): StoreDesk =>
  new StoreDesk({
    ...parts,
    profile: core.profile,
    saveProfile: core.saveProfile,
    tasks: core.tasks,
    record: core.record,
    session: () => core.session.token(),
    sessionEndsAt: () => core.session.expiresAt,
    sandbox: () => environment.sandbox?.endpoints() ?? null,
    slot: (name) => environment.slot(name),
    http: environment.http,
    local: environment.store,
    vault: environment.vault,
    kvs: environment.services.kvs,
    openLoopback: (path) => openLoopbackRedirect(core.profile().stores.loopbackPorts, path),
    changed: () => {
      for (const name of ["app.changed", "entries.changed", "stores.changed"] as const) parts.changed(name);
    },
  });

/** The desk of lookups. */
const makeLookupDesk = (
  { clock, log }: CoreParts,
  environment: Environment,
  { profile, saveProfile }: CoreWiring,
): LookupDesk =>
  new LookupDesk({
    settings: () => profile().lookup,
    saveSettings: (patch) => saveProfile({ ...profile(), lookup: { ...profile().lookup, ...patch } }),
    secrets: environment.slot("lookup/settings"),
    sandbox: () => {
      const endpoints = environment.sandbox?.endpoints();
      return endpoints?.then((known) => (known.ok ? ok(known.value.privo) : known)) ?? null;
    },
    http: environment.http,
    clock,
    log,
    entries: () => entriesOf(environment),
  });

/** Opens the desks of a profile. */
export const openDesks = (parts: CoreParts, environment: Environment, core: CoreWiring): Desks => ({
  scans: makeScanDesk(parts, environment, core.afterTap),
  stores: makeStoreDesk(parts, environment, core),
  lookup: makeLookupDesk(parts, environment, core),
  backups: makeBackupDesk(parts, environment, core),
});
