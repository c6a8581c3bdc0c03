/**
 * Stand-in of digi.me: the API of today (v1.7) and the one with postboxes (v1.6), the consent pages, the storage
 * host and the key set, such that the vendor's own client library would work against it.
 */
import { Hono } from "hono";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";
import { accountRoutes } from "./account.ts";
import { cloudRoutes } from "./cloud.ts";
import { consentRoutes } from "./consent.ts";
import type { ApiVersion, Desk } from "./desk.ts";
import { refuse } from "./errors.ts";
import { objectsHeld } from "./held.ts";
import {
  applicationId,
  lazyReplyKey,
  openContracts,
  privateKeyFile,
  readContractId,
  writeContractId,
} from "./keys.ts";
import { oauthRoutes } from "./oauth.ts";
import { readRoutes } from "./read.ts";
import { keySetRoutes } from "./reply-token.ts";
import { readSettings, settingsRoutes } from "./settings.ts";
import { storageRoutes } from "./storages.ts";
import { forgetAll, makeTables } from "./tables.ts";
import { writeRoutes } from "./write.ts";

/** What a client must know. The write contract also owns storages; the read contract reads raw files back. */
export interface DigimeEndpoints {
  readonly baseUrl: string;
  readonly legacyBaseUrl: string;
  readonly onboardUrl: string;
  readonly cloudBaseUrl: string;
  readonly applicationId: string;
  readonly contractId: string;
  readonly privateKeyFile: string;
  readonly readContractId: string;
  readonly readPrivateKeyFile: string;
}

const apiRoutes = (desk: Desk, version: ApiVersion): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.route("/oauth", oauthRoutes(desk, version));
  routes.route("/permission-access", writeRoutes(desk));
  routes.route("/permission-access", readRoutes(desk, version));
  routes.route("/", accountRoutes(desk, version));
  if (version === "1.7") routes.route("/", storageRoutes(desk));
  return routes;
};

const allRoutes = (desk: Desk): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.route("/v1.7", apiRoutes(desk, "1.7"));
  routes.route("/v1.6", apiRoutes(desk, "1.6"));
  routes.route("/apps/saas", consentRoutes(desk));
  routes.route("/cloud", cloudRoutes(desk));
  routes.route("/", keySetRoutes(desk));
  routes.all("*", (c) =>
    refuse(c, { code: "ValidationErrors", message: "There is no such call.", status: 404 }),
  );
  return routes;
};

const endpointsAt = (context: SandboxContext, origin: string): DigimeEndpoints => ({
  baseUrl: `${origin}/digime/v1.7/`,
  legacyBaseUrl: `${origin}/digime/v1.6/`,
  onboardUrl: `${origin}/digime/apps/saas/`,
  cloudBaseUrl: `${origin}/digime/cloud/`,
  applicationId,
  contractId: writeContractId,
  privateKeyFile: privateKeyFile(context, writeContractId),
  readContractId,
  readPrivateKeyFile: privateKeyFile(context, readContractId),
});

/** Makes the stand-in; keys are made when the folder has none. */
export const makeDigime: MakeSandboxService<DigimeEndpoints> = async (context, origin) => {
  const { database } = context;
  makeTables(database);
  const desk: Desk = {
    context,
    database,
    origin,
    contracts: await openContracts(context),
    replyKey: lazyReplyKey(context),
    settings: () => readSettings(database),
  };
  return {
    name: "digime",
    mounts: [{ path: "/digime", routes: allRoutes(desk) }],
    controls: settingsRoutes(database),
    endpoints: (at) => endpointsAt(context, at),
    objects: () => objectsHeld(desk),
    reset: () => forgetAll(database),
  };
};
