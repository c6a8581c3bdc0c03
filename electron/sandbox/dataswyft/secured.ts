/** What stands before every handler of the API: the token, the role, and the renewed token on the answer. */
import type { Context } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { demandedFailure, forbidden, notAuthenticated } from "./answers.ts";
import type { Pda } from "./pda.ts";
import { findApplication } from "./registry.ts";
import type { RegisteredApplication } from "./registry.ts";
import { readToken, renewToken } from "./tokens.ts";
import type { TokenClaims } from "./tokens.ts";

/** Who calls. A token of an application is never the owner's, and the other way round. */
export type Caller =
  { readonly kind: "owner" } | { readonly kind: "application"; readonly application: RegisteredApplication };

/** Whether a caller has the role that a route needs. */
export type Role = (caller: Caller, c: Context<SandboxEnv>) => boolean;

/** Answers for a caller that has the role. */
export type SecuredHandler = (c: Context<SandboxEnv>, caller: Caller) => Response | Promise<Response>;

const noApplication = { version: "", name: "", namespaces: [], canManageFiles: false };

const callerOf = ({ application: id }: TokenClaims): Caller =>
  id === undefined
    ? { kind: "owner" }
    : { kind: "application", application: findApplication(id) ?? { ...noApplication, id } };

/** The owner's role. */
export const isOwner: Role = ({ kind }) => kind === "owner";

/** Whether a caller may write in a namespace: applications only, each in its own. */
export const canWrite = (caller: Caller, namespace: string): boolean =>
  caller.kind === "application" && caller.application.namespaces.includes(namespace);

/** Whether a caller may read a namespace. */
export const canRead = (caller: Caller, namespace: string): boolean =>
  caller.kind === "owner" || canWrite(caller, namespace);

/** The owner's role, or the application's for files. */
export const canManageFiles: Role = (caller) => caller.kind === "owner" || caller.application.canManageFiles;

/** A handler's bug or a 500 of the contract comes without a renewed token (contract 2.2). */
const withRenewedToken = async (pda: Pda, claims: TokenClaims, response: Response): Promise<Response> => {
  if (response.status < 500) response.headers.set("x-auth-token", await renewToken(pda, claims));
  return response;
};

/** The caller of a request with what its token says; null without a good one. */
export const identify = async (
  pda: Pda,
  c: Context<SandboxEnv>,
): Promise<{ readonly caller: Caller; readonly claims: TokenClaims } | null> => {
  const claims = c.get("isExpired") ? null : await readToken(pda, c.req.header("x-auth-token"));
  return claims === null ? null : { caller: callerOf(claims), claims };
};

/** The handler behind token and role. */
export const secured =
  (pda: Pda, may: Role, handle: SecuredHandler) =>
  async (c: Context<SandboxEnv>): Promise<Response> => {
    if (c.get("failureCode") === "unavailable") return demandedFailure(c) ?? notAuthenticated(c);
    const identity = await identify(pda, c);
    if (identity === null) return notAuthenticated(c);
    const { caller, claims } = identity;
    const refusal = demandedFailure(c) ?? (may(caller, c) ? null : forbidden(c));
    return withRenewedToken(pda, claims, refusal ?? (await handle(c, caller)));
  };
