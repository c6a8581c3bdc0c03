/** A real vault on a real file, opened by its words: what the processes that are killed run, and what looks after them. */
import Database from "libsql";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { createMemoryKeychain } from "#platform/memory-keychain.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { CommitStep } from "#platform/libsql-store.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import type { TapContext, Vault } from "#vault/vault.port.ts";
import { createVault } from "#vault/vault.ts";

/** How a vault is opened. */
export interface CrashVaultOptions {
  readonly file: string;
  readonly onStep?: (step: CommitStep) => void;
  /** Told of every warning by name. */
  readonly onWarning?: (event: string) => void;
}

/** A vault with its file; locked until its words are given. */
export interface CrashVault {
  readonly store: LocalStore;
  readonly vault: Vault;
  readonly close: () => void;
}

/** The same, open. */
export interface UnlockedCrashVault extends CrashVault {
  readonly entries: EntryService;
}

/** Opens the file; the vault in it may be none yet. */
export const openCrashVault = (options: CrashVaultOptions): Result<CrashVault, AppError> => {
  const { file, onStep, onWarning } = options;
  const nothing = (): void => undefined;
  const warn = (event: string): void => onWarning?.(event);
  const log: Log = { debug: nothing, info: nothing, warn, error: warn };
  const store = openLibsqlStore({ file, log, ...(onStep === undefined ? {} : { onStep }) });
  if (!store.ok) return store;
  const vault = createVault({
    store: store.value,
    crypto: createNodeCrypto(),
    clock: createSystemClock(),
    log,
    remoteStores: () => ["kvs"],
  });
  return ok({
    store: store.value,
    vault,
    close: () => {
      vault.dispose();
      store.value.dispose();
    },
  });
};

/** Opens the file and unlocks the vault by its words. */
export const unlockCrashVault = async (
  options: CrashVaultOptions,
  words: string,
): Promise<Result<UnlockedCrashVault, AppError>> => {
  const opened = openCrashVault(options);
  if (!opened.ok) return opened;
  const unlocked = await opened.value.vault.unlockWithWords(words, { keychain: createMemoryKeychain() });
  const entries = opened.value.vault.entries();
  if (unlocked.ok && entries !== null) return ok({ ...opened.value, entries });
  opened.value.close();
  return unlocked.ok ? fail("vault.unfinished") : unlocked;
};

/** A tap whose chip service and keychain are this process's memory alone. */
const tapInMemory = (): TapContext => {
  const values = new Map<string, string>();
  return {
    presence: { flow: "scan", token: "mine", memberId: "mine", chipId: null },
    chipSecrets: {
      fetch: (token, name) => Promise.resolve(ok(values.get(`${token} ${name}`) ?? null)),
      put: (token, name, value) => {
        values.set(`${token} ${name}`, value);
        return Promise.resolve(ok(undefined));
      },
    },
    keychain: createMemoryKeychain(),
    signal: new AbortController().signal,
  };
};

/** Makes a finished vault; answers its words. */
export const makeCrashVault = async (options: CrashVaultOptions): Promise<Result<string, AppError>> => {
  const opened = openCrashVault(options);
  if (!opened.ok) return opened;
  const { vault, close } = opened.value;
  const finish = async (): Promise<Result<string, AppError>> => {
    const made = await vault.create(tapInMemory());
    if (!made.ok) return made;
    const words = vault.recoveryWords();
    if (!words.ok) return words;
    const asked = vault.askPositions();
    if (!asked.ok) return asked;
    const answers = asked.value.map((position) => ({ position, word: words.value[position - 1] ?? "" }));
    const confirmed = vault.confirmRecovery(answers);
    return confirmed.ok ? ok(words.value.join(" ")) : confirmed;
  };
  const finished = await finish();
  close();
  return finished;
};

/** What SQLite itself finds wrong with a file; "ok" when nothing. */
export const integrityOf = (file: string): string => {
  const database = new Database(file);
  try {
    const rows = database.prepare("PRAGMA integrity_check").raw().all() as unknown[][];
    return rows.map(([text]) => String(text)).join("; ");
  } finally {
    database.close();
  }
};
