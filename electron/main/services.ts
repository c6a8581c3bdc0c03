/**
 * The services a profile talks to: the sandbox's stand-ins in this process, or VivoKey's own. Made
 * lazily, so that the window does not wait for a server to start or a keychain to answer.
 */
import type { Presence, PresenceService } from "#chip/presence.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { createHttpJson } from "#platform/http-json.ts";
import { createKvsClient } from "#platform/vivokey-kvs.ts";
import { createScanService } from "#platform/vivokey-scan.ts";
import { createVerifyService } from "#platform/vivokey-verify.ts";
import type { Http } from "#stores/http.port.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import type { Profile } from "./profile.ts";

/** Where the services are and how to get the key for them; asked for when first needed. */
export interface ServiceAddresses {
  readonly scanBaseUrl: () => Promise<Result<string, AppError>>;
  readonly verifyBaseUrl: () => Promise<Result<string, AppError>>;
  readonly apiKey: () => Promise<Result<string, AppError>>;
}

/** The services in use. `kvs` is null with the Verify API: no secret depends on the chip then. */
export interface Services {
  readonly presence: PresenceService;
  readonly kvs: KvsClient | null;
}

interface Tools {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
}

/** An address that cannot be had is a service that cannot be reached; its own error is in the log already. */
const addressed = async <T>(
  address: () => Promise<Result<string, AppError>>,
  make: (baseUrl: string) => T,
): Promise<T | null> => {
  const known = await address();
  return known.ok ? make(known.value) : null;
};

const lazyPresence = (
  flow: PresenceService["flow"],
  connect: () => Promise<PresenceService | null>,
): PresenceService => {
  let connecting: Promise<PresenceService | null> | null = null;
  const connected = (): Promise<PresenceService | null> => (connecting ??= connect());
  const unreachable = (): ReturnType<typeof fail<"auth.unreachable">> => fail("auth.unreachable");
  return {
    flow,
    fetchChallenge: async (signal) => (await connected())?.fetchChallenge(signal) ?? unreachable(),
    answerChip: async (request, signal) => (await connected())?.answerChip(request, signal) ?? unreachable(),
    check: async (request, signal) => (await connected())?.check(request, signal) ?? unreachable(),
  };
};

const lazyKvs = (connect: () => Promise<KvsClient | null>): KvsClient => {
  let connecting: Promise<KvsClient | null> | null = null;
  const connected = (): Promise<KvsClient | null> => (connecting ??= connect());
  return {
    read: async (challenge, names, signal) =>
      (await connected())?.read(challenge, names, signal) ?? fail("store.unreachable"),
    store: async (challenge, pairs, signal) =>
      (await connected())?.store(challenge, pairs, signal) ?? fail("store.unreachable"),
  };
};

/** Makes the clients for a profile. */
export const connectServices = (
  profile: Profile,
  addresses: ServiceAddresses,
  { clock, log, http }: Tools,
): Services => {
  const tools = { clock, log, http: createHttpJson(http) };
  const { apiKey } = addresses;
  if (profile.presence === "verify") {
    const connect = (): Promise<PresenceService | null> =>
      addressed(addresses.verifyBaseUrl, (baseUrl) => createVerifyService({ ...tools, baseUrl, apiKey }));
    return { presence: lazyPresence("verify", connect), kvs: null };
  }
  const { tokenLifeMs, checkPath } = profile;
  const connect = (): Promise<PresenceService | null> =>
    addressed(addresses.scanBaseUrl, (baseUrl) =>
      createScanService({ ...tools, baseUrl, apiKey, tokenLifeMs, checkPath }),
    );
  const connectKvs = (): Promise<KvsClient | null> =>
    addressed(addresses.scanBaseUrl, (baseUrl) => createKvsClient({ ...tools, baseUrl }));
  return { presence: lazyPresence("scan", connect), kvs: lazyKvs(connectKvs) };
};

/** The access that the last tap gave, for as long as it lasts. Held in memory only. */
export class TapSession {
  readonly #clock: Clock;
  #presence: Presence | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes over the proof of a tap. */
  begin(presence: Presence): void {
    this.#presence = presence;
  }

  /** Forgets it. */
  end(): void {
    this.#presence = null;
  }

  /** When it ends (epoch ms), or null when there is none. */
  get expiresAt(): number | null {
    return this.#presence?.expiresAt ?? null;
  }

  /** The validated challenge; session.none before a tap, session.expired after its time. */
  token(): Result<string, AppError<"session.none" | "session.expired">> {
    if (this.#presence === null) return fail("session.none");
    return this.#clock.now() < this.#presence.expiresAt ? ok(this.#presence.token) : fail("session.expired");
  }
}
