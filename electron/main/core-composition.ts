/** Puts the desks of the core together from its parts and the surroundings of a profile. Decides nothing. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import type { Presence } from "#chip/presence.port.ts";
import { ScanRunner } from "#chip/scan-runner.ts";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
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
import { SyncDesk } from "./sync-desk.ts";

/** How long using a tap may take. */
const tapUseMs = 30_000;

/** A UID as the ledger and the machine see it: 16 hex characters of its SHA-256. */
const fingerprintOf = (uid: Uint8Array): string =>
  createHash("sha256").update(uid).digest("hex").slice(0, 16);

/** The desk where scans are asked for. */
export const makeScanDesk = (
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
export const makeBackupDesk = (parts: CoreParts, environment: Environment, keep: () => number): BackupDesk =>
  new BackupDesk(environment.backups(keep), () => parts.changed("app.changed"));

/** What a proven tap brings along for the vault. */
export const makeTapContext = async (environment: Environment, presence: Presence): Promise<TapContext> => {
  const { keychain } = await environment.keychain();
  const chipSecrets = createChipSecretStore(environment.services.kvs);
  return { presence, chipSecrets, keychain, signal: AbortSignal.timeout(tapUseMs) };
};

/** The desk that sends what waits. */
export const makeSyncDesk = (
  parts: CoreParts,
  environment: Environment,
  session: TapSession,
  profile: Profile,
): SyncDesk =>
  new SyncDesk({
    environment,
    session,
    profile,
    crypto: parts.crypto,
    clock: parts.clock,
    log: parts.log,
    changed: () => {
      parts.changed("app.changed");
      parts.changed("entries.changed");
    },
  });
