/** What the handlers share: reaching entries and vault, and answers without content. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { TimedClipboard } from "./clipboard.ts";
import type { Core } from "./core.ts";
import type { FileChooser } from "./file-chooser.port.ts";
import type { ShellDesk } from "./shell/shell-desk.ts";
import type { UpdatesDesk } from "./updates/updates-desk.ts";

/** What the handlers use besides the core. */
export interface HandlerParts {
  readonly core: Core;
  readonly clipboard: TimedClipboard;
  readonly files: FileChooser;
  readonly crypto: Crypto;
  readonly shell: ShellDesk;
  /** Null on the command line, and where no installer put this program. */
  readonly updates: UpdatesDesk | null;
  readonly now: () => number;
}

/** What a handler answers. */
export type Outcome<T> = Result<T, AppError>;

/** A success without content. */
export const nothing = (result: Outcome<unknown>): Outcome<Record<string, never>> =>
  result.ok ? ok({}) : result;

/** Uses the entries of the open vault; vault.locked and the like when there are none. */
export const withEntries = <T>(core: Core, use: (entries: EntryService) => Outcome<T>): Outcome<T> => {
  const entries = core.entries();
  return entries.ok ? use(entries.value) : entries;
};

/** Uses the vault, open or not; vault.none when there is no file. */
export const withVault = <T>(core: Core, use: (vault: Vault) => Outcome<T>): Outcome<T> => {
  const { vault } = core.environment;
  return vault === null ? fail("vault.none") : use(vault);
};

/** As withVault, for what takes a while. */
export const withVaultLater = async <T>(
  core: Core,
  use: (vault: Vault) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const { vault } = core.environment;
  return vault === null ? fail("vault.none") : use(vault);
};
