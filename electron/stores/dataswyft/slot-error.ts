/** Failures of the secret slot and of the settings, as a store tells them. */
import { appError } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { PdaFailure } from "./error-table.ts";
import type { PdaSettingsError } from "./pda-address.ts";
import type { TokenUseError } from "./token-keeper.ts";

type Known = Exclude<TokenUseError["code"], `vault.${string}` | "internal">;

const known: ReadonlySet<string> = new Set<Known>([
  "keychain.locked",
  "keychain.unavailable",
  "store.secrets-lost",
  "store.not-connected",
  "store.consent-ended",
]);

const isKnown = (error: AppError): error is AppError<Known> => known.has(error.code);

const told = (error: TokenUseError): StoreError => {
  if (isKnown(error)) return error;
  // A store has no words for the vault's own troubles: the sign-in cannot be had just now.
  return { ...appError(error.code === "vault.busy" ? "store.busy" : "store.secrets-lost"), ref: error.ref };
};

/** As a failure of a call that was never sent. */
export const slotError = (error: TokenUseError): PdaFailure => ({ kind: "refused", error: told(error) });

/** Settings that cannot be used are settings that are missing, to a store. */
export const settingsError = (error: PdaSettingsError): PdaFailure => ({
  kind: "refused",
  error: { ...appError("store.not-configured"), ref: error.ref },
});
