/** Where digi.me is and as whom this program speaks there. Reads settings; sends nothing. */
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { SecretError } from "#stores/secret-slot.port.ts";
import type { ContractKey, DigimeCrypto } from "./digime-crypto.port.ts";
import type { Trouble } from "./digime-errors.ts";

/** What the person set. Empty addresses stand for the service's own. */
export interface DigimeClientSettings {
  readonly baseUrl: string;
  readonly onboardUrl: string;
  readonly cloudBaseUrl: string;
  readonly applicationId: string;
  readonly contractId: string;
  /** How “write to my digi.me” writes; `postbox` also signs in the older way (contract 5.2). */
  readonly writeProtocol: "library" | "postbox";
  readonly legacyBaseUrl: string;
  /** A second contract that may read back what was written; empty when there is none. */
  readonly readContractId: string;
  /** Host that serves the keys of signed replies, if it is not the API's own. */
  readonly jkuHost?: string;
}

/** The addresses in use, each with a slash at its end. */
export interface DigimeAddresses {
  readonly base: string;
  readonly onboard: string;
  readonly cloud: string;
  /** The older API of the postbox. */
  readonly legacy: string;
}

/** `{applicationId}_{contractId}`: as whom every JWT speaks (contract 2). */
export const clientIdOf = (applicationId: string, contractId: string): string =>
  `${applicationId}_${contractId}`;

/** As whom a request is made: one contract with its key. */
export interface DigimeIdentity {
  readonly applicationId: string;
  readonly contractId: string;
  readonly clientId: string;
  readonly key: ContractKey;
  readonly addresses: DigimeAddresses;
}

/** The service's own addresses (contract 2; the older one: contract 1). */
export const digimeAddresses: DigimeAddresses = {
  base: "https://api.digi.me/v1.7/",
  onboard: "https://api.digi.me/apps/saas/",
  cloud: "https://cloud.digi.me/v1/",
  legacy: "https://api.digi.me/v1.6/",
};

const loopbackHosts = ["127.0.0.1", "localhost", "[::1]"];

/** Whether an address is https, or http on this computer, and names nobody. */
export const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && loopbackHosts.includes(hostname));
};

const readAddress = (set: string, own: string): string | null => {
  const text = set.trim();
  if (text === "") return own;
  if (!isSafeAddress(text) || /[?#]/.test(text)) return null;
  const { href } = new URL(text);
  return href.endsWith("/") ? href : `${href}/`;
};

/** The addresses to use; null when one of them is none. */
export const readAddresses = (settings: DigimeClientSettings): DigimeAddresses | null => {
  const base = readAddress(settings.baseUrl, digimeAddresses.base);
  const onboard = readAddress(settings.onboardUrl, digimeAddresses.onboard);
  const cloud = readAddress(settings.cloudBaseUrl, digimeAddresses.cloud);
  const legacy = readAddress(settings.legacyBaseUrl, digimeAddresses.legacy);
  if (base === null || onboard === null || cloud === null || legacy === null) return null;
  return { base, onboard, cloud, legacy };
};

/** Where a contract's key comes from. */
export type KeySource = () => Promise<Result<string | null, SecretError>>;

const local = (error: (Trouble & { readonly kind: "local" })["error"]): Result<never, Trouble> =>
  err({ kind: "local", error });

/** Reads settings and key of one contract. */
export const readIdentity = async (
  settings: DigimeClientSettings,
  contractId: string,
  keySource: KeySource,
  crypto: DigimeCrypto,
): Promise<Result<DigimeIdentity, Trouble>> => {
  const { applicationId } = settings;
  if (applicationId === "") return local(appError("store.not-configured", { reason: "application-id" }));
  if (contractId === "") return local(appError("store.not-configured", { reason: "contract-id" }));
  const addresses = readAddresses(settings);
  if (addresses === null) return local(appError("settings.address-malformed"));
  const pem = await keySource();
  if (!pem.ok) return local(pem.error);
  if (pem.value === null) return local(appError("store.not-configured", { reason: "contract-key" }));
  const key = crypto.readKey(pem.value);
  if (key === null) return local(appError("settings.contract-key-malformed"));
  return ok({ applicationId, contractId, clientId: clientIdOf(applicationId, contractId), key, addresses });
};
