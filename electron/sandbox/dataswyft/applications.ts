/** The routes for applications (contract 2.4 and 4): list, status, set up, disable, token. */
import type { Context, Hono } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { businessError } from "./answers.ts";
import { applicationStatus, enableApplication } from "./application-state.ts";
import type { Pda } from "./pda.ts";
import { findApplication, registry } from "./registry.ts";
import type { RegisteredApplication } from "./registry.ts";
import { isOwner, secured } from "./secured.ts";
import type { SecuredHandler } from "./secured.ts";
import { issueToken } from "./tokens.ts";

/** Runs with the application that the path names; 404 when the registry does not know it. */
const known =
  (
    answer: (c: Context<SandboxEnv>, application: RegisteredApplication) => Response | Promise<Response>,
  ): SecuredHandler =>
  (c) => {
    const id = c.req.param("id") ?? "";
    const application = findApplication(id);
    return application === null
      ? businessError(c, 404, "Application not Found", `Application ${id} is not registered`)
      : answer(c, application);
  };

const setUp = (pda: Pda, isEnabled: boolean): SecuredHandler =>
  known((c, application) => {
    enableApplication(pda, application.id, isEnabled);
    return c.json(applicationStatus(pda, application));
  });

const handOut = (pda: Pda): SecuredHandler =>
  known(async (c, application) => {
    const accessToken = await issueToken(pda, application);
    return c.json({ accessToken, userId: pda.owner.userId });
  });

/** Adds the routes below /api/v2.6. */
export const addApplicationRoutes = (routes: Hono<SandboxEnv>, pda: Pda): void => {
  const anybody = (): boolean => true;
  const list = secured(pda, anybody, (c) => c.json(registry.map((one) => applicationStatus(pda, one))));
  const status = secured(
    pda,
    anybody,
    known((c, application) => c.json(applicationStatus(pda, application))),
  );
  routes.get("/applications", list);
  routes.get("/applications/hmi", list);
  routes.get("/applications/:id", status);
  routes.get("/applications/:id/hmi", status);
  routes.get("/applications/:id/setup", secured(pda, isOwner, setUp(pda, true)));
  routes.get("/applications/:id/disable", secured(pda, isOwner, setUp(pda, false)));
  routes.get("/applications/:id/access-token", secured(pda, isOwner, handOut(pda)));
};
