/** Failures of the account in the codes of a store, and the other way round. The reference stays the same. */
import type { AppError } from "#contract/errors.ts";
import { catalogue } from "#contract/errors.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { StoreError } from "#stores/store.port.ts";

type StoreCode = StoreError["code"];
type AccountCode = AccountError["code"];

/** What each failure of an account is to a store; the same code where a store has it. */
const toStore = {
  "keychain.locked": "keychain.locked",
  "keychain.unavailable": "keychain.unavailable",
  "store.secrets-lost": "store.secrets-lost",
  "vault.none": "store.not-connected",
  // The tokens are there and their place is not to be had for now: what waits goes on waiting.
  "vault.damaged": "store.busy",
  "vault.busy": "store.busy",
  "vault.disk-full": "store.busy",
  "vault.read-only": "store.busy",
  internal: "store.busy",
  "connect.denied": "store.consent-ended",
  "connect.wrong-state": "store.consent-ended",
  "connect.untrusted": "store.refused",
  "connect.refused": "store.refused",
  "connect.cancelled": "scan.cancelled",
  "connect.clock-skew": "store.clock-skew",
  "settings.pda-malformed": "store.not-configured",
  "settings.pda-unknown": "store.not-configured",
  "settings.namespace-malformed": "store.not-configured",
  "settings.contract-key-malformed": "store.not-configured",
  "settings.address-malformed": "store.not-configured",
  "store.not-configured": "store.not-configured",
  "store.not-connected": "store.not-connected",
  "store.consent-ended": "store.consent-ended",
  // Signing in again tells it.
  "store.other-account": "store.consent-ended",
  "store.no-permission": "store.no-permission",
  "store.busy": "store.busy",
  "store.refused": "store.refused",
  "store.unreachable": "store.unreachable",
  "store.bad-reply": "store.bad-reply",
} as const satisfies Record<AccountCode, StoreCode>;

/** What each failure of a small question to the store is to its account. */
const toAccount = {
  "store.unreachable": "store.unreachable",
  "store.conflict": "store.refused",
  "store.bad-reply": "store.bad-reply",
  "store.refused": "store.refused",
  "store.name-too-long": "store.refused",
  "store.value-too-long": "store.refused",
  "store.rolled-back": "store.refused",
  "store.busy": "store.busy",
  "store.full": "store.refused",
  "store.no-permission": "store.no-permission",
  "store.not-configured": "store.not-configured",
  "store.not-connected": "store.not-connected",
  "store.consent-ended": "store.consent-ended",
  "store.secrets-lost": "store.secrets-lost",
  "store.clock-skew": "connect.clock-skew",
  "keychain.locked": "keychain.locked",
  "keychain.unavailable": "keychain.unavailable",
  "session.none": "store.not-connected",
  "session.expired": "store.consent-ended",
  "cipher.tampered": "store.bad-reply",
  "cipher.newer-version": "store.bad-reply",
  "scan.cancelled": "connect.cancelled",
} as const satisfies Record<StoreCode, AccountCode>;

const renamed = <C extends keyof typeof catalogue>(error: AppError, code: C): AppError<C> => {
  const detail = error.code === code ? error.detail : { ...error.detail, because: error.code };
  return { code, ref: error.ref, retry: catalogue[code], ...(detail === undefined ? {} : { detail }) };
};

/** As a store says it. */
export const asStoreError = (error: AccountError): StoreError => renamed(error, toStore[error.code]);

/** As an account says it. */
export const asAccountError = (error: StoreError): AccountError => renamed(error, toAccount[error.code]);
