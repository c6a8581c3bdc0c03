/** The bearer of the storage host (contract 8): another token than the API's, good for 60 s, without a nonce. */
import type { Context } from "hono";
import { decodeJwt } from "jose";
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { verifySigned } from "./bearer.ts";
import type { Desk } from "./desk.ts";
import type { Refusal } from "./errors.ts";
import { ended, no } from "./errors.ts";
import type { Contract } from "./keys.ts";
import { applicationId } from "./keys.ts";

/** Times are in seconds (contract 10.2). */
const maxLifeSeconds = 60;

const claimsSchema = z.looseObject({
  sub: z.string(),
  iss: z.string(),
  aud: z.literal("cloud"),
  iat: z.number(),
  exp: z.number(),
});
type CloudClaims = z.output<typeof claimsSchema>;

const readClaims = (token: string): CloudClaims | null => {
  try {
    return claimsSchema.parse(decodeJwt(token));
  } catch {
    return null;
  }
};

const checkTimes = (desk: Desk, { iat, exp }: CloudClaims): Result<null, Refusal> => {
  const now = desk.context.now() / 1_000;
  if (exp <= now) return { ok: false, error: ended("access token") };
  if (iat > now + maxLifeSeconds) return no("TokenNotYetValid", "The token lies in the future.");
  return exp - iat > maxLifeSeconds ? no("TokenInvalid", "The token lives too long.") : ok(null);
};

/** The contract that signed, once everything about the token is right. */
export const verifyCloudBearer = async (
  desk: Desk,
  c: Context<SandboxEnv>,
): Promise<Result<Contract, Refusal>> => {
  const token = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  const claims = readClaims(token);
  if (claims === null) return no("TokenInvalid", "The bearer lacks claims.");
  if (claims.sub !== applicationId) return no("NoSuchApplication", "sub names no application.");
  const contract = desk.contracts.find(({ id }) => id === claims.iss);
  if (contract === undefined) return no("NoSuchContract", "iss names no contract.");
  const timely = checkTimes(desk, claims);
  if (!timely.ok) return timely;
  const signed = await verifySigned(desk, contract, token, "at+jwt");
  const kid = `${contract.id}_${applicationId}_0`;
  return signed?.kid === kid ? ok(contract) : no("TokenInvalid", "The bearer is not signed as it must be.");
};
