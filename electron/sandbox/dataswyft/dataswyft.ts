/**
 * Stand-in of Dataswyft: one personal data account at the sandbox's own address, as the vendor's client
 * takes the address from the token. Its owner is Ada. Built to the contract, section by section.
 */
import { Hono } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";
import { consentRoutes, startPage } from "./consent.ts";
import { openPda } from "./pda.ts";
import { clientApplication } from "./registry.ts";
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
      { path: "/hatlogin", routes: consentRoutes(pda, "/") },
      { path: "/auth", routes: consentRoutes(pda, "/oauth") },
      { path: "/", routes: startRoutes() },
    ],
    endpoints: (at) => ({ pdaUrl: at, applicationId: clientApplication.id, username, password }),
    objects: () => ({ tokens: countTokens(pda) }),
    reset: () => {
      pda.clear();
      limit.reset();
    },
  });
};
