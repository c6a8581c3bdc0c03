/** The discovery document (contract 1): the standard fields and HyperID's own, all that its SDKs require. */
import type { HyperidParts } from "./parts.ts";
import { protocolPath } from "./parts.ts";
import { identityProviders, walletChains, walletFamilies } from "./people.ts";
import { defaultScopes, optionalScopes } from "./scopes.ts";

const clientAuthentication = [
  "client_secret_post",
  "client_secret_basic",
  "client_secret_jwt",
  "private_key_jwt",
];

const standardFields = (issuer: string): object => {
  const at = (path: string): string => `${issuer}${protocolPath}${path}`;
  return {
    issuer,
    authorization_endpoint: at("/auth"),
    token_endpoint: at("/token"),
    introspection_endpoint: at("/token/introspect"),
    userinfo_endpoint: at("/userinfo"),
    end_session_endpoint: at("/logout"),
    revocation_endpoint: at("/revoke"),
    jwks_uri: at("/certs"),
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: [...defaultScopes, ...optionalScopes],
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "email", "email_verified"],
    token_endpoint_auth_methods_supported: [...clientAuthentication, "none"],
    token_endpoint_auth_signing_alg_values_supported: ["HS256", "RS256"],
    revocation_endpoint_auth_methods_supported: [...clientAuthentication, "none"],
    introspection_endpoint_auth_methods_supported: clientAuthentication,
  };
};

/** The whole document. */
export const discoveryDocument = ({ issuer, restBaseUrl }: HyperidParts): object => ({
  ...standardFields(issuer()),
  rest_api_token_endpoint: restBaseUrl(),
  rest_api_public_endpoint: `${restBaseUrl()}/public`,
  identity_providers: identityProviders,
  client_scopes_default: defaultScopes,
  client_scopes_optional: optionalScopes,
  wallet_family: walletFamilies,
  wallet_source: { MetaMask: 0, WalletConnect: 1 },
  wallet_chain: walletChains,
});
