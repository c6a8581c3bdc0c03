/**
 * What can go wrong with digi.me, in one table: the service's codes (contract 9) and HTTP statuses to the
 * codes of our catalogue. Texts of the service are never looked at, because they may change and may hold
 * what should not be kept.
 */
import type { AppError, ErrorCode, ErrorDetail } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { HttpFailure } from "#stores/http.port.ts";
import type { SecretError } from "#stores/secret-slot.port.ts";
import type { StoreError } from "#stores/store.port.ts";

/** Failures that this computer knows of by itself. */
export type LocalError =
  | SecretError
  | AppError<
      | "settings.contract-key-malformed"
      | "settings.address-malformed"
      | "store.not-configured"
      | "store.not-connected"
      | "store.consent-ended"
      | "store.other-account"
    >;

/** The service said no: its code where it is one of contract 9, and by how much our clock is ahead of its answer's Date. */
export interface Refused {
  readonly kind: "refused";
  readonly status: number;
  readonly code: ServiceCode | null;
  readonly aheadMs: number | null;
}

/** Why a step did not succeed, before it is told as a store's or an account's failure. */
export type Trouble =
  | Refused
  | { readonly kind: "unanswered"; readonly failure: HttpFailure }
  | { readonly kind: "unreadable"; readonly reason: string; readonly status?: number }
  | { readonly kind: "untrusted"; readonly reason: string }
  | { readonly kind: "local"; readonly error: LocalError };

type StoreCode = StoreError["code"];
type AccountCode = Exclude<AccountError["code"], SecretError["code"]>;

interface Meaning {
  readonly store: StoreCode;
  readonly account: AccountCode;
  readonly reason: string;
}

const meaning = (store: StoreCode, account: AccountCode, reason: string): Meaning => ({
  store,
  account,
  reason,
});

/** Contract 9, row by row. The meaning of the names known from Android only is taken from the name. */
const meanings = {
  InvalidToken: meaning("store.consent-ended", "connect.refused", "token"),
  InvalidRefreshToken: meaning("store.consent-ended", "connect.refused", "refresh-token"),
  TokenInvalid: meaning("store.no-permission", "connect.refused", "token-invalid"),
  TokenNotYetValid: meaning("store.refused", "connect.refused", "token-not-yet-valid"),
  InvalidRedirectUri: meaning("store.not-configured", "connect.refused", "redirect-uri"),
  InvalidClient: meaning("store.not-configured", "connect.refused", "client"),
  NoSuchApplication: meaning("store.not-configured", "connect.refused", "application"),
  NoSuchContract: meaning("store.not-configured", "connect.refused", "contract"),
  InvalidContractDataRequest: meaning("store.not-configured", "connect.refused", "contract-kind"),
  InsufficientScope: meaning("store.no-permission", "store.no-permission", "contract-is-one-off"),
  ScopeOutOfBounds: meaning("store.no-permission", "store.no-permission", "scope"),
  ServiceAuthorizationError: meaning("store.no-permission", "store.no-permission", "source"),
  ValidationErrors: meaning("store.refused", "connect.refused", "parameters"),
  SDKVersionInvalid: meaning("store.refused", "connect.refused", "agent-version"),
  SDKInvalid: meaning("store.refused", "connect.refused", "agent"),
  SDKVersion: meaning("store.refused", "connect.refused", "agent"),
  TooManyRequests: meaning("store.busy", "store.busy", "too-many-requests"),
  SessionInvalid: meaning("store.refused", "store.refused", "session"),
  SessionUsed: meaning("store.refused", "store.refused", "session-used"),
  SessionUpdateFailed: meaning("store.busy", "store.busy", "session-update"),
  InvalidSyncState: meaning("store.busy", "store.busy", "sync-state"),
  PartialSync: meaning("store.busy", "store.busy", "partial-sync"),
  InvalidPCloud: meaning("store.refused", "store.refused", "library"),
} as const satisfies Record<string, Meaning>;

/** The service's codes that contract 9 names. */
export type ServiceCode = keyof typeof meanings;

/** All of them, for tests that must see every one. */
export const serviceCodes = Object.keys(meanings) as readonly ServiceCode[];

/** A code of contract 9; null for any other text. */
export const readServiceCode = (text: string): ServiceCode | null =>
  Object.hasOwn(meanings, text) ? (text as ServiceCode) : null;

const statusMeanings: Readonly<Record<number, Meaning>> = {
  401: meaning("store.no-permission", "connect.refused", "unauthorised"),
  403: meaning("store.no-permission", "connect.refused", "forbidden"),
  408: meaning("store.busy", "store.busy", "timeout"),
  409: meaning("store.conflict", "connect.refused", "conflict"),
  413: meaning("store.value-too-long", "connect.refused", "too-long"),
  429: meaning("store.busy", "store.busy", "too-many-requests"),
  507: meaning("store.full", "store.refused", "full"),
};

const statusMeaning = (status: number): Meaning => {
  const known = statusMeanings[status];
  if (known !== undefined) return known;
  return status >= 500
    ? meaning("store.busy", "store.busy", "server")
    : meaning("store.refused", "connect.refused", "status");
};

