/** Where the browser goes after the consent screens, as the account's front end writes it (contract 3). Pure. */

/** What a client asks for; either name of each parameter will do. */
export interface SignInRequest {
  /** Lower-cased, as the front end does; empty when it was not given. */
  readonly applicationId: string;
  readonly redirect: string;
  readonly fallback: string | null;
}

/** Why no token comes back: `error` and `error_reason` as the front end names them. */
export const signInFailures = {
  redirectMissing: ["application_misconfigured", "redirect_is_required "],
  idMissing: ["application_misconfigured", "application_id_is_required "],
  idUnknown: ["application_misconfigured", "application_id_not_found "],
  denied: ["access_denied", "user_cancelled"],
  broken: ["hat_exception", "internal_server_error"],
  notEnabled: ["hat_exception", "enabling_application_failed"],
} as const;

/** One of them. */
export type SignInFailure = keyof typeof signInFailures;

/** Reads what the client asks for. */
export const readSignInRequest = (query: URLSearchParams): SignInRequest => ({
  applicationId: (query.get("name") ?? query.get("application_id") ?? "").toLowerCase(),
  redirect: query.get("redirect") ?? query.get("redirect_uri") ?? "",
  fallback: query.get("fallback"),
});

const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

/** Whether the sandbox sends a browser there: this computer by http, or the app's own scheme. */
export const isAllowedTarget = (target: string): boolean => {
  if (!URL.canParse(target)) return false;
  const { protocol, hostname } = new URL(target);
  return protocol === "tapvault:" || (protocol === "http:" && loopbackNames.includes(hostname));
};

/** A `#` would swallow what follows it, so the front end encodes it. */
const append = (redirect: string, parameter: string): string => {
  const base = redirect.replaceAll("#", "%23");
  return new URL(`${base}${base.includes("?") ? "&" : "?"}${parameter}`).href;
};

/** The address that hands the token over. */
export const tokenAddress = (redirect: string, token: string): string => append(redirect, `token=${token}`);

/**
 * The address that says why there is none; null when there is nowhere to say it. With a fallback, that
 * address and no reason; else one parameter in which the ampersand is encoded, so that it holds both.
 */
export const failureAddress = (
  { redirect, fallback }: SignInRequest,
  failure: SignInFailure,
): string | null => {
  if (fallback !== null && fallback !== "") return isAllowedTarget(fallback) ? fallback : null;
  if (!isAllowedTarget(redirect)) return null;
  const [error, reason] = signInFailures[failure];
  return append(redirect, `error=${error}%26error_reason=${encodeURIComponent(reason)}`);
};
