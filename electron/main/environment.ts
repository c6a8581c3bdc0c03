/**
 * One profile's surroundings, opened together and closed together: readers, services, keychain and
 * the vault's file. What takes time (the sandbox's server, the keychain) starts at once and is waited
 * for where it is needed, so that the window can show the lock screen meanwhile.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ReaderHub } from "#chip/reader.port.ts";
import { traceReaderHub } from "#chip/traced-reader-hub.ts";
import type { AppError } from "#contract/errors.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { combineReaderHubs } from "#platform/combined-reader-hub.ts";
import type { Backups } from "#platform/backup-files.ts";
import { createBackups } from "#platform/backup-files.ts";
import type { OpenedKeychain } from "#platform/keytar-keychain.ts";
import { openKeychain } from "#platform/keytar-keychain.ts";
import { createHttp } from "#platform/http.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import type { Http } from "#stores/http.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import type { RemoteStoreId } from "#vault/entries.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import { createVault } from "#vault/vault.ts";
import type { CoreParts } from "./core-parts.ts";
import { TraceRecorder } from "./diagnostics/trace-recorder.ts";
import type { Profile } from "./profile.ts";
import { apiKeyAccount } from "./api-key.ts";
import { hasSandbox, usesSandbox } from "./has-sandbox.ts";
import { openSandbox } from "./open-sandbox.ts";
import type { SandboxRun } from "./sandbox-run.ts";
import type { ServiceAddresses, Services } from "./services.ts";
import { connectServices } from "./services.ts";
import { createSecretSlots } from "./stores/secret-slots.ts";
import { createWays } from "./ways-out.ts";

/** Everything a profile needs to work. */
export interface Environment {
  readonly profileDir: string;
  readonly hub: ReaderHub;
  /** What goes to and from the chips, while a person wants to look at it. */
  readonly trace: TraceRecorder;
  readonly services: Services;
  /** The way to every service. */
  readonly http: Http;
  readonly store: LocalStore | null;
  readonly vault: Vault | null;
  /** Why there is no vault object although there may be a file; the file is left as it is. */
  readonly vaultError: AppError | null;
  /** The backups of the vault's file, with the number to be kept; they are there also when the file is not usable. */
  backups(keep: () => number): Backups;
  /** Null outside the sandbox profile. */
  readonly sandbox: SandboxRun | null;
  /** The keychain, probed once; memory when the system has none that answers. */
  keychain(): Promise<OpenedKeychain>;
  /** The keychain as far as it is known now. */
  knownKeychain(): OpenedKeychain | null;
  /** Where the secret of that name is kept. */
  slot(name: string): SecretSlot;
  /** Calls `listener` when something here became known or changed. */
  subscribe(listener: () => void): () => void;
  dispose(): Promise<void>;
}

interface OpenedVault {
  readonly store: LocalStore | null;
  readonly vault: Vault | null;
  readonly vaultError: AppError | null;
}

const openVault = (
  parts: CoreParts,
  dir: string,
  remoteStores: () => readonly RemoteStoreId[],
): OpenedVault => {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const vaultError = appError("vault.read-only");
    parts.log.error("vault.folder", { ref: vaultError.ref }, cause);
    return { store: null, vault: null, vaultError };
  }
  const opened = openLibsqlStore({ file: join(dir, "vault.db"), log: parts.log });
  if (!opened.ok) return { store: null, vault: null, vaultError: opened.error };
  const vault = createVault({
    store: opened.value,
    crypto: parts.crypto,
    clock: parts.clock,
    log: parts.log,
    remoteStores,
  });
  return { store: opened.value, vault, vaultError: vault.fileError() };
};

/** A vault of the sandbox in a copy that has none: no tap could open it, so its file is not even looked at. */
const leftAlone = (): OpenedVault => ({ store: null, vault: null, vaultError: appError("sandbox.absent") });

const onceAsync = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
};

const startKeychain = (
  parts: CoreParts,
  isSandbox: boolean,
  changed: () => void,
): Pick<Environment, "keychain" | "knownKeychain"> => {
  let known: OpenedKeychain | null = null;
  const keychain = onceAsync(async () => {
    known = await openKeychain({
      service: isSandbox ? "Tapvault sandbox" : "Tapvault",
      clock: parts.clock,
      log: parts.log,
    });
    changed();
    return known;
  });
  return { keychain, knownKeychain: () => known };
};

const readApiKey = async (
  profile: Profile,
  keychain: () => Promise<OpenedKeychain>,
): Promise<Result<string, AppError>> => {
  const opened = await keychain();
  const secret = await opened.keychain.get(apiKeyAccount(profile.presence));
  if (!secret.ok) return secret;
  return secret.value === null
    ? fail("auth.bad-key", { cause: "missing" })
    : ok(new TextDecoder().decode(secret.value));
};

const realAddresses = (profile: Profile, keychain: Environment["keychain"]): ServiceAddresses => ({
  scanBaseUrl: () => Promise.resolve(ok(profile.scanBaseUrl)),
  verifyBaseUrl: () => Promise.resolve(ok(profile.verifyBaseUrl)),
  apiKey: () => readApiKey(profile, keychain),
});

/** A hub whose traffic can be looked at. */
const traced = (parts: CoreParts, inner: ReaderHub): Pick<Environment, "hub" | "trace"> => {
  const trace = new TraceRecorder(parts.clock, () => parts.changed("trace.changed"));
  return { hub: traceReaderHub(inner, trace), trace };
};

const openReaders = (parts: CoreParts, sandbox: SandboxRun | null): ReaderHub => {
  const readers = parts.openReaders();
  const simulated = sandbox?.reader ?? null;
  return simulated === null ? readers : combineReaderHubs([readers, simulated]);
};

/** Opens the surroundings of a profile. An unset profile gets those of the sandbox, where there is one. `remoteStores`: where copies go now. */
export const openEnvironment = (
  parts: CoreParts,
  holder: { readonly profile: Profile },
  remoteStores: () => readonly RemoteStoreId[],
): Environment => {
  const { profile } = holder;
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const isSandbox = usesSandbox(profile.kind);
  const dir = join(parts.profileDir, isSandbox ? "sandbox" : "real");
  const keys = startKeychain(parts, isSandbox, changed);
  const sandbox = isSandbox ? openSandbox(parts, join(dir, "services")) : null;
  const looked = traced(parts, openReaders(parts, sandbox));
  const addresses = sandbox?.addresses ?? realAddresses(profile, keys.keychain);
  const http = createHttp(createWays(() => holder.profile.settings, parts.systemProxy ?? null, process.env));
  const services = connectServices(profile, addresses, { ...parts, http });
  const opened = isSandbox && !hasSandbox() ? leftAlone() : openVault(parts, dir, remoteStores);
  opened.vault?.subscribe((status) => status === "locked" && looked.trace.endFull());
  return {
    profileDir: parts.profileDir,
    ...looked,
    services,
    http,
    ...opened,
    sandbox,
    ...keys,
    slot: createSecretSlots({ ...parts, store: opened.store, keychain: keys.keychain }),
    backups: (keep) =>
      createBackups({
        file: join(dir, "vault.db"),
        store: opened.store,
        clock: parts.clock,
        log: parts.log,
        keep,
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: async () => {
      listeners.clear();
      opened.vault?.dispose();
      opened.store?.dispose();
      await looked.hub.dispose();
      looked.trace.dispose();
      await sandbox?.dispose();
    },
  };
};
