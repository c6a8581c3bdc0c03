/**
 * HyperID as the core composes it: the account, the values store and what is shared with services, made of
 * ports only. Nothing is asked and nothing is sent until one of them is called.
 */
import { z } from "zod";
import type { Clock } from "#contract/clock.port.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { Account, AccountError } from "#stores/account.port.ts";
import type { Http } from "#stores/http.port.ts";
import type { NamedValues } from "#stores/named/named-values.port.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";
import { createHyperidAccount } from "./hyperid-account.ts";
import type { HyperidShared } from "./hyperid-shared.ts";
import { createHyperidShared } from "./hyperid-shared.ts";
import type { HyperidLimits } from "./hyperid-values.ts";
import { createHyperidValues } from "./hyperid-values.ts";
import type { Openid, OpenidClient } from "./openid.port.ts";
import { createTokenKeeper } from "./token-keeper.ts";
import type { TokenKeeper } from "./token-keeper.ts";
import type { Authorize } from "./user-data.ts";
import { createUserDataCall } from "./user-data.ts";
import { createUserData } from "./user-data-verbs.ts";

/** The service's own issuer (contract 1). */
export const hyperidIssuer = "https://login.hypersecureid.com/auth/realms/HyperID";

/** What a person consents to (contract 2.4): who they are, and reading and writing their data. */
const storageScope = "openid email user-data-set user-data-get";

/** Settings of the connection. An empty `issuer` is the service's own; an empty `clientId` is not set up yet. */
export interface HyperidServiceSettings extends HyperidLimits {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope?: string;
}

/** What the service is made of. */
export interface HyperidServiceParts {
  readonly settings: HyperidServiceSettings;
  /** Null for a public client. */
  readonly clientSecret: () => Promise<Result<string | null, SecretError>>;
  readonly secrets: SecretSlot;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly openid: Openid;
  readonly random?: (length: number) => Uint8Array;
}

/** The three sides of HyperID. */
export interface HyperidService {
  readonly account: Account;
  readonly values: NamedValues;
  readonly shared: HyperidShared;
}

const placeSchema = z.object({ rest_api_token_endpoint: z.string() });
const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/;

/** The REST host is the discovery document's, never our own guess (contract 1); null when it is no safe address. */
const restBaseUrl = (document: unknown, issuer: string): string | null => {
  const told = placeSchema.safeParse(document);
  if (!told.success || !URL.canParse(told.data.rest_api_token_endpoint)) return null;
  const address = told.data.rest_api_token_endpoint.replace(/\/+$/, "");
  const isSafe = address.startsWith("https://") || (loopback.test(address) && loopback.test(issuer));
  return isSafe ? address : null;
};

const authorizeBy =
  (keeper: TokenKeeper, openid: Openid, issuer: string): Authorize =>
  async (signal, refused) => {
    const kept = await keeper.access(signal, refused);
    if (!kept.ok) return kept;
    const document = await openid.discover(issuer, signal);
    if (!document.ok) return document;
    const rest = restBaseUrl(document.value, issuer);
    return rest === null
      ? fail("store.bad-reply", { because: "rest_api_token_endpoint" })
      : ok({ token: kept.value.accessToken, restBaseUrl: rest });
  };

const clientOf = async (
  { clientSecret }: HyperidServiceParts,
  identity: { readonly issuer: string; readonly clientId: string },
): Promise<Result<OpenidClient, AccountError>> => {
  if (identity.clientId === "") return fail("store.not-configured");
  const secret = await clientSecret();
  if (!secret.ok) return secret;
  return ok({ ...identity, clientSecret: secret.value === "" ? null : secret.value });
};

const createListeners = (): { readonly subscribe: Account["subscribe"]; readonly tell: () => void } => {
  const listeners = new Set<() => void>();
  return {
    subscribe: (listener) => {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    tell: () => {
      for (const listener of listeners) listener();
    },
  };
};

const randomBytes = (length: number): Uint8Array => globalThis.crypto.getRandomValues(new Uint8Array(length));

/** Makes the service. */
export const createHyperidService = (parts: HyperidServiceParts): HyperidService => {
  const { settings, secrets, http, clock, log, openid, random = randomBytes } = parts;
  const issuer = settings.issuer === "" ? hyperidIssuer : settings.issuer;
  const identity = { issuer, clientId: settings.clientId };
  const client = (): ReturnType<typeof clientOf> => clientOf(parts, identity);
  const { subscribe, tell } = createListeners();
  const keeper = createTokenKeeper({ openid, secrets, clock, client, identity, changed: tell });
  const authorize = authorizeBy(keeper, openid, issuer);
  const data = createUserData(createUserDataCall({ http, clock, log, random, authorize }));
  const scope = settings.scope ?? storageScope;
  return {
    account: createHyperidAccount({ openid, keeper, data, clock, log, scope, client, subscribe }),
    values: createHyperidValues({ data, limits: settings, log }),
    shared: createHyperidShared(data, settings.maxValueBytes),
  };
};
