/**
 * Switches below /control/hyperid, for tests and for people who write clients: registered redirects, more
 * clients, limits and lifetimes, another signing key, a person who withdraws what they allowed.
 */
import { createPublicKey } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { readJson } from "#sandbox/vivokey/scan.ts";
import { registerClient } from "./clients.ts";
import { endGrant } from "./grants.ts";
import type { HyperidParts, HyperidRequest } from "./parts.ts";
import { changeSettings, settingsSchema } from "./settings.ts";
import { rotateKey } from "./signing-keys.ts";

const isRsaKey = (pem: string): boolean => {
  try {
    return createPublicKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
};

const redirectsSchema = z.strictObject({ uris: z.array(z.url()).min(1).max(100) });
const clientSchema = z.strictObject({
  clientId: z.string().regex(/^[\w.-]{1,100}$/),
  publicKey: z.string().max(10_000).refine(isRsaKey, "publicKey must be an RSA key as PEM").optional(),
});
const keysSchema = z.strictObject({ isPublished: z.boolean().default(true) });
const withdrawSchema = z.strictObject({ person: z.enum(["ada", "ben"]).optional() });

const withBody = async <T>(
  c: HyperidRequest,
  schema: z.ZodType<T>,
  act: (body: T) => object | Promise<object>,
): Promise<Response> => {
  const parsed = schema.safeParse(await readJson(c));
  if (parsed.success) return c.json(await act(parsed.data));
  const sentences = parsed.error.issues.map(({ path, message }) => [...path, message].join(": "));
  return c.json({ error: sentences.join("; ") }, 400);
};

/** Without a person: everybody's. */
const withdraw = (parts: HyperidParts, person: string | undefined): number => {
  const open = parts.context.database
    .prepare("SELECT id FROM hyperid_grant WHERE ended_at IS NULL AND person LIKE ?")
    .all(person ?? "%") as { id: string }[];
  for (const { id } of open) endGrant(parts, id, "withdrawn");
  return open.length;
};

/** The routes. */
export const hyperidControls = (parts: HyperidParts): Hono<SandboxEnv> => {
  const { context } = parts;
  const routes = new Hono<SandboxEnv>();
  routes.post("/redirects", (c) =>
    withBody(c, redirectsSchema, ({ uris }) => changeSettings(context.database, { redirects: uris })),
  );
  routes.post("/settings", (c) =>
    withBody(c, settingsSchema.partial(), (changes) => changeSettings(context.database, changes)),
  );
  routes.post("/clients", (c) =>
    withBody(c, clientSchema, ({ clientId, publicKey }) => {
      const { id, secret } = registerClient(context, clientId, publicKey ?? null);
      return { clientId: id, clientSecret: secret };
    }),
  );
  routes.post("/keys", (c) =>
    withBody(c, keysSchema, async ({ isPublished }) => ({
      kid: await rotateKey(context.database, isPublished),
    })),
  );
  routes.post("/withdraw", (c) =>
    withBody(c, withdrawSchema, ({ person }) => ({ ended: withdraw(parts, person) })),
  );
  return routes;
};
