/**
 * OpenID Connect as the HyperID account needs it: discovery, a sign-in by the system browser, renewal
 * and revocation. The one implementation is platform/openid-sign-in.ts. It keeps no tokens.
 */
import type { AccountError } from "#stores/account.port.ts";
import type { Result } from "#contract/result.ts";

/** A client as registered with the service. Without a secret it is a public one, proven by PKCE alone. */
export interface OpenidClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
}

/** The service's discovery document: read by whoever knows its own members, after the issuer was checked. */
export type OpenidDocument = Readonly<Record<string, unknown>>;

/** What a token answer brought. Lives are in seconds, null where the answer does not say. */
export interface OpenidGrant {
  readonly accessToken: string;
  readonly expiresInS: number | null;
  readonly refreshToken: string | null;
  readonly refreshExpiresInS: number | null;
  readonly scope: string | null;
  /** `sub` and `email` of the ID token; null when there was none. */
  readonly subject: string | null;
  readonly email: string | null;
}

/** What a sign-in asks for. `parameters` are the service's own, such as HyperID's flow_mode. */
export interface OpenidRequest {
  readonly redirectUri: string;
  readonly scope: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A sign-in under way, good for one answer: a second one is connect.wrong-state. */
export interface OpenidSignIn {
  readonly url: string;
  /** The person's identity is proven when it answers ok: signature, issuer, audience, nonce and time of the ID token. */
  finish(
    redirect: URL,
    signal: AbortSignal,
  ): Promise<Result<OpenidGrant & { readonly subject: string }, AccountError>>;
}

/** The calls. Each is bounded in time by the Http port below it. */
export interface Openid {
  /** connect.untrusted when the document names another issuer. Kept for an hour. */
  discover(issuer: string, signal: AbortSignal): Promise<Result<OpenidDocument, AccountError>>;
  begin(
    client: OpenidClient,
    request: OpenidRequest,
    signal: AbortSignal,
  ): Promise<Result<OpenidSignIn, AccountError>>;
  /** store.consent-ended when the service no longer takes the refresh token. Sent once, never repeated. */
  refresh(
    client: OpenidClient,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Result<OpenidGrant, AccountError>>;
  /** Ends this one grant, not the person's session with other programs. */
  revoke(client: OpenidClient, token: string, signal: AbortSignal): Promise<Result<void, AccountError>>;
}
