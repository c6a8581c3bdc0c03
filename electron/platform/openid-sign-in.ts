/**
 * The Openid port over openid-client: discovery, authorization code with PKCE, renewal, revocation. The
 * library checks state, nonce, issuer and audience; signature and time are openid-id-token.ts. Nothing is
 * kept here but discovery documents and keys.
 */
import * as library from "openid-client";
import type { Configuration, ServerMetadata } from "openid-client";
import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from "openid-client";
import { z } from "zod";
import type { Clock } from "#contract/clock.port.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountError } from "#stores/account.port.ts";
import type { Http } from "#stores/http.port.ts";
import type { Openid, OpenidClient, OpenidGrant, OpenidRequest } from "#stores/hyperid/openid.port.ts";
import type { OpenidSignIn } from "#stores/hyperid/openid.port.ts";
import { isGrantEnded, openidError } from "./openid-errors.ts";
import type { OpenidExchange } from "./openid-fetch.ts";
import { isLoopback, openExchange } from "./openid-fetch.ts";
import type { IdTokenCheck } from "./openid-id-token.ts";
import { createIdTokenCheck } from "./openid-id-token.ts";
import { answerOf } from "./openid-redirect.ts";

/** What the calls are made over. */
export interface OpenidParts {
  readonly http: Http;
  readonly clock: Clock;
}

const keptMs = 3_600_000;
const wellKnown = "/.well-known/openid-configuration";
/** Time is checked later, by our own clock port; a wrong clock must not cost tokens that were just renewed. */
const anyTimeS = 100 * 365 * 86_400;

const lives = z.coerce.number().nonnegative().optional().catch(undefined);
const grantSchema = z.object({
  access_token: z.string().min(1),
  expires_in: lives,
  refresh_token: z.string().min(1).optional(),
  refresh_expires_in: lives,
  scope: z.string().optional(),
});
const email = z.string().min(1).max(300).nullable().catch(null);

type TokenAnswer = TokenEndpointResponse & TokenEndpointResponseHelpers;

const grantOf = (answer: TokenAnswer): OpenidGrant => {
  const told = grantSchema.parse(answer);
  const claims = answer.claims();
  return {
    accessToken: told.access_token,
    expiresInS: told.expires_in ?? null,
    refreshToken: told.refresh_token ?? null,
    refreshExpiresInS: told.refresh_expires_in ?? null,
    scope: told.scope ?? null,
    subject: claims?.sub ?? null,
    email: email.parse(claims?.["email"]),
  };
};

/** The issuer's address; people also paste the address of its discovery document. Null when it is no address. */
const issuerOf = (text: string): URL | null => {
  const bare = text.trim().replace(/\/+$/, "");
  const issuer = bare.endsWith(wellKnown) ? bare.slice(0, -wellKnown.length) : bare;
  if (!URL.canParse(issuer) || issuer.includes("/.well-known/")) return null;
  const address = new URL(issuer);
  return address.protocol === "https:" || isLoopback(address) ? address : null;
};

/** The library speaks http only where it is told to: with the sandbox, on this computer. */
const allowances = (issuer: string): ((config: Configuration) => void)[] =>
  isLoopback(new URL(issuer)) ? [library.allowInsecureRequests] : [];

const configure = (
  server: ServerMetadata,
  client: OpenidClient,
  { fetch }: Pick<OpenidExchange, "fetch">,
): Configuration => {
  const { clientId, clientSecret } = client;
  const proof = clientSecret === null ? library.None() : library.ClientSecretPost(clientSecret);
  const metadata = { id_token_signed_response_alg: "RS256", [library.clockTolerance]: anyTimeS };
  const config = new library.Configuration(server, clientId, metadata, proof);
  config[library.customFetch] = fetch;
  for (const allow of allowances(server.issuer)) allow(config);
  return config;
};

type Discover = (issuer: string, signal: AbortSignal) => Promise<Result<ServerMetadata, AccountError>>;

const createDiscovery = ({ http, clock }: OpenidParts): Discover => {
  const kept = new Map<string, { readonly server: ServerMetadata; readonly until: number }>();
  return async (text, signal) => {
    const issuer = issuerOf(text);
    if (issuer === null) return fail("settings.address-malformed");
    const known = kept.get(issuer.href);
    if (known !== undefined && clock.monotonicMs() < known.until) return ok(known.server);
    const exchange = openExchange(http, signal);
    try {
      const options = { [library.customFetch]: exchange.fetch, execute: allowances(issuer.href) };
      const found = await library.discovery(issuer, "-", undefined, library.None(), options);
      const server = { ...found.serverMetadata() };
      kept.set(issuer.href, { server, until: clock.monotonicMs() + keptMs });
      return ok(server);
    } catch (thrown) {
      return err(openidError(thrown, exchange));
    }
  };
};

