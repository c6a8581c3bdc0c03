/** What a client asks about contract, accounts and user, and what it takes away (contract 7 and 11). */
import { Hono } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { SignedCall, UserCall } from "./bearer.ts";
import { contractCall, userCall } from "./bearer.ts";
import type { ApiVersion, Desk } from "./desk.ts";
import { refuse } from "./errors.ts";
import { addGrant } from "./grants.ts";
import { applicationId } from "./keys.ts";
import { isRedirectAllowed } from "./redirects.ts";
import { accountsOf, removeAccount, removeUser } from "./users.ts";

const yearMs = 365 * 86_400_000;

const contractDetails = (desk: Desk, { c, contract }: SignedCall<unknown>): Response =>
  c.json({
    accessType: contract.kind,
    application: { id: applicationId, name: "Tapvault", resources: {}, status: 1 },
    certificate: contract.publicKey.export({ type: "pkcs1", format: "pem" }).toString(),
    certificateContractSchemaVersion: "5.0.0",
    expirationDate: desk.context.now() + yearMs,
    id: contract.id,
    partnerId: "sandbox",
    type: contract.kind === "r" ? "pull" : "push",
  });

const tellAccounts = (desk: Desk, { c, access }: UserCall<unknown>): Response =>
  c.json({
    accounts: accountsOf(desk, access.userId).map(({ id, name }) => ({
      id,
      name,
      service: { name: "Sandbox", logo: "" },
    })),
    consentid: access.consentId,
  });

/** Replies of DELETE are JSON or empty (contract 11). */
const deleted = (desk: Desk, { c }: UserCall<unknown>): Response =>
  desk.settings().deleteAnswer === "json" ? c.json({}) : c.body(null, 204);

const noAccount = { code: "ValidationErrors", message: "The header accountId names no account." };

const deleteAccount = (desk: Desk, call: UserCall<unknown>): Response => {
  const id = call.c.req.header("accountid") ?? "";
  return removeAccount(desk, call.access.userId, id) ? deleted(desk, call) : refuse(call.c, noAccount);
};

const deleteUser = (desk: Desk, call: UserCall<unknown>): Response => {
  removeUser(desk, call.access.userId);
  return deleted(desk, call);
};

/** Taking an account back happens in the browser; this tells where. */
const revoke = (desk: Desk, version: ApiVersion, { c, contract, access }: UserCall<unknown>): Response => {
  const accountId = c.req.header("accountid") ?? "";
  const redirectUri = c.req.header("redirecturi") ?? "";
  if (!accountsOf(desk, access.userId).some(({ id }) => id === accountId)) return refuse(c, noAccount);
  if (!isRedirectAllowed(redirectUri)) {
    return refuse(c, { code: "InvalidRedirectUri", message: "The redirect is not on the contract's list." });
  }
  const code = addGrant(desk, {
    flow: "revoke",
    version,
    contractId: contract.id,
    userId: access.userId,
    redirectUri,
    state: null,
    challenge: null,
    sessionKey: null,
    accountId,
  });
  return c.json({ location: `${desk.origin()}/digime/apps/saas/revoke?code=${code}` });
};

/** The routes of one API version. */
export const accountRoutes = (desk: Desk, version: ApiVersion): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.get(
    "/permission-access/contract",
    contractCall(desk, (call) => contractDetails(desk, call)),
  );
  routes.get(
    "/permission-access/accounts",
    userCall(desk, "any", (call) => tellAccounts(desk, call)),
  );
  // The vendor's address says “h:accountId” literally; a colon elsewhere than at the start is plain text here.
  routes.delete(
    "/permission-access/service/h:accountId",
    userCall(desk, "any", (call) => deleteAccount(desk, call)),
  );
  routes.get(
    "/permission-access/revoke/h:accountId",
    userCall(desk, "any", (call) => revoke(desk, version, call)),
  );
  routes.delete(
    "/user",
    userCall(desk, "any", (call) => deleteUser(desk, call)),
  );
  return routes;
};
