/**
 * Who may ask PRIVO's stand-in (contract 2): an API key for one family of paths, an access token for
 * the other, and the address that gives tokens. Its key and client are made at first start and stay.
 */
import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { Context } from "hono";
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxDatabase } from "#sandbox/database.ts";
import { readMeta, writeMeta } from "#sandbox/database.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { PrivoSettings } from "./settings.ts";
import { readPrivoSettings } from "./settings.ts";

const schema = `
CREATE TABLE IF NOT EXISTS privo_token (
  token TEXT PRIMARY KEY, kind TEXT NOT NULL, scope TEXT NOT NULL, ends_at INTEGER NOT NULL
) STRICT;`;

/** What a partner is given. */
export interface PrivoCredentials {
  readonly apiKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const kept = (database: SandboxDatabase, name: string): string => {
  const value = readMeta(database, name) ?? randomBytes(24).toString("base64url");
  writeMeta(database, name, value);
  return value;
};

/** Reads the credentials, or makes them. */
export const openAccess = (database: SandboxDatabase): PrivoCredentials => {
  database.exec(schema);
  return {
    apiKey: kept(database, "privo-api-key"),
    clientId: "tapvault-int",
    clientSecret: kept(database, "privo-client-secret"),
  };
};

/** Ends every token. */
export const resetAccess = (database: SandboxDatabase): void => void database.exec("DELETE FROM privo_token");

/** Kinds, scopes and ends of the tokens given, without the tokens. */
export const listTokens = (database: SandboxDatabase): unknown =>
  database.prepare("SELECT kind, scope, ends_at AS endsAt FROM privo_token ORDER BY rowid").all();

/** Whether an access token counts now. */
export const isLiveToken = (context: SandboxContext, token: string): boolean => {
  const row = context.database
    .prepare("SELECT ends_at FROM privo_token WHERE token = ? AND kind = 'access'")
    .get(token) as { ends_at: number } | undefined;
  return row !== undefined && context.now() < row.ends_at;
};

/** How long a refresh token lasts: not published. */
const refreshMs = 7 * 86_400_000;

const issue = (
  context: SandboxContext,
  kind: "access" | "refresh",
  scope: string,
  lifeMs: number,
): string => {
  const token = randomBytes(32).toString("base64url");
  context.database
    .prepare("INSERT INTO privo_token VALUES (?, ?, ?, ?)")
    .run(token, kind, scope, context.now() + lifeMs);
  return token;
};

const grant = (context: SandboxContext, scope: string, seconds: number): object => ({
  access_token: issue(context, "access", scope, seconds * 1000),
  token_type: "Bearer",
  expires_in: seconds,
  scope,
  // Only for who asks for it (contract 2.1, confirmed).
  ...(scope.split(" ").includes("offline_access")
    ? { refresh_token: issue(context, "refresh", scope, refreshMs) }
    : {}),
});

/** The parameters, from where the switches allow them; empty when they are not there. */
const parametersOf = async (
  c: Context<SandboxEnv>,
  styles: PrivoSettings["tokenStyles"],
): Promise<URLSearchParams> => {
  const query = new URL(c.req.url).searchParams;
  if (styles !== "form" && query.has("grant_type")) return query;
  const isForm = (c.req.header("content-type") ?? "").startsWith("application/x-www-form-urlencoded");
  return new URLSearchParams(styles !== "query" && isForm ? await c.req.text() : "");
};

/** RFC 6749 5.2; the vendor's own shape for Protect is not known (contract 4). */
const refuse = (c: Context<SandboxEnv>, status: 400 | 401, error: string): Response =>
  c.json({ error, error_description: "refused by the sandbox" }, status);

const failures: Readonly<Record<string, readonly [400 | 401, string]>> = {
  invalid: [400, "invalid_request"],
  "not-found": [400, "invalid_scope"],
  forbidden: [401, "invalid_client"],
};

/** Spends a refresh token and answers its scope; null when it does not count. */
const spendRefresh = (context: SandboxContext, token: string): string | null => {
  const row = context.database
    .prepare("SELECT scope, ends_at FROM privo_token WHERE token = ? AND kind = 'refresh'")
    .get(token) as { scope: string; ends_at: number } | undefined;
  context.database.prepare("DELETE FROM privo_token WHERE token = ? AND kind = 'refresh'").run(token);
  return row === undefined || context.now() >= row.ends_at ? null : row.scope;
};

const answerGrant = (
  context: SandboxContext,
  c: Context<SandboxEnv>,
  given: URLSearchParams,
  settings: PrivoSettings,
): Response => {
  const scope = given.get("scope") ?? "";
  switch (given.get("grant_type")) {
    case "client_credentials": {
      const isMissing = settings.requiredScope !== "" && !scope.split(" ").includes(settings.requiredScope);
      return isMissing
        ? refuse(c, 400, "invalid_scope")
        : c.json(grant(context, scope, settings.tokenSeconds));
    }
    case "refresh_token": {
      const kept = spendRefresh(context, given.get("refresh_token") ?? "");
      return kept === null
        ? refuse(c, 400, "invalid_grant")
        : c.json(grant(context, kept, settings.tokenSeconds));
    }
    case null:
      return refuse(c, 400, "invalid_request");
    default:
      return refuse(c, 400, "unsupported_grant_type");
  }
};

const answer = async (
  context: SandboxContext,
  credentials: PrivoCredentials,
  c: Context<SandboxEnv>,
): Promise<Response> => {
  const settings = readPrivoSettings(context.database);
  const code = c.get("failureCode");
  if (code === "rate") {
    c.header("retry-after", String(settings.retryAfterSeconds));
    return c.json({ error: "slow_down" }, 429);
  }
  const failure = code === null ? undefined : failures[code];
  if (failure !== undefined) return refuse(c, ...failure);
  const given = await parametersOf(c, settings.tokenStyles);
  const isClient =
    given.get("client_id") === credentials.clientId &&
    given.get("client_secret") === credentials.clientSecret &&
    !c.get("isExpired");
  if (given.has("grant_type") && !isClient) return refuse(c, settings.badClientStatus, "invalid_client");
  c.header("cache-control", "no-store");
  return answerGrant(context, c, given, settings);
};

/** Both spellings of the token address. */
export const tokenRoutes = (context: SandboxContext, credentials: PrivoCredentials): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  for (const [path, other] of [
    ["/token", "oauth-token"],
    ["/oauth/token", "token"],
  ] as const) {
    routes.post(path, (c) =>
      readPrivoSettings(context.database).tokenPaths === other
        ? c.notFound()
        : answer(context, credentials, c),
    );
  }
  return routes;
};
