/**
 * Stand-in of PRIVO Protect's lookups (contract 2, 3, 6): by plain value and by hash, below two families
 * of paths, each with its own kind of credential. Whatever is found, the answer is 200 and an array.
 */
import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { readJson } from "#sandbox/vivokey/scan.ts";
import type { PrivoCredentials } from "./access.ts";
import { isLiveToken } from "./access.ts";
import { noteAsked } from "./asked.ts";
import { metadataOf } from "./facts.ts";
import { findPerson, findPlace, normalForm } from "./people.ts";
import type { PrivoSettings } from "./settings.ts";
import { readPrivoSettings } from "./settings.ts";

/** The two ways to ask. */
export type LookupMethod = "by-plain-value" | "by-hash";

const querySchema = z.object({ att_type: z.enum(["email", "phone"]), value: z.string().min(1).max(10_000) });
type Query = z.infer<typeof querySchema>;

type RefusedStatus = 400 | 401 | 403 | 404 | 429 | 500;

/** The shape of these bodies is not known (contract 4). */
const refuse = (c: Context<SandboxEnv>, settings: PrivoSettings, status: RefusedStatus, error: string) => {
  switch (settings.errorBody) {
    case "oauth":
      return c.json({ error, error_description: "refused by the sandbox" }, status);
    case "message":
      return c.json({ status, message: error }, status);
    case "empty":
      return c.body(null, status);
    case "html":
      return c.html(`<!doctype html><title>${status}</title><h1>${error}</h1>`, status);
  }
};

const bearerOf = (c: Context<SandboxEnv>): string | null =>
  /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null;

type Refusal = readonly [RefusedStatus, string];

const tokenRefusal = (context: SandboxContext, bearer: string | null): Refusal | null =>
  bearer !== null && isLiveToken(context, bearer) ? null : [401, "invalid_token"];

/** Why a caller is not let in: the credential's kind must be that of the family (contract 2, 5.4). */
const accessRefusal = (
  context: SandboxContext,
  credentials: PrivoCredentials,
  c: Context<SandboxEnv>,
  settings: PrivoSettings,
  family: "key" | "s2s",
): Refusal | null => {
  const [bearer, key] = [bearerOf(c), c.req.header("x-api-key")];
  if (settings.refusesBoth && bearer !== null && key !== undefined) return [400, "two_credentials"];
  if (c.get("isExpired")) return [401, "token_expired"];
  if (family === "s2s") return tokenRefusal(context, bearer);
  if (bearer !== null) return [401, "api_key_needed"];
  return key === credentials.apiKey ? null : [settings.badKeyStatus, "invalid_api_key"];
};

const failures: Readonly<Record<string, Refusal>> = {
  rate: [429, "rate_limited"],
  forbidden: [403, "forbidden"],
  "not-found": [404, "not_found"],
  invalid: [400, "invalid_parameter"],
};

/** Spoils an answer in a way of the contract's emulator list; other codes leave it alone. */
const spoil = (elements: readonly object[], code: string | null): readonly object[] => {
  switch (code) {
    case "shuffle":
      return elements.toReversed();
    case "missing":
      return elements.slice(1);
    case "extra":
      return [
        ...elements.map((element) => ({ ...element, trace: "x1", is_over_9000: true, score: { value: 1 } })),
        { att_type: "email", value: "never@asked.example", status: "found", is_under_13: true },
      ];
    case "unknown-status":
      return elements.map((element, at) => (at === 0 ? { ...element, status: "pending_review" } : element));
    default:
      return elements;
  }
};

interface Asked {
  readonly settings: PrivoSettings;
  readonly method: LookupMethod;
  readonly jurisdiction: string;
  readonly shows: readonly string[];
}

const isHash = (value: string, settings: PrivoSettings): boolean =>
  (settings.takesUpperCaseHash ? /^[0-9a-f]{128}$/i : /^[0-9a-f]{128}$/).test(value);

const answerOne = (context: SandboxContext, { settings, ...asked }: Asked, query: Query): object => {
  const { att_type, value } = query;
  const isByHash = asked.method === "by-hash";
  if (isByHash && !isHash(value, settings)) return { att_type, value, status: "bad_data" };
  const plain = settings.normalisesPlain ? normalForm(att_type, value, settings) : value;
  const person = isByHash
    ? findPerson(context.database, "hash", att_type, value.toLowerCase())
    : findPerson(context.database, "form", att_type, plain);
  if (person === null) return { att_type, value, status: "not_found" };
  const isShown = person.jurisdictions.some((place) => place === "*" || place === asked.jurisdiction);
  const shown = isShown ? metadataOf(person, asked.shows, settings, context.now()) : {};
  return { att_type, value, status: "found", ...shown };
};

/** The queries, or null for a body that is none. */
const queriesOf = (
  body: unknown,
  settings: PrivoSettings,
): { readonly queries: readonly Query[]; readonly isBare: boolean } | null => {
  const isBare = !Array.isArray(body);
  if (isBare && !settings.takesBareQuery) return null;
  const parsed = z
    .array(querySchema)
    .max(settings.maxQueries)
    .safeParse(isBare ? [body] : body);
  return parsed.success ? { queries: parsed.data, isBare } : null;
};

const refusalOf = (
  context: SandboxContext,
  credentials: PrivoCredentials,
  c: Context<SandboxEnv>,
  settings: PrivoSettings,
  family: "key" | "s2s",
): Refusal | null => {
  const code = c.get("failureCode");
  if (code === "rate") c.header("retry-after", String(settings.retryAfterSeconds));
  const failure = code === null ? undefined : failures[code];
  return failure ?? accessRefusal(context, credentials, c, settings, family);
};

const answer = async (
  context: SandboxContext,
  credentials: PrivoCredentials,
  c: Context<SandboxEnv>,
  how: { readonly method: LookupMethod; readonly family: "key" | "s2s" },
): Promise<Response> => {
  const settings = readPrivoSettings(context.database);
  const refusal = refusalOf(context, credentials, c, settings, how.family);
  if (refusal !== null) return refuse(c, settings, ...refusal);
  const isLeftOut = how.family === "key" && how.method === "by-hash" && !settings.hashWithApiKey;
  const jurisdiction = c.req.param("jurisdiction") ?? "";
  const shows = isLeftOut ? null : findPlace(context.database, c.req.param("service") ?? "", jurisdiction);
  if (shows === null) return refuse(c, settings, settings.unknownPlaceStatus, "unknown_place");
  const read = queriesOf(await readJson(c), settings);
  if (read === null) return refuse(c, settings, 400, "invalid_body");
  const asked = { settings, method: how.method, jurisdiction, shows };
  const elements = read.queries.map((query) => answerOne(context, asked, query));
  noteAsked(context, { ...how, isBare: read.isBare, queries: read.queries });
  const told = settings.omitsNotFound
    ? elements.filter((element) => !("status" in element && element.status === "not_found"))
    : elements;
  return c.json(spoil(told, c.get("failureCode")));
};

/** The routes below /api/v1.0. */
export const lookupRoutes = (context: SandboxContext, credentials: PrivoCredentials): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  for (const method of ["by-plain-value", "by-hash"] as const) {
    routes.post(`/lookup/${method}/:service/:jurisdiction`, (c) =>
      answer(context, credentials, c, { method, family: "key" }),
    );
    routes.post(`/s2s/lookup/${method}/:service/:jurisdiction`, (c) =>
      answer(context, credentials, c, { method, family: "s2s" }),
    );
  }
  return routes;
};
