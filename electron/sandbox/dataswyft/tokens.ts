/**
 * The account's tokens (contract 2): RS256, idle after 3 days counted from `iat`, over after 30 days at
 * `exp`. Nothing is kept to check them by: an old one stays good until its own time is over.
 */
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { toHex } from "#chip/bytes.ts";
import type { Pda } from "./pda.ts";
import type { RegisteredApplication } from "./registry.ts";

/** Life since the last renewal, in seconds. */
const idleSeconds = 3 * 86_400;

/** Life since the first issue, in seconds; renewal does not move it. */
const absoluteSeconds = 30 * 86_400;

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  iat: z.number(),
  exp: z.number(),
  jti: z.string(),
  application: z.string().optional(),
  applicationVersion: z.string().optional(),
  resource: z.string().optional(),
  accessScope: z.string().optional(),
});

/** What a token says (contract 2.1). An owner's has no `application`. */
export type TokenClaims = z.infer<typeof claimsSchema>;

const sign = async (pda: Pda, claims: TokenClaims): Promise<string> => {
  const { privateKey } = await pda.key();
  return new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg: "RS256" }).sign(privateKey);
};

const nowSeconds = (pda: Pda): number => Math.floor(pda.context.now() / 1000);

/** Issues a token: the owner's when `application` is null. `issuer` is another account's for a try at a foreign token. */
export const issueToken = (
  pda: Pda,
  application: RegisteredApplication | null,
  issuer = pda.domain(),
): Promise<string> => {
  const { database, random } = pda.context;
  const iat = nowSeconds(pda);
  const jti = toHex(random(64)).toLowerCase();
  database
    .prepare("INSERT INTO dataswyft_token (jti, application, issued_at) VALUES (?, ?, ?)")
    .run(jti, application?.id ?? null, pda.context.now());
  const rights =
    application === null
      ? { resource: issuer, accessScope: "owner" }
      : { application: application.id, applicationVersion: application.version };
  const sub = `1-${Buffer.from(random(48)).toString("base64")}`;
  return sign(pda, { iss: issuer, sub, iat, exp: iat + absoluteSeconds, jti, ...rights });
};

/** The port may differ after a restart, and tokens outlive it; an account elsewhere is never on this computer. */
const isOwnIssuer = (issuer: string): boolean => /^127\.0\.0\.1:\d+$/.test(issuer);

/** What a good token says; null for one that is missing, not ours, idle for too long or over. */
export const readToken = async (pda: Pda, token: string | undefined): Promise<TokenClaims | null> => {
  if (token === undefined) return null;
  const { publicKey } = await pda.key();
  const currentDate = new Date(pda.context.now());
  const verified = await jwtVerify(token, publicKey, { algorithms: ["RS256"], currentDate }).catch(
    () => null,
  );
  const claims = claimsSchema.safeParse(verified?.payload);
  if (!claims.success || !isOwnIssuer(claims.data.iss)) return null;
  return claims.data.iat + idleSeconds < nowSeconds(pda) ? null : claims.data;
};

/** The same token with a fresh `iat`. */
export const renewToken = (pda: Pda, claims: TokenClaims): Promise<string> => {
  pda.renewals.count += 1;
  return sign(pda, { ...claims, iat: nowSeconds(pda) });
};

/** How many tokens were issued by kind, and how often one was renewed since the start. */
export const countTokens = (pda: Pda): { owner: number; application: number; renewed: number } => {
  const row = pda.context.database
    .prepare("SELECT count(*) AS issued, count(application) AS application FROM dataswyft_token")
    .get() as { issued: number; application: number };
  return {
    owner: row.issued - row.application,
    application: row.application,
    renewed: pda.renewals.count,
  };
};