const timeCodes: readonly (ServiceCode | null)[] = [
  null,
  "InvalidToken",
  "InvalidRefreshToken",
  "TokenInvalid",
  "TokenNotYetValid",
  "ValidationErrors",
];

const skewLimitMs = 120_000;

/** Minutes our clock is ahead, when that is more than two and can be why the service said no; null otherwise. */
export const skewOf = (trouble: Trouble): number | null => {
  if (trouble.kind !== "refused") return null;
  const { status, code, aheadMs } = trouble;
  const isOff = aheadMs !== null && Math.abs(aheadMs) > skewLimitMs;
  const mayMatter = [400, 401, 403].includes(status) && timeCodes.includes(code);
  return isOff && mayMatter ? Math.round(aheadMs / 60_000) : null;
};

/** A refusal that this computer found for itself, as if the service had answered with this status. */
export const refusedAs = (status: number, code: ServiceCode | null = null): Trouble => ({
  kind: "refused",
  status,
  code,
  aheadMs: null,
});

/** Whether waiting a little and asking again may help. */
export const isPassing = (trouble: Trouble): boolean => {
  if (trouble.kind === "unanswered")
    return trouble.failure.reason === "unreachable" || trouble.failure.reason === "timeout";
  if (trouble.kind !== "refused") return false;
  const { code, status } = trouble;
  return (code === null ? statusMeaning(status) : meanings[code]).store === "store.busy";
};

/** The access token no longer counts. A 401 without words of the service may mean that (contract 4, Refresh). */
export const isTokenEnded = (trouble: Trouble): boolean =>
  trouble.kind === "refused" &&
  trouble.status === 401 &&
  (trouble.code === null || trouble.code === "InvalidToken");

const refusedDetail = ({ status, code }: Refused, reason: string): ErrorDetail =>
  code === null ? { reason, status } : { reason, status, code };

const unansweredCode = ({ reason }: HttpFailure): "cancelled" | "store.unreachable" | "store.bad-reply" => {
  if (reason === "cancelled") return "cancelled";
  return reason === "too-large" || reason === "not-json" ? "store.bad-reply" : "store.unreachable";
};

/** A secret that cannot be kept or opened, as a store tells it; the cause stays in the detail. */
const storeCodeOfLocal = (code: LocalError["code"]): StoreCode => {
  switch (code) {
    case "settings.contract-key-malformed":
    case "settings.address-malformed":
      return "store.not-configured";
    case "store.other-account":
      return "store.consent-ended";
    case "vault.busy":
      return "store.busy";
    case "vault.none":
    case "vault.damaged":
    case "vault.disk-full":
    case "vault.read-only":
    case "internal":
      return "store.secrets-lost";
    default:
      return code;
  }
};

const told = <C extends ErrorCode>(code: C, detail?: ErrorDetail): AppError<C> => appError(code, detail);

const localAsStore = (error: LocalError): StoreError => {
  const code = storeCodeOfLocal(error.code);
  const detail = code === error.code ? error.detail : { ...error.detail, cause: error.code };
  return { ...told(code, detail), ref: error.ref };
};

/** Tells a trouble as a store's failure. */
export const asStoreError = (trouble: Trouble): StoreError => {
  switch (trouble.kind) {
    case "local":
      return localAsStore(trouble.error);
    case "untrusted":
      return told("store.bad-reply", { reason: `untrusted-${trouble.reason}` });
    case "unreadable":
      return told("store.bad-reply", unreadableDetail(trouble));
    case "unanswered": {
      const code = unansweredCode(trouble.failure);
      return code === "cancelled" ? told("scan.cancelled") : told(code, { ...trouble.failure });
    }
    case "refused": {
      const minutes = skewOf(trouble);
      if (minutes !== null) return told("store.clock-skew", { minutes });
      const { store, reason } =
        trouble.code === null ? statusMeaning(trouble.status) : meanings[trouble.code];
      return told(store, refusedDetail(trouble, reason));
    }
  }
};

/** Tells a trouble as a failure of signing in or of the account. */
export const asAccountError = (trouble: Trouble): AccountError => {
  switch (trouble.kind) {
    case "local":
      return trouble.error;
    case "untrusted":
      return told("connect.untrusted", { reason: trouble.reason });
    case "unreadable":
      return told("store.bad-reply", unreadableDetail(trouble));
    case "unanswered": {
      const code = unansweredCode(trouble.failure);
      return code === "cancelled" ? told("connect.cancelled") : told(code, { ...trouble.failure });
    }
    case "refused": {
      const minutes = skewOf(trouble);
      if (minutes !== null) return told("connect.clock-skew", { minutes });
      const { account, reason } =
        trouble.code === null ? statusMeaning(trouble.status) : meanings[trouble.code];
      return told(account, refusedDetail(trouble, reason));
    }
  }
};

const unreadableDetail = ({ reason, status }: Trouble & { readonly kind: "unreadable" }): ErrorDetail => ({
  reason,
  ...(status === undefined ? {} : { status }),
});
