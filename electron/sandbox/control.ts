/**
 * The sandbox's own controls, for tests and for people who write clients: enrol chips, make API keys of
 * other developer accounts, move the clock, set faults, look at what every service holds. Reached only
 * from this computer, and by no web page.
 */
import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";
import type { SandboxContext } from "./context.ts";
import { addApiKey, demoAccount, identities, resetDatabase } from "./database.ts";
import type { SandboxEnv } from "./faults.ts";
import { faultSchema } from "./faults.ts";
import type { SandboxServices } from "./services.ts";
import { readJson } from "./vivokey/scan.ts";

const evenHex = (what: string, bytes: readonly number[]): z.ZodType<string, string> =>
  z
    .string()
    .regex(/^[0-9a-f]*$/i, `${what} must be hexadecimal`)
    .refine((text) => text.length % 2 === 0, `${what} has an odd number of characters`)
    .refine((text) => bytes.includes(text.length / 2), `${what} must have ${bytes.join(" or ")} bytes`)
    .transform((text) => text.toUpperCase());

const chipSchema = z
  .strictObject({
    kind: z.enum(["spark2", "apex", "spark1"]),
    uid: evenHex("uid", [7, 8]),
    key: evenHex("key", [16]),
    member: z.string().min(1).max(200).nullable().default("person-mine"),
  })
  .refine(({ kind, uid }) => (kind === "spark2") === (uid.length === 14), {
    message: "a Spark 2 has a UID of 7 bytes, the others of 8",
    path: ["uid"],
  });
const clockSchema = z.strictObject({ offsetMs: z.number().int().min(-31_536_000_000).max(31_536_000_000) });

const keySchema = z.strictObject({
  flow: z.enum(["scan", "verify"]).default("scan"),
  account: z.string().min(1).max(100).default(demoAccount),
  shows: z.enum(identities).default("member-id"),
});

const badRequest = (c: Context<SandboxEnv>, { issues }: z.ZodError): Response => {
  const sentences = issues.map(({ path, message }) => [...path, message].join(": "));
  return c.json({ error: sentences.join("; ") }, 400);
};

const enrol = async (context: SandboxContext, c: Context<SandboxEnv>): Promise<Response> => {
  const parsed = chipSchema.safeParse(await readJson(c));
  if (!parsed.success) return badRequest(c, parsed.error);
  const { uid, kind, key, member } = parsed.data;
  context.database
    .prepare(
      `INSERT INTO chip (uid, kind, key, member) VALUES (?, ?, ?, ?)
       ON CONFLICT (uid) DO UPDATE SET kind = excluded.kind, key = excluded.key, member = excluded.member`,
    )
    .run(uid, kind, key, member);
  return c.json({ uid, kind, member });
};

const objects = (context: SandboxContext, services: SandboxServices): unknown => {
  const all = (sql: string): unknown => context.database.prepare(sql).all();
  return {
    vivokey: {
      kvs: all("SELECT account, owner, name, value FROM pair ORDER BY account, owner, name"),
      challenges: all(
        "SELECT account, state, issued_at AS issuedAt, uid, owner FROM challenge ORDER BY issued_at",
      ),
      verifyTokens: all(
        "SELECT account, scheme, uid, used, issued_at AS issuedAt FROM verify_token ORDER BY issued_at",
      ),
      chips: all("SELECT uid, kind, member, counter FROM chip ORDER BY uid"),
      keys: all("SELECT flow, account, shows FROM api_key ORDER BY rowid"),
    },
    ...Object.fromEntries(services.all.map((service) => [service.name, service.objects()])),
  };
};

/** The routes below the control address. */
export const controlRoutes = (context: SandboxContext, services: SandboxServices): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.use(async (c, next) =>
    c.req.header("origin") === undefined ? next() : c.json({ error: "not for web pages" }, 403),
  );
  routes.get("/chips", (c) =>
    c.json(context.database.prepare("SELECT uid, kind, member FROM chip ORDER BY uid").all() as object[]),
  );
  routes.post("/chips", (c) => enrol(context, c));
  routes.post("/keys", async (c) => {
    const parsed = keySchema.safeParse(await readJson(c));
    if (!parsed.success) return badRequest(c, parsed.error);
    return c.json({ ...parsed.data, key: addApiKey(context.database, parsed.data) });
  });
  routes.post("/clock", async (c) => {
    const parsed = clockSchema.safeParse(await readJson(c));
    if (!parsed.success) return badRequest(c, parsed.error);
    context.moveClock(parsed.data.offsetMs);
    return c.json({ now: context.now() });
  });
  routes.post("/faults", async (c) => {
    const parsed = faultSchema.safeParse(await readJson(c));
    if (!parsed.success) return badRequest(c, parsed.error);
    context.faults.add(parsed.data);
    return c.json(parsed.data);
  });
  routes.post("/faults/clear", (c) => {
    context.faults.clear();
    return c.json({ cleared: true });
  });
  routes.get("/objects", (c) => c.json(objects(context, services) as object));
  routes.post("/reset", (c) => {
    // First, so that what is made anew is made by the time that counts from now on.
    context.moveClock(0);
    resetDatabase(context.database);
    for (const service of services.all) service.reset();
    context.faults.clear();
    return c.json({ reset: true });
  });
  for (const { name, controls } of services.all) {
    if (controls !== undefined) routes.route(`/${name}`, controls);
  }
  return routes;
};
