/** A vault's file with its key in hand, as the bench needs it: no chip, no keychain, everything else real. */
import { join } from "node:path";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { openLibsqlStore } from "#platform/libsql-store.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { silentLog } from "#test/support/silent-log.ts";
import type { EntryService } from "#vault/entries.port.ts";
import { openEntries } from "#vault/entries.ts";
import { createVaultKeys } from "#vault/keys.ts";
import { need } from "./figures.ts";

/** An open vault. */
export interface VaultFile {
  readonly entries: EntryService;
  close(): void;
}

/** Opens the vault in a folder, or makes it. */
export const openVaultFile = (folder: string): VaultFile => {
  const crypto = createNodeCrypto();
  const store = need(openLibsqlStore({ file: join(folder, "vault.db"), log: silentLog }));
  const keys = createVaultKeys(crypto, new Uint8Array(32).fill(9), new Uint8Array(16).fill(8));
  const opened = need(
    openEntries({
      store,
      crypto,
      keys,
      clock: createSystemClock(),
      log: silentLog,
      remoteStores: () => ["kvs"],
      keysReplaced: () => undefined,
    }),
  );
  return {
    entries: opened.service,
    close: () => {
      opened.close();
      keys.wipe();
      store.dispose();
    },
  };
};
