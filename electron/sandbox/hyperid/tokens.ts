/**
 * The three tokens (contract 2.5, 2.6), all RS256 with a `kid` of /certs. Claims of the access token are
 * HyperID's own; a refresh token is known again by its hash, so its claims are for show.
 */
import { createHash, randomUUID } from "node:crypto";
import { SignJWT, decodeProtectedHeader, errors, jwtVerify } from "jose";
import type { JWTPayload } from "jose";
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Grant } from "./grants.ts";
import { findGrant, keepRefreshToken } from "./grants.ts";
import type { HyperidParts } from "./parts.ts";
import { nowSeconds } from "./parts.ts";
import { personOf, subjectOf, walletOf } from "./people.ts";
import { readScopes } from "./scopes.ts";
import { readSettings } from "./settings.ts";
import { publicKeyOf, signingKey } from "./signing-keys.ts";

/** What an access token says that is acted on. */
export interface AccessToken {
  readonly grant: Grant;
  readonly scopes: readonly string[];
  readonly claims: JWTPayload;
}

/** What is issued; `nonce` goes into the ID token. */
export interface Issue {
  readonly grant: Grant;
  /** Scopes of the access token, separated by spaces. */
  readonly scope: string;
  readonly nonce: string | null;
}

const accessSchema = z.object({ typ: z.literal("Bearer"), grant: z.string(), scope: z.string() });

const sign = async (
  parts: HyperidParts,
  { grant }: Issue,
  claims: JWTPayload,
  seconds: number,
): Promise<string> => {
  const { kid, privateKey } = await signingKey(parts.context.database);
  const issuedAt = nowSeconds(parts);
  return new SignJWT({ ...claims, azp: grant.client, sid: grant.session })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid })
    .setIssuer(parts.issuer())
    .setSubject(subjectOf(parts.context, grant.person))
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .sign(privateKey);
};

const emailClaims = (grant: Grant, scope: string): JWTPayload =>
  readScopes(scope).includes("email")
    ? { email: personOf(grant.person)?.email ?? "", email_verified: true }
    : {};

const accessClaims = ({ context }: HyperidParts, { grant, scope }: Issue): JWTPayload => ({
  typ: "Bearer",
  // Ours: by it the grant is found again. Clients tolerate a claim they do not know.
  grant: grant.id,
  scope,
  auth_time: Math.floor(grant.started_at / 1000),
  ...emailClaims(grant, scope),
  wallet_address: walletOf(context, grant.person),
  wallet_chain_id: "1",
  wallet_source: 0,
  wallet_family: 0,
  is_wallet_verified: true,
  device_id: "sandbox-browser",
  ip: "127.0.0.1",
  is_guest: false,
});

/** The left half of a token's hash, by which an ID token names it. */
const halfHash = (token: string): string =>
  createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");

const idToken = (parts: HyperidParts, issue: Issue, access: string, seconds: number): Promise<string> =>
  sign(
    parts,
    issue,
    {
      typ: "ID",
      aud: issue.grant.client,
      auth_time: Math.floor(issue.grant.started_at / 1000),
      at_hash: halfHash(access),
      ...emailClaims(issue.grant, issue.scope),
      ...(issue.nonce === null ? {} : { nonce: issue.nonce }),
    },
    seconds,
  );

/** Signs all tokens of an answer of the token endpoint and makes the refresh token known. */
export const issueTokens = async (parts: HyperidParts, issue: Issue): Promise<object> => {
  const { accessSeconds, refreshSeconds } = readSettings(parts.context.database);
  const access = await sign(parts, issue, accessClaims(parts, issue), accessSeconds);
  const about = { typ: "Refresh", aud: parts.issuer(), scope: issue.grant.scope };
  const refresh = await sign(parts, issue, about, refreshSeconds);
  keepRefreshToken(parts, refresh, issue.grant.id, parts.context.now() + refreshSeconds * 1000);
  const isOpenId = readScopes(issue.scope).includes("openid");
  return {
    access_token: access,
    expires_in: accessSeconds,
    refresh_token: refresh,
    refresh_expires_in: refreshSeconds,
    token_type: "Bearer",
    ...(isOpenId ? { id_token: await idToken(parts, issue, access, accessSeconds) } : {}),
    "not-before-policy": 0,
    session_state: issue.grant.session,
    scope: issue.scope,
  };
};

const checkSignature = async (
  parts: HyperidParts,
  token: string,
): Promise<Result<JWTPayload, "invalid" | "expired">> => {
  try {
    const key = publicKeyOf(parts.context.database, decodeProtectedHeader(token).kid ?? "");
    if (key === null) return err("invalid");
    const currentDate = new Date(parts.context.now());
    return ok((await jwtVerify(token, key, { algorithms: ["RS256"], currentDate })).payload);
  } catch (cause) {
    return err(cause instanceof errors.JWTExpired ? "expired" : "invalid");
  }
};

/** Checks an access token: signature, time, and that what it was given for has not ended since. */
export const checkAccessToken = async (
  parts: HyperidParts,
  token: string,
): Promise<Result<AccessToken, "invalid" | "expired">> => {
  const checked = await checkSignature(parts, token);
  if (!checked.ok) return checked;
  const said = accessSchema.safeParse(checked.value);
  const grant = said.success ? findGrant(parts, said.data.grant) : null;
  if (!said.success || grant === null || grant.ended_at !== null) return err("invalid");
  return ok({ grant, scopes: readScopes(said.data.scope), claims: checked.value });
};

/** The token of an Authorization header; "" for none. */
export const bearerOf = (header: string | undefined): string =>
  /^Bearer +([\w.~+/-]+=*)$/i.exec(header ?? "")?.[1] ?? "";
