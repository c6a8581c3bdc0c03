/**
 * What the OpenID library throws, in the codes of the catalogue. The library's errors carry whole answers
 * with tokens in them, so nothing of one is kept but its code and the name of an OAuth error.
 */
import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { WWWAuthenticateChallengeError } from "openid-client";
import { appError } from "#contract/errors.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { HttpFailure } from "#stores/http.port.ts";
import type { OpenidExchange } from "./openid-fetch.ts";

/** Names of RFC 6749 and OpenID Connect; another text of the service is not repeated. */
const oauthName = /^[a-z_]{1,40}$/;

/** An error name of the service that can be shown. */
export const shownName = (name: string): string => (oauthName.test(name) ? name : "other");

/** A sign-in or a renewal that the service refused by name (RFC 6749, 4.1.2.1 and 5.2). */
export const oauthError = (name: string): AccountError => {
  switch (name) {
    case "access_denied":
      return appError("connect.denied");
    case "temporarily_unavailable":
    case "server_error":
      return appError("store.busy", { error: name });
    default:
      return appError("connect.refused", { error: shownName(name) });
  }
};

/** No answer, in the codes of an account. */
export const httpError = ({ reason, system }: HttpFailure): AccountError => {
  switch (reason) {
    case "cancelled":
      return appError("connect.cancelled");
    case "insecure":
      return appError("settings.address-malformed");
    case "unreachable":
    case "timeout":
      return appError("store.unreachable", { reason, ...(system === undefined ? {} : { system }) });
    case "too-large":
    case "not-json":
      return appError("store.bad-reply", { reason });
  }
};

/** A status that is no answer of the service: overload asks to wait, anything else is not the service. */
export const statusError = (status: number): AccountError =>
  appError(status === 429 || status === 503 ? "store.busy" : "store.unreachable", { status });

/** Codes that mean: it may be JSON, but it is not proven to be the service's word on this person. */
const untrusted: ReadonlySet<string> = new Set([
  "OAUTH_INVALID_RESPONSE",
  "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
  "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED",
  "OAUTH_KEY_SELECTION_FAILED",
  "OAUTH_UNSUPPORTED_OPERATION",
  "OAUTH_HTTP_REQUEST_FORBIDDEN",
  "OAUTH_REQUEST_PROTOCOL_FORBIDDEN",
]);
const unreadable: ReadonlySet<string> = new Set([
  "OAUTH_PARSE_ERROR",
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_MISSING_SERVER_METADATA",
  "OAUTH_INVALID_SERVER_METADATA",
]);

const clientError = (code: string, status: number | null): AccountError => {
  if (status !== null && status >= 300) return statusError(status);
  if (untrusted.has(code)) return appError("connect.untrusted", { because: code });
  return unreadable.has(code)
    ? appError("store.bad-reply", { because: code })
    : appError("internal", { because: code });
};

/** The error for what a call threw, told by the exchange where it never came to an answer. */
export const openidError = (thrown: unknown, exchange: OpenidExchange): AccountError => {
  const failure = exchange.failure();
  if (failure !== null) return httpError(failure);
  if (thrown instanceof ResponseBodyError || thrown instanceof AuthorizationResponseError)
    return oauthError(thrown.error);
  if (thrown instanceof WWWAuthenticateChallengeError)
    return appError("connect.refused", { status: thrown.status });
  if (thrown instanceof ClientError) return clientError(thrown.code ?? "unknown", exchange.status());
  return appError("internal");
};

/** Whether a renewal was refused because its refresh token is no longer good. */
export const isGrantEnded = (thrown: unknown): boolean =>
  thrown instanceof ResponseBodyError && thrown.error === "invalid_grant";
