/**
 * /userinfo, /token/introspect, /revoke and /logout (contract 2.5). Revoking ends one grant; logging out
 * ends the person's whole session, for every app.
 */
import { authenticateClient } from "./client-authentication.ts";
import type { Caller } from "./client-authentication.ts";
import type { Grant } from "./grants.ts";
import { endGrant, endSession, findRefreshToken } from "./grants.ts";
import type { HyperidParts, HyperidRequest } from "./parts.ts";
import { answerError, bearerRefused, clientRefused, oauthError, readForm } from "./parts.ts";
import { personOf } from "./people.ts";
import { bearerOf, checkAccessToken } from "./tokens.ts";

/** Answers a form from a known client. */
type Act = (caller: Caller, form: URLSearchParams) => Response | Promise<Response>;

const withClient = async (parts: HyperidParts, c: HyperidRequest, act: Act): Promise<Response> => {
  const form = await readForm(c);
  if (form === null) return answerError(c, oauthError("invalid_request", "the body is not a form"));
  const caller = await authenticateClient(parts, c, form);
  return caller.ok ? act(caller.value, form) : answerError(c, caller.error);
};

/** The grant behind a token of either kind, ended or not; null when it is no token of ours. */
const grantBehind = async (parts: HyperidParts, token: string): Promise<Grant | null> => {
  const refresh = findRefreshToken(parts, token);
  if (refresh !== null) return refresh.grant;
  const access = await checkAccessToken(parts, token);
  return access.ok ? access.value.grant : null;
};

/** /revoke: 200 for what is not known too, as the standard has it (RFC 7009, 2.2). */
export const answerRevoke = (parts: HyperidParts, c: HyperidRequest): Promise<Response> =>
  withClient(parts, c, async (caller, form) => {
    const token = form.get("token");
    if (token === null) return answerError(c, oauthError("invalid_request", "token is missing"));
    const grant = await grantBehind(parts, token);
    if (grant !== null && grant.client !== caller.id)
      return answerError(c, { ...clientRefused("the token is another client's"), status: 400 });
    if (grant !== null) endGrant(parts, grant.id, "revoked");
    return c.body(null, 200);
  });

/** /logout, by a refresh token. */
export const answerLogout = (parts: HyperidParts, c: HyperidRequest): Promise<Response> =>
  withClient(parts, c, (caller, form) => {
    const found = findRefreshToken(parts, form.get("refresh_token") ?? "");
    if (found?.grant.client !== caller.id || found.grant.ended_at !== null)
      return answerError(c, oauthError("invalid_grant", "the refresh token is not valid"));
    endSession(parts, found.grant.session);
    return c.body(null, 200);
  });

/** What /introspect says of a token in use; null for any other. */
const introspected = async (parts: HyperidParts, token: string): Promise<object | null> => {
  const access = await checkAccessToken(parts, token);
  if (access.ok)
    return { ...access.value.claims, client_id: access.value.grant.client, token_type: "Bearer" };
  const refresh = findRefreshToken(parts, token);
  if (refresh === null || refresh.isTooOld || refresh.isUsed) return null;
  if (refresh.grant.ended_at !== null) return null;
  return { client_id: refresh.grant.client, scope: refresh.grant.scope, token_type: "Refresh" };
};

/** /token/introspect, for clients that prove themselves. */
export const answerIntrospect = (parts: HyperidParts, c: HyperidRequest): Promise<Response> =>
  withClient(parts, c, async (caller, form) => {
    if (!caller.isProven) return answerError(c, clientRefused("only for clients that prove themselves"));
    const about = c.get("isExpired") ? null : await introspected(parts, form.get("token") ?? "");
    return c.json(about === null ? { active: false } : { active: true, ...about });
  });

/** /userinfo. */
export const answerUserinfo = async (parts: HyperidParts, c: HyperidRequest): Promise<Response> => {
  const token = await checkAccessToken(parts, bearerOf(c.req.header("authorization")));
  if (!token.ok || c.get("isExpired"))
    return answerError(c, bearerRefused(401, "invalid_token", "no token in use"));
  const { claims, grant, scopes } = token.value;
  if (!scopes.includes("openid"))
    return answerError(c, bearerRefused(403, "insufficient_scope", "openid was not allowed"));
  const { sub, wallet_address, wallet_chain_id } = claims;
  const { email, email_verified } = claims;
  const name = personOf(grant.person)?.name;
  return c.json({ sub, name, email, email_verified, wallet_address, wallet_chain_id });
};
