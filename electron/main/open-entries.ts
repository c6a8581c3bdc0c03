/** Reaching the entries of a profile's vault, or the reason why there are none to be had now. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { Environment } from "./environment.ts";

/** The entries; vault.none, vault.unfinished, vault.locked, or why the file cannot be used. */
export const entriesOf = ({ vault, vaultError }: Environment): Result<EntryService, AppError> => {
  if (vault === null) return vaultError === null ? fail("vault.none") : err(vaultError);
  const entries = vault.entries();
  if (entries !== null) return ok(entries);
  const status = vault.status();
  return fail(
    status === "none" ? "vault.none" : status === "unfinished" ? "vault.unfinished" : "vault.locked",
  );
};
