/** The services by store, what they are made of, and where their secrets are kept. */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import type { AccountStore } from "#contract/views.ts";
import type { Profile } from "#main/profile.ts";
import type { SandboxEndpoints } from "#sandbox/server.ts";
import type { DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import type { HyperidService } from "#stores/hyperid/hyperid-service.ts";
import type { Http } from "#stores/http.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import type { Crypto } from "#vault/crypto.port.ts";

/** The services by store. */
export interface ServiceTypes {
  readonly hyperid: HyperidService;
  readonly dataswyft: DataswyftService;
  readonly digime: DigimeService;
}

/** What they are made of. `sandbox`: the endpoints while the profile is the sandbox's. */
export interface StoreServicesParts {
  readonly profile: () => Profile;
  readonly sandbox: () => Promise<Result<SandboxEndpoints, AppError>> | null;
  readonly slot: (name: string) => SecretSlot;
  readonly http: Http;
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly log: Log;
}

/** The slot that keeps a store's tokens, and the one that keeps what a person entered for it. */
export const tokenSlotName = (store: AccountStore): string => `${store}/tokens`;
export const settingsSlotName = (store: AccountStore): string => `${store}/settings`;
