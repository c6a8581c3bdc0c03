/** The switches and people of PRIVO's stand-in, below /control/privo. */
import { Hono } from "hono";
import type { Context } from "hono";
import type { z } from "zod";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { readJson } from "#sandbox/vivokey/scan.ts";
import { addPerson, personSchema, placeSchema, rebuildIndex, setPlace } from "./people.ts";
import { privoSettingsSchema, readPrivoSettings, writePrivoSettings } from "./settings.ts";

const badRequest = (c: Context<SandboxEnv>, { issues }: z.ZodError): Response =>
  c.json({ error: issues.map(({ path, message }) => [...path, message].join(": ")).join("; ") }, 400);

/** People, places and settings. What POST /settings leaves out stays as it was. */
export const privoControls = ({ database }: SandboxContext): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.get("/settings", (c) => c.json(readPrivoSettings(database)));
  routes.post("/settings", async (c) => {
    const given = await readJson(c);
    const now = readPrivoSettings(database);
    const parsed = privoSettingsSchema.safeParse(
      typeof given === "object" && !Array.isArray(given) ? { ...now, ...given } : given,
    );
    if (!parsed.success) return badRequest(c, parsed.error);
    writePrivoSettings(database, parsed.data);
    rebuildIndex(database);
    return c.json(parsed.data);
  });
  routes.post("/people", async (c) => {
    const parsed = personSchema.safeParse(await readJson(c));
    if (!parsed.success) return badRequest(c, parsed.error);
    return c.json({ id: addPerson(database, parsed.data), ...parsed.data });
  });
  routes.post("/places", async (c) => {
    const parsed = placeSchema.safeParse(await readJson(c));
    if (!parsed.success) return badRequest(c, parsed.error);
    setPlace(database, parsed.data);
    return c.json(parsed.data);
  });
  return routes;
};
