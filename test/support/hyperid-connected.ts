/** HyperID's client over real HTTP to a sandbox, and signed in there through the consent page. */
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { http as realHttp } from "#platform/http.ts";
import { createOpenid } from "#platform/openid-sign-in.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { AccountError, AccountFacts } from "#stores/account.port.ts";
import type { BytesRequest, Http } from "#stores/http.port.ts";
import type { HyperidService, HyperidServiceSettings } from "#stores/hyperid/hyperid-service.ts";
import { createHyperidService } from "#stores/hyperid/hyperid-service.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import type { Decision } from "./hyperid-consent.ts";
import { approve } from "./hyperid-consent.ts";
import { createMemorySlot } from "./memory-slot.ts";
import type { TestSandbox } from "./sandbox.ts";
import { silentLog } from "./silent-log.ts";

/** What a test may change. `clientSecret` null: a public client. */
export interface HyperidOptions extends Decision {
  readonly settings?: Partial<HyperidServiceSettings>;
  readonly clientSecret?: string | null;
  readonly secrets?: SecretSlot;
  readonly http?: Http;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** Where the test's browser comes back to; nobody listens there. */
export const redirectUri = "http://127.0.0.1:47811/callback";

const never = new AbortController().signal;

/** The service, with nobody signed in unless the slot says so. */
export const hyperidOf = (sandbox: TestSandbox, options: HyperidOptions = {}): HyperidService => {
  const { issuer, clientId, clientSecret } = sandbox.endpoints.hyperid;
  const { http = realHttp, clock = createSystemClock(), log = silentLog } = options;
  const secret = options.clientSecret === undefined ? clientSecret : options.clientSecret;
  return createHyperidService({
    settings: { issuer, clientId, maxValueBytes: 4_096, keysPerRequest: 50, ...options.settings },
    clientSecret: () => Promise.resolve(ok(secret)),
    secrets: options.secrets ?? createMemorySlot(),
    http,
    clock,
    log,
    openid: createOpenid({ http, clock }),
  });
};

/** Signs in through the consent page. */
export const signIn = async (
  { account }: HyperidService,
  { expectedId = null, ...decision }: Decision & { readonly expectedId?: string | null } = {},
): Promise<Result<AccountFacts, AccountError>> => {
  const begun = await account.begin(redirectUri, expectedId, never);
  return begun.ok ? begun.value.finish(await approve(begun.value.url, decision), never) : begun;
};

/** The service with Ada signed in, or whom the options name. Throws when that does not work. */
export const connectHyperid = async (
  sandbox: TestSandbox,
  options: HyperidOptions = {},
): Promise<HyperidService> => {
  const service = hyperidOf(sandbox, options);
  const { person } = options;
  const connected = await signIn(service, person === undefined ? {} : { person });
  if (!connected.ok) throw new Error(`HyperID did not connect: ${JSON.stringify(connected.error)}`);
  return service;
};

/** Real HTTP that remembers what was asked. */
export interface WatchedHttp {
  readonly http: Http;
  readonly seen: BytesRequest[];
  /** How many requests went to an address that ends so. */
  readonly count: (end: string) => number;
}

/** Makes one. */
export const watchedHttp = (below: Http = realHttp): WatchedHttp => {
  const seen: BytesRequest[] = [];
  return {
    seen,
    count: (end) => seen.filter(({ url }) => url.endsWith(end)).length,
    http: (request) => {
      seen.push(request);
      return below(request);
    },
  };
};
