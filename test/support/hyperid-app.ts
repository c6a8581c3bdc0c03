/** An app as HyperID sees it, by plain fetch: asks, exchanges, refreshes, calls. For tests of the stand-in. */
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Decision } from "#test/support/hyperid-consent.ts";
import { approve } from "#test/support/hyperid-consent.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";

/** What an app asks for to keep values. */
export const storageScopes = "openid email user-data-set user-data-get";

const tokensSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  id_token: z.string().default(""),
  expires_in: z.number(),
  refresh_expires_in: z.number(),
  scope: z.string(),
  session_state: z.string(),
});
/** The answer of the token endpoint. */
export type Tokens = z.infer<typeof tokensSchema>;

/** An answer of any endpoint. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Null for an empty body. */
  readonly json: unknown;
}

/** The app. `form` adds to what is sent, null takes out. */
export interface HyperidApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly verifier: string;
  endpoint(path: string): string;
  authorizeUrl(query?: Readonly<Record<string, string | null>>): string;
  /** A code for the person's yes. */
  code(decision?: Decision, query?: Readonly<Record<string, string | null>>): Promise<string>;
  /** Posts a form with the client's id and secret. */
  post(path: string, form: Readonly<Record<string, string | null>>, headers?: HeadersInit): Promise<Reply>;
  exchange(code: string, form?: Readonly<Record<string, string | null>>): Promise<Reply>;
  refresh(token: string, form?: Readonly<Record<string, string | null>>): Promise<Reply>;
  signIn(decision?: Decision, scope?: string): Promise<Tokens>;
  /** Calls the REST service; `body` undefined sends none. */
  rest(path: string, token: string, body?: unknown): Promise<{ result: number; [member: string]: unknown }>;
}

const restSchema = z.looseObject({ result: z.number() });

/** Reads tokens; throws when the answer is an error. */
export const tokensOf = ({ status, json }: Reply): Tokens => {
  if (status !== 200) throw new Error(`no tokens but ${status}: ${JSON.stringify(json)}`);
  return tokensSchema.parse(json);
};

/** The claims of a JWT, unchecked. */
export const claimsOf = (token: string): Record<string, unknown> =>
  z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")));

const present = (members: Readonly<Record<string, string | null>>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(members).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );

const send = async (url: string, init: RequestInit): Promise<Reply> => {
  const answer = await fetch(url, { redirect: "manual", ...init });
  const text = await answer.text();
  const json = text === "" ? null : (JSON.parse(text) as unknown);
  return { status: answer.status, headers: answer.headers, json };
};

const makeSender =
  (endpoint: (path: string) => string, own: Readonly<Record<string, string>>): HyperidApp["post"] =>
  (path, form, headers = {}) =>
    send(endpoint(path), { method: "POST", body: present({ ...own, ...form }), headers });

/** Makes the app; another client than the sandbox's own when one is given. */
export const hyperidApp = (
  box: TestSandbox,
  client: { readonly clientId: string; readonly clientSecret: string } = box.endpoints.hyperid,
): HyperidApp => {
  const { issuer, restBaseUrl } = box.endpoints.hyperid;
  const { clientId, clientSecret } = client;
  const redirectUri = "http://127.0.0.1:47811/hyperid";
  const verifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const endpoint = (path: string): string => `${issuer}/protocol/openid-connect${path}`;
  const asked = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: storageScopes,
    state: "state-1",
    nonce: "nonce-1",
    code_challenge: challenge,
    code_challenge_method: "S256",
    flow_mode: "0",
  };
  const authorizeUrl: HyperidApp["authorizeUrl"] = (query = {}) =>
    `${endpoint("/auth")}?${present({ ...asked, ...query }).toString()}`;
  const code: HyperidApp["code"] = async (decision, query) =>
    (await approve(authorizeUrl(query), decision)).searchParams.get("code") ?? "";
  const post = makeSender(endpoint, { client_id: clientId, client_secret: clientSecret });
  const exchange: HyperidApp["exchange"] = (given, form = {}) =>
    post("/token", {
      grant_type: "authorization_code",
      code: given,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...form,
    });
  return {
    clientId,
    clientSecret,
    redirectUri,
    verifier,
    endpoint,
    authorizeUrl,
    code,
    post,
    exchange,
    refresh: (token, form = {}) =>
      post("/token", { grant_type: "refresh_token", refresh_token: token, ...form }),
    signIn: async (decision, scope = storageScopes) =>
      tokensOf(await exchange(await code(decision, { scope }))),
    rest: async (path, token, body) => {
      const { status, json } = await send(`${restBaseUrl}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      if (status !== 200) throw new Error(`REST answered ${status}`);
      return restSchema.parse(json);
    },
  };
};
