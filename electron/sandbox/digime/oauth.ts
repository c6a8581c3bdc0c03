/** The authorisation calls (contract 4): authorize, token, token/reference. Both API versions go through here. */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { Answer, SignedCall } from "./bearer.ts";
import { commonClaims, signedCall } from "./bearer.ts";
import { readBody } from "./body.ts";
import type { ApiVersion, Desk } from "./desk.ts";
import type { Refusal } from "./errors.ts";
import { ended, no, refuse } from "./errors.ts";
import { addGrant, spendCode } from "./grants.ts";
import { isRedirectAllowed } from "./redirects.ts";
import { signReply } from "./reply-token.ts";
import type { Scope, SessionView } from "./sessions.ts";
import { checkScope, openSession, scopeSchema } from "./sessions.ts";
import type { PairPayload } from "./tokens.ts";
import { checkAccess, issuePair, refreshPair } from "./tokens.ts";

const challengeClaims = {
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  code_challenge_method: z.literal("S256"),
};

const authorizeClaims = z.looseObject({
  ...commonClaims,
  ...challengeClaims,
  redirect_uri: z.string(),
  response_mode: z.literal("query"),
  response_type: z.literal("code"),
  state: z.string(),
  access_token: z.string().optional(),
});

/** With a challenge it re-authorises a user, without one it adds a source (contract 4). */
const referenceClaims = z
  .looseObject({
    ...commonClaims,
    access_token: z.string(),
    redirect_uri: z.string(),
    state: z.string().optional(),
    code_challenge: challengeClaims.code_challenge.optional(),
    code_challenge_method: challengeClaims.code_challenge_method.optional(),
  })
  .refine((claims) => (claims.code_challenge === undefined) === (claims.code_challenge_method === undefined));

const codeClaims = z.looseObject({
  ...commonClaims,
  grant_type: z.literal("authorization_code"),
  code: z.string(),
  code_verifier: z.string(),
  redirect_uri: z.string().optional(),
});
const refreshClaims = z.looseObject({
  ...commonClaims,
  grant_type: z.literal("refresh_token"),
  refresh_token: z.string(),
  redirect_uri: z.string().optional(),
});
const tokenClaims = z.discriminatedUnion("grant_type", [codeClaims, refreshClaims]);

const bodySchema = z.looseObject({
  agent: z.looseObject({ sdk: z.looseObject({ name: z.string(), version: z.string() }) }).optional(),
  actions: z.looseObject({ pull: z.looseObject({ scope: scopeSchema.optional() }).optional() }).optional(),
});

const checkRedirect = (redirectUri: string): Result<null, Refusal> =>
  isRedirectAllowed(redirectUri)
    ? ok(null)
    : no("InvalidRedirectUri", "The redirect is not on the contract's list.");

/** The session that comes with an authorisation. */
const sessionFor = async (
  desk: Desk,
  c: Context<SandboxEnv>,
  contractId: string,
  userId: string | null,
): Promise<Result<SessionView, Refusal>> => {
  const body = await readBody(c, bodySchema);
  if (!body.ok) return body;
  const scope: Scope = body.value.actions?.pull?.scope ?? {};
  const within = checkScope(desk, scope);
  return within.ok ? ok(openSession(desk, { contractId, userId, scope })) : within;
};

const authorize = async (
  desk: Desk,
  version: ApiVersion,
  { c, claims, contract }: SignedCall<z.output<typeof authorizeClaims>>,
): Promise<Response> => {
  if (c.get("isExpired")) return refuse(c, ended("access token"));
  const allowed = checkRedirect(claims.redirect_uri);
  if (!allowed.ok) return refuse(c, allowed.error);
  const linked = claims.access_token === undefined ? null : checkAccess(desk, claims.access_token);
  if (linked?.ok === false) return refuse(c, linked.error);
  const userId = linked?.value.userId ?? null;
  const session = await sessionFor(desk, c, contract.id, userId);
  if (!session.ok) return refuse(c, session.error);
  const code = addGrant(desk, {
    flow: "authorize",
    version,
    contractId: contract.id,
    userId,
    redirectUri: claims.redirect_uri,
    state: claims.state,
    challenge: claims.code_challenge,
    sessionKey: session.value.key,
    accountId: null,
  });
  return c.json({
    token: await signReply(desk, { preauthorization_code: code }),
    session: session.value,
  });
};

