/** A vault on a file in memory with hand-written surroundings: keychain, chip service, clock. */
import { createMemoryKeychain } from "#platform/memory-keychain.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { appError } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";
import type { Keychain } from "#vault/keychain.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import type { ChipSecretStore, TapContext, Vault } from "#vault/vault.port.ts";
import { createVault } from "#vault/vault.ts";
import type { ManualClock } from "./manual-clock.ts";
import { createManualClock } from "./manual-clock.ts";
import { silentLog } from "./silent-log.ts";

/** The chip's service by hand: values by token and name, and a switch to fail. */
export interface FakeChipService extends ChipSecretStore {
  readonly values: Map<string, string>;
  failNext(error: AppError): void;
}

/** Makes an empty service. */
export const createFakeChipService = (): FakeChipService => {
  const values = new Map<string, string>();
  let failure: AppError | null = null;
  const taken = (): AppError | null => {
    const error = failure;
    failure = null;
    return error;
  };
  return {
    values,
    failNext: (error) => (failure = error),
    fetch: (token, name) => {
      const error = taken();
      return Promise.resolve(error === null ? ok(values.get(`${token} ${name}`) ?? null) : err(error));
    },
    put: (token, name, value) => {
      const error = taken();
      if (error !== null) return Promise.resolve(err(error));
      if (value === "") values.delete(`${token} ${name}`);
      else values.set(`${token} ${name}`, value);
      return Promise.resolve(ok(undefined));
    },
  };
};

/** Everything around one vault. */
export interface VaultBench {
  readonly store: LocalStore;
  readonly keychain: Keychain;
  readonly service: FakeChipService;
  readonly clock: ManualClock;
  /** A vault object over the same file, as after a restart. */
  open(): Vault;
  /** A proven tap of the person whose silo at the service is `token`. */
  tap(token?: string): TapContext;
  /** Makes a finished vault; returns it open, with its words. */
  create(): Promise<{ readonly vault: Vault; readonly words: readonly string[] }>;
}

/** Unwraps a success; throws the error's code. */
export const must = <T>(result: { ok: true; value: T } | { ok: false; error: AppError }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

/** Makes the surroundings. */
export const createVaultBench = (): VaultBench => {
  const clock = createManualClock();
  const store = must(openLibsqlStore({ file: ":memory:", log: silentLog }));
  const keychain = createMemoryKeychain();
  const service = createFakeChipService();
  const open = (): Vault =>
    createVault({ store, crypto: createNodeCrypto(), clock, log: silentLog, remoteStores: () => ["kvs"] });
  const tap = (token = "mine"): TapContext => ({
    presence: { flow: "scan", token, memberId: token, chipId: null },
    chipSecrets: service,
    keychain,
    signal: new AbortController().signal,
  });
  return {
    store,
    keychain,
    service,
    clock,
    open,
    tap,
    create: async () => {
      const vault = open();
      must(await vault.create(tap()));
      const words = must(vault.recoveryWords());
      const answers = must(vault.askPositions()).map((position) => ({
        position,
        word: words[position - 1] ?? "",
      }));
      must(vault.confirmRecovery(answers));
      return { vault, words };
    },
  };
};

/** A catalogue error, for the failing parts of a bench. */
export const unreachable = (): AppError => appError("store.unreachable");