interface SignInState {
  readonly server: ServerMetadata;
  readonly client: OpenidClient;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

type Finished = Awaited<ReturnType<OpenidSignIn["finish"]>>;

const exchangeCode = async (
  { http }: OpenidParts,
  check: IdTokenCheck,
  sign: SignInState,
  answer: URL,
  signal: AbortSignal,
): Promise<Finished> => {
  const { server, client } = sign;
  const keysUrl = server.jwks_uri;
  if (keysUrl === undefined) return fail("store.bad-reply", { because: "no keys" });
  const exchange = openExchange(http, signal);
  try {
    const got = await library.authorizationCodeGrant(configure(server, client, exchange), answer, {
      expectedState: sign.state,
      expectedNonce: sign.nonce,
      pkceCodeVerifier: sign.verifier,
      idTokenExpected: true,
    });
    const place = { issuer: server.issuer, clientId: client.clientId, keysUrl };
    const proven = await check(got.id_token ?? "", place, exchange, signal);
    if (!proven.ok) return proven;
    const grant = grantOf(got);
    const { subject } = grant;
    return subject === null ? fail("connect.untrusted") : ok({ ...grant, subject });
  } catch (thrown) {
    return err(openidError(thrown, exchange));
  }
};

/** Where the person's browser may be sent: never to plain http, but for the sandbox's own pages. */
const isBrowsable = ({ authorization_endpoint: address, issuer }: ServerMetadata): boolean => {
  if (address === undefined || !URL.canParse(address)) return false;
  const page = new URL(address);
  return page.protocol === "https:" || (isLoopback(page) && isLoopback(new URL(issuer)));
};

const begin = async (
  parts: OpenidParts,
  check: IdTokenCheck,
  server: ServerMetadata,
  client: OpenidClient,
  { redirectUri, scope, parameters }: OpenidRequest,
): Promise<Result<OpenidSignIn, AccountError>> => {
  if (!isBrowsable(server)) return fail("connect.untrusted", { because: "address" });
  const idle = openExchange(parts.http, AbortSignal.abort());
  const sign: SignInState = {
    server,
    client,
    // As the library will repeat it when the code is exchanged: both must be the same text (contract 2.1).
    redirectUri: new URL(redirectUri).href,
    state: library.randomState(),
    nonce: library.randomNonce(),
    verifier: library.randomPKCECodeVerifier(),
  };
  const url = library.buildAuthorizationUrl(configure(server, client, idle), {
    ...parameters,
    redirect_uri: sign.redirectUri,
    scope,
    state: sign.state,
    nonce: sign.nonce,
    code_challenge: await library.calculatePKCECodeChallenge(sign.verifier),
    code_challenge_method: "S256",
  });
  let isAnswered = false;
  return ok({
    url: url.href,
    finish: async (redirect, signal) => {
      if (isAnswered) return fail("connect.wrong-state");
      const answer = answerOf(redirect, sign);
      isAnswered = answer.ok || answer.error.code !== "connect.wrong-state";
      return answer.ok ? exchangeCode(parts, check, sign, answer.value, signal) : answer;
    },
  });
};

/** Makes the port. */
export const createOpenid = (parts: OpenidParts): Openid => {
  const discover = createDiscovery(parts);
  const check = createIdTokenCheck(parts.http, parts.clock);
  return {
    discover,
    begin: async (client, request, signal) => {
      const server = await discover(client.issuer, signal);
      return server.ok ? begin(parts, check, server.value, client, request) : server;
    },
    refresh: async (client, refreshToken, signal) => {
      const server = await discover(client.issuer, signal);
      if (!server.ok) return server;
      const exchange = openExchange(parts.http, signal);
      try {
        const config = configure(server.value, client, exchange);
        return ok(grantOf(await library.refreshTokenGrant(config, refreshToken)));
      } catch (thrown) {
        return isGrantEnded(thrown) ? fail("store.consent-ended") : err(openidError(thrown, exchange));
      }
    },
    revoke: async (client, token, signal) => {
      const server = await discover(client.issuer, signal);
      if (!server.ok) return server;
      const exchange = openExchange(parts.http, signal);
      try {
        await library.tokenRevocation(configure(server.value, client, exchange), token);
        return ok(undefined);
      } catch (thrown) {
        return err(openidError(thrown, exchange));
      }
    },
  };
};
