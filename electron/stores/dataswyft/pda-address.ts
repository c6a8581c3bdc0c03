/**
 * What a person types into the settings, made usable or refused before anything is sent: the address of a
 * personal data account, the namespace, the application's id. It never asks the network.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";

/** Where one person's account is. `baseUrl` has no slash at its end; `host` carries a port where one was typed. */
export interface PdaAddress {
  readonly baseUrl: string;
  /** What the account's tokens name as their issuer (contract 2.1). */
  readonly host: string;
}

/** Whose account it is and which application of the developer portal asks, as the settings have it. */
export interface PdaSettings {
  readonly pdaUrl: string;
  readonly applicationId: string;
  /** Empty: the application's id. */
  readonly namespace: string;
}

/** The settings, checked. Application ids are in small letters, as the account's pages make them. */
export interface PdaTarget {
  readonly address: PdaAddress;
  readonly applicationId: string;
  readonly namespace: string;
}

/** Failures of the settings. */
export type PdaSettingsError = AppError<
  "settings.pda-malformed" | "settings.namespace-malformed" | "store.not-configured"
>;

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);
const namespacePattern = /^[0-9a-z-]+$/;
const hostPattern = /^[0-9a-z](?:[0-9a-z-]*[0-9a-z])?(?:\.[0-9a-z](?:[0-9a-z-]*[0-9a-z])?)+$/;
const notInAddresses = /[\s\\@?#]/u;

const isHost = (name: string): boolean => loopback.has(name) || hostPattern.test(name);

const parseUrl = (typed: string): URL | null => {
  if (typed === "" || notInAddresses.test(typed)) return null;
  const text = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
  return URL.canParse(text) ? new URL(text) : null;
};

/** Reads `ada.hubat.net`, `https://ada.hubat.net/` and the like; plain http only for this computer. */
export const parsePdaAddress = (typed: string): Result<PdaAddress, AppError<"settings.pda-malformed">> => {
  const url = parseUrl(typed.trim());
  if (url === null || url.pathname !== "/" || !isHost(url.hostname)) return fail("settings.pda-malformed");
  const isAllowed = url.protocol === "https:" || (url.protocol === "http:" && loopback.has(url.hostname));
  return isAllowed ? ok({ baseUrl: url.origin, host: url.host }) : fail("settings.pda-malformed");
};

const suggestionFor = (namespace: string): string =>
  namespace
    .toLowerCase()
    .replaceAll(/[\s_.]+/g, "-")
    .replaceAll(/[^0-9a-z-]/g, "")
    .replaceAll(/^-+|-+$/g, "");

/** Small letters, digits and hyphens only (contract 4): anything else would be answered with a web page. */
export const checkNamespace = (
  namespace: string,
): Result<string, AppError<"settings.namespace-malformed">> => {
  if (namespacePattern.test(namespace)) return ok(namespace);
  const suggestion = suggestionFor(namespace);
  return fail("settings.namespace-malformed", suggestion === "" ? undefined : { suggestion });
};

/** Checks all that must hold before a request is made. */
export const checkSettings = (settings: PdaSettings): Result<PdaTarget, PdaSettingsError> => {
  const applicationId = settings.applicationId.trim().toLowerCase();
  if (settings.pdaUrl.trim() === "" || applicationId === "") return fail("store.not-configured");
  const address = parsePdaAddress(settings.pdaUrl);
  if (!address.ok) return address;
  const typed = settings.namespace.trim();
  const namespace = checkNamespace(typed === "" ? applicationId : typed);
  if (!namespace.ok) return namespace;
  return ok({ address: address.value, applicationId, namespace: namespace.value });
};
