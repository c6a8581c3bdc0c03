/** Stand-in of PRIVO Protect (contract 6): lookups, tokens, its people and its switches, as one service. */
import { Hono } from "hono";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { MakeSandboxService } from "#sandbox/service.ts";
import { listTokens, openAccess, resetAccess, tokenRoutes } from "./access.ts";
import { listAsked, openAsked, resetAsked } from "./asked.ts";
import { privoControls } from "./controls.ts";
import { lookupRoutes } from "./lookup.ts";
import { privoService } from "./people.ts";
import { openRegistry, resetRegistry } from "./registry.ts";
import { privoSettingsSchema, readPrivoSettings, writePrivoSettings } from "./settings.ts";

/** What a client must know. */
export interface PrivoEndpoints {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly serviceIdentifier: string;
  readonly jurisdictionIdentifier: string;
  readonly apiKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const objects = ({ database }: SandboxContext): unknown => ({
  people: database
    .prepare(
      `SELECT email, phone, birthdate, birth_precision AS precision, expire_at AS expireAt, jurisdictions
       FROM privo_person ORDER BY rowid`,
    )
    .all(),
  places: database.prepare("SELECT service, jurisdiction, shows FROM privo_place ORDER BY rowid").all(),
  tokens: listTokens(database),
  asked: listAsked(database),
  settings: readPrivoSettings(database),
});

/** Makes the stand-in. */
export const makePrivo: MakeSandboxService<PrivoEndpoints> = (context) => {
  const { database } = context;
  const credentials = openAccess(database);
  openAsked(database);
  openRegistry(context);
  const routes = new Hono<SandboxEnv>();
  routes.route("/", tokenRoutes(context, credentials));
  routes.route("/api/v1.0", lookupRoutes(context, credentials));
  return Promise.resolve({
    name: "privo",
    mounts: [{ path: "/privo", routes }],
    controls: privoControls(context),
    endpoints: (origin) => ({
      baseUrl: `${origin}/privo`,
      tokenUrl: `${origin}/privo/token`,
      serviceIdentifier: privoService,
      jurisdictionIdentifier: "US",
      ...credentials,
    }),
    objects: () => objects(context),
    reset: () => {
      writePrivoSettings(database, privoSettingsSchema.parse({}));
      resetAccess(database);
      resetAsked(database);
      resetRegistry(context);
    },
  });
};
