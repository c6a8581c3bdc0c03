/** The API of the account below /api (contract 4 and 5). What no route takes falls through to the front end. */
import { Hono } from "hono";
import { cors } from "hono/cors";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { handlerNotFound } from "./answers.ts";
import { addApplicationRoutes } from "./applications.ts";
import { startPage } from "./consent.ts";
import { addDataRoutes } from "./data.ts";
import { addFileRoutes } from "./files.ts";
import { limitBody } from "./json-body.ts";
import type { Pda } from "./pda.ts";
import { addQueryRoutes } from "./queries.ts";

/** The routes below /api. */
export const apiRoutes = (pda: Pda): Hono<SandboxEnv> => {
  const current = new Hono<SandboxEnv>();
  addDataRoutes(current, pda);
  addQueryRoutes(current, pda);
  addApplicationRoutes(current, pda);
  addFileRoutes(current, pda);
  const routes = new Hono<SandboxEnv>();
  // The vendor's client runs in web pages as well.
  routes.use(cors({ origin: "*", exposeHeaders: ["X-Auth-Token"] }));
  routes.use(limitBody);
  routes.route("/v2.6", current);
  routes.get("*", (c) => startPage(c));
  routes.all("*", (c) => handlerNotFound(c));
  return routes;
};
