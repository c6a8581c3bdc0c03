/**
 * The bearer of every API call (contract 3): a PS512 token by the contract's own key, with a nonce that was never
 * seen and a timestamp near now. What a call needs beyond that is its schema of claims (contract 11).
 */
import type { Context } from "hono";
import { decodeJwt, jwtVerify } from "jose";
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { Desk } from "./desk.ts";
import type { Refusal } from "./errors.ts";
import { asked, ended, no, refuse } from "./errors.ts";
import type { Contract } from "./keys.ts";
import { applicationId } from "./keys.ts";
import type { Access } from "./tokens.ts";
import { checkAccess } from "./tokens.ts";

/** How far a timestamp may be from now, either way. */
const toleranceMs = 5 * 60_000;

/** What every call claims; `timestamp` is in milliseconds. */
export const commonClaims = {
  client_id: z.string(),
  nonce: z.string().regex(/^[A-Za-z0-9]{32}$/),
  timestamp: z.number().int(),
};

/** Nothing more than that. */
export const plainClaims = z.looseObject(commonClaims);

/** A call in the name of a user. */
export const userClaims = z.looseObject({ ...commonClaims, access_token: z.string().min(1) });

/** A verified call. */
export interface SignedCall<Claims> {
  readonly c: Context<SandboxEnv>;
  readonly claims: Claims;
  readonly contract: Contract;
}

/** A verified call with a good access token. */
export interface UserCall<Claims> extends SignedCall<Claims> {
  readonly access: Access;
}

const bearerOf = (c: Context<SandboxEnv>): string =>
  /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";

const clientOf = (token: string): unknown => {
  try {
    return decodeJwt(token)["client_id"];
  } catch {
    return null;
  }
};

/** The claims of a token that the contract's key signed; null for every other. */
export const verifySigned = async (
  { context }: Desk,
  contract: Contract,
  token: string,
  typ = "JWT",
): Promise<{ readonly claims: unknown; readonly kid: string | undefined } | null> => {
  try {
    const options = { algorithms: ["PS512"], typ, currentDate: new Date(context.now()) };
    const { payload, protectedHeader } = await jwtVerify(token, contract.publicKey, options);
    return { claims: payload, kid: protectedHeader.kid };
  } catch {
    return null;
  }
};

const checkTime = (desk: Desk, timestamp: number): Result<null, Refusal> => {
  const ahead = timestamp - desk.context.now();
  if (ahead > toleranceMs) return no("TokenNotYetValid", "The timestamp lies in the future.");
  return ahead < -toleranceMs ? no("TokenInvalid", "The timestamp is too old.") : ok(null);
};

const spendNonce = (desk: Desk, client: string, nonce: string): Result<null, Refusal> =>
  desk.database.prepare("INSERT OR IGNORE INTO digime_nonce VALUES (?, ?)").run(client, nonce).changes === 1
    ? ok(null)
    : no("TokenInvalid", "The nonce was used before.");

const verifyBearer = async <Claims extends z.output<typeof plainClaims>>(
  desk: Desk,
  c: Context<SandboxEnv>,
  schema: z.ZodType<Claims>,
): Promise<Result<SignedCall<Claims>, Refusal>> => {
  const token = bearerOf(c);
  const client = clientOf(token);
  const contract = desk.contracts.find(({ id }) => client === `${applicationId}_${id}`);
  if (client === null) return no("TokenInvalid", "The bearer is no signed token.");
  if (contract === undefined) return no("InvalidClient", "client_id names no application and contract.");
  const signed = await verifySigned(desk, contract, token);
  if (signed === null) return no("TokenInvalid", "The bearer is not signed with the contract's key.");
  const parsed = schema.safeParse(signed.claims);
  if (!parsed.success) return no("ValidationErrors", z.prettifyError(parsed.error));
  const { client_id, nonce, timestamp } = parsed.data;
  const timely = checkTime(desk, timestamp);
  if (!timely.ok) return timely;
  const fresh = spendNonce(desk, client_id, nonce);
  return fresh.ok ? ok({ c, claims: parsed.data, contract }) : fresh;
};

/** What a handler answers. */
export type Answer = Response | Promise<Response>;

type Handler = (c: Context<SandboxEnv>) => Promise<Response>;

/** A call that only needs a good bearer. The handler sees to the fault `expire` itself. */
export const signedCall =
  <Claims extends z.output<typeof plainClaims>>(
    desk: Desk,
    schema: z.ZodType<Claims>,
    handle: (call: SignedCall<Claims>) => Answer,
  ): Handler =>
  async (c) => {
    const verified = await verifyBearer(desk, c, schema);
    if (!verified.ok) return refuse(c, verified.error);
    const failure = c.get("failureCode");
    return failure === null ? handle(verified.value) : refuse(c, asked(failure));
  };

/** A call that needs a good bearer and no user; the fault `expire` hits it all the same. */
export const contractCall = (
  desk: Desk,
  handle: (call: SignedCall<z.output<typeof plainClaims>>) => Answer,
): Handler =>
  signedCall(desk, plainClaims, (call) =>
    call.c.get("isExpired") ? refuse(call.c, ended("access token")) : handle(call),
  );

/** A call that also needs a good access token of the same contract. `kind` refuses the wrong kind of contract. */
export const userCall = (
  desk: Desk,
  kind: Contract["kind"] | "any",
  handle: (call: UserCall<z.output<typeof userClaims>>) => Answer,
): Handler =>
  signedCall(desk, userClaims, (call) => {
    const { c, claims, contract } = call;
    const access = checkAccess(desk, claims.access_token, { contractId: contract.id });
    if (!access.ok || c.get("isExpired")) return refuse(c, ended("access token"));
    if (kind !== "any" && kind !== contract.kind) {
      const message = `This needs a contract that ${kind === "r" ? "reads" : "writes"}.`;
      return refuse(c, { code: "InvalidContractDataRequest", message });
    }
    return handle({ ...call, access: access.value });
  });
