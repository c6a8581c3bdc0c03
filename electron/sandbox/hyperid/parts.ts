/** What the parts of HyperID's stand-in share: the sandbox, its addresses, errors of OAuth. */
import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";

/** Handed to each part. The addresses are known within a request only. */
export interface HyperidParts {
  readonly context: SandboxContext;
  readonly issuer: () => string;
  readonly restBaseUrl: () => string;
}

/** The request being answered. */
export type HyperidRequest = Context<SandboxEnv>;

/** Paths of the OIDC endpoints below the issuer (contract 1). */
export const protocolPath = "/protocol/openid-connect";

/** An error of the token endpoint and its like: `{error, error_description}`. */
export interface OauthError {
  readonly status: 400 | 401 | 403;
  readonly error: string;
  readonly description: string;
  /** How to authenticate, for `www-authenticate`. */
  readonly challenge?: string;
}

/** A request that may not go on as it is. */
export const oauthError = (error: string, description: string): OauthError => ({
  status: 400,
  error,
  description,
});

/** Why a client is not let in; `unauthorized_client` is the name that the vendor's SDKs know (contract 2.5). */
export const clientRefused = (description: string): OauthError => ({
  status: 401,
  error: "unauthorized_client",
  description,
});

/** Why a bearer token does not open what was asked for. */
export const bearerRefused = (status: 401 | 403, error: string, description: string): OauthError => ({
  status,
  error,
  description,
  challenge: `Bearer error="${error}"`,
});

/** A client that tried by Basic is told so (RFC 6749, 5.2); to others a challenge would say nothing. */
const challengeFor = (c: HyperidRequest, { status, challenge }: OauthError): string | undefined => {
  const isBasic = c.req.header("authorization")?.startsWith("Basic ") === true;
  return challenge ?? (status === 401 && isBasic ? 'Basic realm="HyperID"' : undefined);
};

/** Sends it. */
export const answerError = (c: HyperidRequest, problem: OauthError): Response => {
  const { status, error, description } = problem;
  const challenge = challengeFor(c, problem);
  if (challenge !== undefined) c.header("www-authenticate", challenge);
  return c.json({ error, error_description: description }, status, { "cache-control": "no-store" });
};

/** The error of OAuth that a fault sets; null when it sets none. */
export const faultyError = (c: HyperidRequest): string | null => {
  const code = c.get("failureCode");
  if (code === "reuse") return "invalid_grant";
  return code !== null && /^[a-z_]{1,40}$/.test(code) ? code : null;
};

/** Seconds since the epoch by the sandbox's clock, as JWTs count them. */
export const nowSeconds = ({ context }: HyperidParts): number => Math.floor(context.now() / 1000);

/** A fresh secret of 32 bytes, as base64url. Not of the context's randomness, which tests of chips script. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Reads a form; null when the body is declared to be something else. */
export const readForm = async (c: HyperidRequest): Promise<URLSearchParams | null> => {
  const type = c.req.header("content-type") ?? "";
  return type.startsWith("application/x-www-form-urlencoded")
    ? new URLSearchParams(await c.req.text())
    : null;
};
