/**
 * Stand-in of HyperID: sign-in by OpenID Connect with a consent page, and the key-value storage behind it.
 * Mounted so that `<origin>/hyperid` takes the place of the vendor's login host (contract 7).
 */
import { Hono } from "hono";
import { cors } from "hono/cors";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";
import { findClient, ownClientId, registerClient } from "./clients.ts";
import { askForConsent, takeDecision } from "./consent.ts";
import { hyperidControls } from "./controls.ts";
import { discoveryDocument } from "./discovery.ts";
import { allGrants } from "./grants.ts";
import type { HyperidParts } from "./parts.ts";
import { protocolPath } from "./parts.ts";
import { seedWallets, subjectOf } from "./people.ts";
import { restoreSettings } from "./settings.ts";
import { answerIntrospect, answerLogout, answerRevoke, answerUserinfo } from "./session-endpoints.ts";
import { publishedKeys } from "./signing-keys.ts";
import { createTables, forgetRows } from "./tables.ts";
import { answerToken } from "./token-endpoint.ts";
import { userDataRoutes } from "./user-data.ts";
import { allValues } from "./values.ts";
import { walletRoutes } from "./wallets.ts";

/** What a client must know. */
export interface HyperidEndpoints {
  readonly issuer: string;
  readonly restBaseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const realm = "/hyperid/auth/realms/HyperID";
const rest = "/hyperid/rest";

/** The vendor's SDK for browsers calls from a page; only pages of this computer are let in. */
const fromLocalPages = cors({
  origin: (origin) => (/^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(origin) ? origin : null),
});

/** All that programs call. The consent page is not among it: no other page may read that. */
const programRoutes = (parts: HyperidParts): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.use(fromLocalPages);
  routes.get("/.well-known/openid-configuration", (c) => c.json(discoveryDocument(parts)));
  const at = (path: string): string => `${protocolPath}${path}`;
  routes.get(at("/certs"), async (c) => c.json({ keys: await publishedKeys(parts.context.database) }));
  routes.post(at("/token"), (c) => answerToken(parts, c));
  routes.post(at("/token/introspect"), (c) => answerIntrospect(parts, c));
  routes.on(["GET", "POST"], at("/userinfo"), (c) => answerUserinfo(parts, c));
  routes.post(at("/revoke"), (c) => answerRevoke(parts, c));
  routes.post(at("/logout"), (c) => answerLogout(parts, c));
  return routes;
};

const allRoutes = (parts: HyperidParts): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  const consent = `/auth/realms/HyperID${protocolPath}/auth`;
  // First, so that the rules for programs do not reach it.
  routes.get(consent, (c) => askForConsent(parts, c));
  routes.post(consent, (c) => takeDecision(parts, c));
  routes.route("/auth/realms/HyperID", programRoutes(parts));
  routes.use("/rest/*", fromLocalPages);
  routes.route("/rest", userDataRoutes(parts));
  routes.route("/rest", walletRoutes(parts));
  return routes;
};

/** One transaction each: what is durable takes time once, and is never half done. */
const prepare = (context: SandboxContext): void => {
  context.database.transaction(() => {
    createTables(context.database);
    if (findClient(context, ownClientId) === null) registerClient(context, ownClientId);
    seedWallets(context);
  })();
};

const reset = (context: SandboxContext): void => {
  context.database.transaction(() => {
    forgetRows(context.database);
    restoreSettings(context.database);
    seedWallets(context);
  })();
};

/** Makes the stand-in. */
export const makeHyperid: MakeSandboxService<HyperidEndpoints> = (context, origin) => {
  prepare(context);
  const parts: HyperidParts = {
    context,
    issuer: () => `${origin()}${realm}`,
    restBaseUrl: () => `${origin()}${rest}`,
  };
  return Promise.resolve({
    name: "hyperid",
    mounts: [{ path: "/hyperid", routes: allRoutes(parts) }],
    controls: hyperidControls(parts),
    endpoints: (at) => ({
      issuer: `${at}${realm}`,
      restBaseUrl: `${at}${rest}`,
      clientId: ownClientId,
      clientSecret: findClient(context, ownClientId)?.secret ?? "",
    }),
    objects: () => ({
      values: allValues(context.database, (person) => subjectOf(context, person)),
      grants: allGrants(parts),
    }),
    reset: () => reset(context),
  });
};
