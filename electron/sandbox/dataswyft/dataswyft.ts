/**
 * Stand-in of Dataswyft: one personal data account at the sandbox's own address, as the vendor's client
 * takes the address from the token. Its owner is Ada. Built to the contract, section by section.
 */
import { Hono } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";
import { apiRoutes } from "./api.ts";
import { consentRoutes, startPage } from "./consent.ts";
import { inspectFile, listFiles } from "./file-store.ts";
import { openPda } from "./pda.ts";
import { allRecords } from "./record-store.ts";
import { clientApplication } from "./registry.ts";
import { storagePath, storageRoutes } from "./signed-urls.ts";
import { countTokens } from "./tokens.ts";
import { createRateLimit, publicKeyRoutes, userRoutes } from "./users.ts";

/** What a client must know. The password needs URL-encoding in the header (contract 2.3). */
export interface DataswyftEndpoints {
  readonly pdaUrl: string;
  readonly applicationId: string;
  readonly username: string;
  readonly password: string;
}

const startRoutes = (): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.get("/", (c) => startPage(c));
  return routes;
};

/** Makes the stand-in. */
export const makeDataswyft: MakeSandboxService<DataswyftEndpoints> = (context, origin) => {
  const pda = openPda(context, origin);
  const limit = createRateLimit(context.now);
  const { username, password } = pda.owner;
  return Promise.resolve({
    name: "dataswyft",
    mounts: [
      { path: "/publickey", routes: publicKeyRoutes(pda) },
      { path: "/users", routes: userRoutes(pda, limit) },
      { path: "/api", routes: apiRoutes(pda) },
      { path: storagePath, routes: storageRoutes(pda) },
      { path: "/hatlogin", routes: consentRoutes(pda, "/") },
      { path: "/auth", routes: consentRoutes(pda, "/oauth") },
      { path: "/", routes: startRoutes() },
    ],
    endpoints: (at) => ({ pdaUrl: at, applicationId: clientApplication.id, username, password }),
    objects: () => ({
      records: allRecords(pda),
      files: listFiles(pda).map((file) => inspectFile(pda, file)),
      tokens: countTokens(pda),
    }),
    reset: () => {
      pda.clear();
      limit.reset();
    },
  });
};