const reference = async (
  desk: Desk,
  version: ApiVersion,
  { c, claims, contract }: SignedCall<z.output<typeof referenceClaims>>,
): Promise<Response> => {
  const isReauth = claims.code_challenge !== undefined;
  const options = { contractId: contract.id, evenEnded: isReauth };
  const access = checkAccess(desk, claims.access_token, options);
  if (!access.ok || c.get("isExpired")) return refuse(c, ended("access token"));
  const allowed = checkRedirect(claims.redirect_uri);
  if (!allowed.ok) return refuse(c, allowed.error);
  const session = await sessionFor(desk, c, contract.id, access.value.userId);
  if (!session.ok) return refuse(c, session.error);
  const code = addGrant(desk, {
    flow: isReauth ? "user-reauth" : "onboard",
    version,
    contractId: contract.id,
    userId: access.value.userId,
    redirectUri: claims.redirect_uri,
    state: claims.state ?? null,
    challenge: claims.code_challenge ?? null,
    sessionKey: session.value.key,
    accountId: null,
  });
  return c.json({ token: await signReply(desk, { reference_code: code }), session: session.value });
};

const challengeOf = (verifier: string): string =>
  createHash("sha256").update(verifier, "ascii").digest("base64url");

const exchange = (
  desk: Desk,
  version: ApiVersion,
  claims: z.output<typeof codeClaims>,
  contractId: string,
): Result<PairPayload, Refusal> => {
  const code = spendCode(desk, claims.code);
  if (code === "ended") return { ok: false, error: ended("authorization code") };
  if (code?.contractId !== contractId) return no("TokenInvalid", "There is no such authorization code.");
  if (challengeOf(claims.code_verifier) !== code.challenge) {
    return no("TokenInvalid", "The code verifier does not fit the challenge.");
  }
  // The older version names the redirect again (contract 4).
  if (version === "1.6" && claims.redirect_uri !== code.redirectUri) {
    return no("InvalidRedirectUri", "The redirect is not the one of the authorisation.");
  }
  return ok(
    issuePair(desk, { contractId, userId: code.userId, consentId: `c-${code.userId}-${contractId}` }),
  );
};

const token = async (
  desk: Desk,
  version: ApiVersion,
  { c, claims, contract }: SignedCall<z.output<typeof tokenClaims>>,
): Promise<Response> => {
  const isRefresh = claims.grant_type === "refresh_token";
  if (c.get("isExpired")) return refuse(c, ended(isRefresh ? "refresh token" : "authorization code"));
  const pair = isRefresh
    ? refreshPair(desk, claims.refresh_token, contract.id)
    : exchange(desk, version, claims, contract.id);
  return pair.ok ? c.json({ token: await signReply(desk, { ...pair.value }) }) : refuse(c, pair.error);
};

/** The routes below oauth/ of one API version. */
export const oauthRoutes = (desk: Desk, version: ApiVersion): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  const at = <Claims>(
    handle: (desk: Desk, version: ApiVersion, call: SignedCall<Claims>) => Answer,
  ): ((call: SignedCall<Claims>) => Answer) => {
    return (call) => handle(desk, version, call);
  };
  routes.post("/authorize", signedCall(desk, authorizeClaims, at(authorize)));
  routes.post("/token", signedCall(desk, tokenClaims, at(token)));
  routes.post("/token/reference", signedCall(desk, referenceClaims, at(reference)));
  return routes;
};
