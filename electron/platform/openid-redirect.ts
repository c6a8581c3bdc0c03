/** The address that the browser came back to: whether it answers this sign-in, and what it says. Pure. */
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountError } from "#stores/account.port.ts";
import { oauthError } from "./openid-errors.ts";

const placeOf = ({ protocol, host, pathname }: URL): string =>
  `${protocol}//${host}${pathname}`.replace(/\/+$/, "");

/** A parameter that is there exactly once; a doubled one could be read in two ways. */
const only = (query: URLSearchParams, name: string): string | null => {
  const values = query.getAll(name);
  return values.length === 1 ? (values[0] ?? null) : null;
};

const isOurs = (redirect: URL, redirectUri: string, state: string): boolean =>
  placeOf(redirect) === placeOf(new URL(redirectUri)) && only(redirect.searchParams, "state") === state;

/**
 * The answer at the address it was asked to come to, with a code. connect.wrong-state for an answer to
 * another sign-in, connect.denied when the person said no, connect.refused for what else the service says.
 */
export const answerOf = (
  redirect: URL,
  { redirectUri, state }: { readonly redirectUri: string; readonly state: string },
): Result<URL, AccountError> => {
  if (!isOurs(redirect, redirectUri, state)) return fail("connect.wrong-state");
  const query = redirect.searchParams;
  if (query.has("error")) return err(oauthError(only(query, "error") ?? "other"));
  if (only(query, "code") === null) return err(appError("connect.refused", { error: "no_code" }));
  const answer = new URL(redirectUri);
  answer.search = redirect.search;
  return ok(answer);
};
