/**
 * /token (contract 2.5): a code, good once, or a refresh token, replaced by every use. What is used twice
 * ends everything it gave. The fault `code` answers with an error by its OAuth name; "reuse" is the
 * `invalid_grant` of a refresh token that was used before.
 */
import { createHash } from "node:crypto";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Caller } from "./client-authentication.ts";
import { authenticateClient } from "./client-authentication.ts";
import type { CodeRow, Grant } from "./grants.ts";
import { findGrant, findRefreshToken, isCodeOver, spendCode, spendRefreshToken } from "./grants.ts";
import type { HyperidParts, HyperidRequest, OauthError } from "./parts.ts";
import { answerError, clientRefused, faultyError, oauthError, readForm } from "./parts.ts";
import { readScopes } from "./scopes.ts";
import type { Issue } from "./tokens.ts";
import { issueTokens } from "./tokens.ts";

type Outcome = Result<Issue, OauthError>;

interface Ask {
  readonly form: URLSearchParams;
  readonly caller: Caller;
  /** The fault `expire`. */
  readonly isExpired: boolean;
}

const badGrant = (description: string): Outcome => err(oauthError("invalid_grant", description));

const provesChallenge = ({ challenge }: CodeRow, verifier: string | null): boolean =>
  challenge === null
    ? verifier === null
    : verifier !== null && createHash("sha256").update(verifier).digest("base64url") === challenge;

const codeProblem = (parts: HyperidParts, row: CodeRow, grant: Grant, ask: Ask): OauthError | null => {
  const { form, caller, isExpired } = ask;
  const bad = (description: string): OauthError => oauthError("invalid_grant", description);
  if (grant.client !== caller.id || grant.ended_at !== null) return bad("the code is not valid");
  if (isExpired || isCodeOver(parts, row)) return bad("the code is too old");
  if (form.get("redirect_uri") !== row.redirect_uri) return bad("redirect_uri is not the one asked with");
  if (!provesChallenge(row, form.get("code_verifier"))) return bad("code_verifier does not fit");
  const isProven = caller.isProven || row.challenge !== null;
  return isProven ? null : clientRefused("a client without proof must use PKCE");
};

const fromCode = (parts: HyperidParts, ask: Ask): Outcome => {
  const code = ask.form.get("code");
  if (code === null) return err(oauthError("invalid_request", "code is missing"));
  const row = spendCode(parts, code);
  const grant = row === null ? null : findGrant(parts, row.grant_id);
  if (row === null || grant === null) return badGrant("the code is not valid");
  const problem = codeProblem(parts, row, grant, ask);
  return problem === null ? ok({ grant, scope: grant.scope, nonce: row.nonce }) : err(problem);
};

/** A refresh may ask for less than was allowed, never for more. */
const narrowed = (grant: Grant, wanted: string | null): string | null => {
  const allowed = readScopes(grant.scope);
  const scopes = wanted === null ? allowed : readScopes(wanted);
  return scopes.every((scope) => allowed.includes(scope)) ? scopes.join(" ") : null;
};

const fromRefreshToken = (parts: HyperidParts, { form, caller, isExpired }: Ask): Outcome => {
  const token = form.get("refresh_token");
  if (token === null) return err(oauthError("invalid_request", "refresh_token is missing"));
  const found = findRefreshToken(parts, token);
  if (found?.grant.client !== caller.id || found.grant.ended_at !== null)
    return badGrant("the refresh token is not valid");
  if (isExpired || found.isTooOld) return badGrant("the refresh token is too old");
  const scope = narrowed(found.grant, form.get("scope"));
  if (scope === null) return err(oauthError("invalid_scope", "more than was allowed"));
  if (!spendRefreshToken(parts, token, found.grant)) return badGrant("the refresh token was used before");
  return ok({ grant: found.grant, scope, nonce: null });
};

const decide = (parts: HyperidParts, ask: Ask): Outcome => {
  switch (ask.form.get("grant_type")) {
    case "authorization_code":
      return fromCode(parts, ask);
    case "refresh_token":
      return fromRefreshToken(parts, ask);
    case null:
      return err(oauthError("invalid_request", "grant_type is missing"));
    default:
      return err(oauthError("unsupported_grant_type", "neither a code nor a refresh token"));
  }
};

/** Answers /token. */
export const answerToken = async (parts: HyperidParts, c: HyperidRequest): Promise<Response> => {
  const fault = faultyError(c);
  if (fault !== null) return answerError(c, oauthError(fault, "a fault was set"));
  const form = await readForm(c);
  if (form === null) return answerError(c, oauthError("invalid_request", "the body is not a form"));
  const caller = await authenticateClient(parts, c, form);
  if (!caller.ok) return answerError(c, caller.error);
  const decided = decide(parts, { form, caller: caller.value, isExpired: c.get("isExpired") });
  if (!decided.ok) return answerError(c, decided.error);
  return c.json(await issueTokens(parts, decided.value), 200, { "cache-control": "no-store" });
};
