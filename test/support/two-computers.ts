/** One vault on two computers: two files with the same keys, a clock each, and nothing between them but what a test carries over. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "#contract/clock.port.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { EntryService, SealedEntry } from "#vault/entries.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import { createVault } from "#vault/vault.ts";
import { entriesOf } from "./entry-bench.ts";
import { silentLog } from "./silent-log.ts";
import type { VaultBench } from "./vault-bench.ts";
import { createVaultBench, must } from "./vault-bench.ts";

/** A clock that is moved by hand, without waiting for anything. */
export interface HandClock extends Clock {
  advance(ms: number): void;
}

/** One of them. */
export interface Computer {
  readonly store: LocalStore;
  readonly vault: Vault;
  readonly clock: HandClock;
  entries(): EntryService;
  /** The present revision as a service would keep it. */
  sealed(entryId: string): SealedEntry;
  /** Locks, and opens with the chip. */
  reopen(): Promise<void>;
}

const createClock = (): HandClock => {
  let moved = 0;
  return {
    now: () => 1_700_000_000_000 + moved,
    monotonicMs: () => moved,
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => clearTimeout(timer);
    },
    advance: (ms) => (moved += ms),
  };
};

const sealedIn = (store: LocalStore, id: string): SealedEntry => {
  const row = must(store.entry(id));
  if (row === null) throw new Error("no such entry");
  return { id, revision: row.revision, blob: row.sealed };
};

const open = async (bench: VaultBench, store: LocalStore): Promise<Computer> => {
  const clock = createClock();
  const parts = { store, crypto: createNodeCrypto(), clock, log: silentLog };
  const vault = createVault({ ...parts, remoteStores: () => ["kvs"] });
  must(await vault.unlockWithChip(bench.tap()));
  return {
    store,
    vault,
    clock,
    entries: () => entriesOf(vault),
    sealed: (entryId) => sealedIn(store, entryId),
    reopen: async () => {
      vault.lock();
      must(await vault.unlockWithChip(bench.tap()));
    },
  };
};

/** Makes both; the second from a copy of the first one's file. */
export const createTwoComputers = async (): Promise<readonly [Computer, Computer]> => {
  const bench = createVaultBench();
  await bench.create();
  const file = join(mkdtempSync(join(tmpdir(), "tapvault-two-")), "vault.db");
  must(bench.store.snapshotTo(file));
  const second = must(openLibsqlStore({ file, log: silentLog }));
  return [await open(bench, bench.store), await open(bench, second)];
};
