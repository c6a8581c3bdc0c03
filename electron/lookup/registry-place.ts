/** Where the registry is, out of the settings: empty addresses are those of PRIVO's testing environment (contract 1). */
import type { LookupSettings } from "#contract/views-lookup.ts";

/** The settings without what only tells whether a secret is kept. */
export type LookupChoices = Omit<LookupSettings, "hasApiKey" | "hasClientSecret">;

/** Addresses for testing: confirmed for the registry, the token's is the best guess (contract 1, 2.1). */
const testingBaseUrl = "https://registry-svc-int.privo.com";
const testingTokenUrl = "https://api-gw-svc-int.privo.com/token";

/** The addresses in use. */
export const addressesOf = ({
  baseUrl,
  tokenUrl,
}: LookupChoices): { readonly baseUrl: string; readonly tokenUrl: string } => ({
  baseUrl: baseUrl === "" ? testingBaseUrl : baseUrl,
  tokenUrl: tokenUrl === "" ? testingTokenUrl : tokenUrl,
});

/** Confirmed but for by-hash with a key (contract 2). */
const knownPaths = { "api-key": "api/v1.0/lookup", token: "api/v1.0/s2s/lookup" } as const;

const trimmed = (path: string): string => path.replace(/^\/+|\/+$/g, "");

/** Where lookups are below the address, for each kind of credentials. */
export const pathsOf = ({
  keyPath,
  tokenPath,
}: Pick<LookupChoices, "keyPath" | "tokenPath">): Readonly<Record<LookupChoices["auth"], string>> => ({
  "api-key": trimmed(keyPath) === "" ? knownPaths["api-key"] : trimmed(keyPath),
  token: trimmed(tokenPath) === "" ? knownPaths.token : trimmed(tokenPath),
});

/** Whoever sees what is asked: host and port of an address; empty when it is none. */
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : "");

/** Whether a host is of the testing environment, whose answers are about nobody (contract 5.12). */
export const isTestingHost = (host: string): boolean => /-int\.privo\.com(?::\d+)?$/i.test(host);

/** An identifier can stand in an address: not empty, and no step up or down a path. */
export const isIdentifier = (text: string): boolean => text !== "" && !/^\.{1,2}$/.test(text);
