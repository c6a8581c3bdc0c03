/**
 * Reads what an app asks at /auth (contract 2.4). Without a registered client and redirect nothing may be
 * redirected, so that is told to the person; every other mistake goes back to the app.
 */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { findClient, isRegisteredRedirect } from "./clients.ts";
import type { HyperidParts } from "./parts.ts";
import { identityProviders } from "./people.ts";
import { areKnown, defaultScopes, readScopes } from "./scopes.ts";
import { readSettings } from "./settings.ts";

/** What stays to be decided by the person. */
export const askedSchema = z.object({
  client: z.string(),
  redirectUri: z.string(),
  scopes: z.array(z.string()),
  state: z.string().nullable(),
  nonce: z.string().nullable(),
  challenge: z.string().nullable(),
  loginHint: z.string().nullable(),
});
export type Asked = z.infer<typeof askedSchema>;

/** Where an answer may go. */
export interface ReturnAddress {
  readonly redirectUri: string;
  readonly state: string | null;
}

/** Why nobody is asked: words for the person, or an error for the app. */
export type Unasked =
  | { readonly kind: "page"; readonly words: string }
  | { readonly kind: "redirect"; readonly to: ReturnAddress; readonly error: string };

type Query = Readonly<Partial<Record<string, string>>>;

const flowModes: readonly (string | undefined)[] = [undefined, "0", "3", "4", "6", "9"];

const isChallengeFit = (query: Query): boolean =>
  query["code_challenge"] === undefined
    ? query["code_challenge_method"] === undefined
    : query["code_challenge_method"] === "S256" && /^[\w-]{43}$/.test(query["code_challenge"]);

const isFlowFit = (query: Query): boolean => {
  const provider = query["identity_provider"];
  const isKnown = (identityProviders as readonly (string | undefined)[]).includes(provider);
  return flowModes.includes(query["flow_mode"]) && (query["flow_mode"] !== "9" || isKnown);
};

const mistakeIn = (query: Query, scopes: readonly string[]): string | null => {
  if (query["response_type"] === undefined) return "invalid_request";
  if (query["response_type"] !== "code") return "unsupported_response_type";
  if (!areKnown(scopes)) return "invalid_scope";
  if (!isChallengeFit(query) || !isFlowFit(query)) return "invalid_request";
  return query["prompt"] === "none" ? "login_required" : null;
};

const addressProblem = ({ context }: HyperidParts, query: Query): string | null => {
  if (findClient(context, query["client_id"] ?? "") === null)
    return "The app is not registered with HyperID.";
  return isRegisteredRedirect(query["redirect_uri"] ?? "", readSettings(context.database))
    ? null
    : "The app asks to be answered at an address that is not registered for it.";
};

const wantedOf = (query: Query): Asked => ({
  client: query["client_id"] ?? "",
  redirectUri: query["redirect_uri"] ?? "",
  scopes: query["scope"] === undefined ? [...defaultScopes] : [...readScopes(query["scope"])],
  state: query["state"] ?? null,
  nonce: query["nonce"] ?? null,
  challenge: query["code_challenge"] ?? null,
  loginHint: query["login_hint"] ?? null,
});

/** Reads the query of /auth, each member once. */
export const readAuthorizationRequest = (
  parts: HyperidParts,
  queries: Readonly<Record<string, readonly string[]>>,
): Result<Asked, Unasked> => {
  if (Object.values(queries).some((values) => values.length > 1))
    return err({ kind: "page", words: "The app's request names something twice." });
  const query: Query = Object.fromEntries(Object.entries(queries).map(([name, [value]]) => [name, value]));
  const words = addressProblem(parts, query);
  if (words !== null) return err({ kind: "page", words });
  const asked = wantedOf(query);
  const error = mistakeIn(query, asked.scopes);
  return error === null ? ok(asked) : err({ kind: "redirect", to: asked, error });
};

/** The address to go back to, with what is to be told. */
export const addressBack = (
  { redirectUri, state }: ReturnAddress,
  answer: Readonly<Record<string, string>>,
): string => {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set("state", state);
  return url.href;
};
