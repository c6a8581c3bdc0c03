/**
 * The address that the browser is sent to and the address it comes back to (contract 3). The flow has no
 * `state` of its own, so an unguessable value rides in the way back; a second one marks the way that the
 * account's page takes when it gives up. It judges no token.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { toBase64Url } from "#vault/bytes.ts";
import type { PdaTarget } from "./pda-address.ts";

/** `hatlogin`: the documented page; `auth`: the newer screens. */
export type SignInPage = "hatlogin" | "auth";

/** One way out and back. */
export interface SignInTrip {
  readonly url: string;
  readonly redirectUri: string;
  /** Null when the portal wants the registered way back without anything behind it. */
  readonly state: string | null;
  /** Comes back in place of a token when the page was left by its way out. */
  readonly refusal: string;
}

const markBytes = 16;

const withQuery = (uri: string, name: string, value: string): string =>
  `${uri}${uri.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`;

/** Makes the trip. `random` gives the two marks, 16 bytes each. */
export const planTrip = (parts: {
  readonly target: PdaTarget;
  readonly page: SignInPage;
  readonly redirectUri: string;
  readonly hasState: boolean;
  readonly random: (length: number) => Uint8Array;
}): SignInTrip => {
  const { target, page, redirectUri } = parts;
  const state = parts.hasState ? toBase64Url(parts.random(markBytes)) : null;
  const refusal = toBase64Url(parts.random(markBytes));
  const name = encodeURIComponent(target.applicationId);
  const back = encodeURIComponent(state === null ? redirectUri : withQuery(redirectUri, "state", state));
  const fallback = encodeURIComponent(withQuery(redirectUri, "refused", refusal));
  const { baseUrl } = target.address;
  const url =
    page === "hatlogin"
      ? `${baseUrl}/#/hatlogin?name=${name}&redirect=${back}&fallback=${fallback}`
      : `${baseUrl}/auth/oauth?application_id=${name}&redirect_uri=${back}&fallback=${fallback}&lang=en`;
  return { url, redirectUri, state, refusal };
};

/** Why no token came. */
export type TripError = AppError<"connect.denied" | "connect.refused" | "connect.wrong-state">;

const isSamePlace = (redirect: URL, redirectUri: string): boolean => {
  const expected = new URL(redirectUri);
  return (
    redirect.protocol === expected.protocol &&
    redirect.host === expected.host &&
    redirect.pathname === expected.pathname
  );
};

/** Pages that only append would put a second `?` behind our own query. */
const queryOf = (redirect: URL): URLSearchParams =>
  new URLSearchParams(redirect.search.slice(1).replaceAll("?", "&"));

/** Reasons are words of the service; anything else is kept out of details. */
const wordOf = (text: string | null | undefined): string => {
  const word = text?.trim() ?? "";
  return /^[a-z_]{1,60}$/.test(word) ? word : "";
};

/** The ampersand before `error_reason` comes encoded, so both arrive as one parameter (contract 3, step 4). */
const refusalOf = (error: string, query: URLSearchParams): Result<never, TripError> => {
  const [first = "", ...rest] = error.split("&");
  const joined = new URLSearchParams(rest.join("&")).get("error_reason");
  const reason = wordOf(joined ?? query.get("error_reason"));
  if (wordOf(first) === "access_denied" && (reason === "user_cancelled" || reason === ""))
    return fail("connect.denied");
  return fail("connect.refused", { reason: reason === "" ? wordOf(first) || "unknown" : reason });
};

/** The token that came back, unjudged. */
export const readTrip = (trip: SignInTrip, redirect: URL): Result<string, TripError> => {
  if (!isSamePlace(redirect, trip.redirectUri)) return fail("connect.wrong-state");
  const query = queryOf(redirect);
  if (query.has("refused"))
    return fail(query.get("refused") === trip.refusal ? "connect.denied" : "connect.wrong-state");
  if (trip.state !== null && query.get("state") !== trip.state) return fail("connect.wrong-state");
  const error = query.get("error");
  if (error !== null) return refusalOf(error, query);
  const tokens = query.getAll("token");
  return tokens.length === 1 && tokens[0] !== undefined && tokens[0] !== ""
    ? ok(tokens[0])
    : fail("connect.wrong-state");
};
