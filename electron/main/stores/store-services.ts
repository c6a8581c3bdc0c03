/**
 * The services of the stores that a person signs in to, made from the profile's settings or the sandbox's
 * endpoints. Made when first needed and made anew after a change of settings.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore } from "#contract/views.ts";
import type { Profile } from "#main/profile.ts";
import type { SandboxEndpoints } from "#sandbox/server.ts";
import type { Account } from "#stores/account.port.ts";
import type { DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import type { DigimeService } from "#stores/digime/digime-service.ts";
import type { HyperidService } from "#stores/hyperid/hyperid-service.ts";
import type { NamedValues } from "#stores/named/named-values.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import { isConfigured } from "./store-settings.ts";

/** What every service has. */
export interface StoreService {
  readonly account: Account;
  readonly values: NamedValues;
}

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
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly log: Log;
}

/** The slot that keeps a store's tokens, and the one that keeps what a person entered for it. */
export const tokenSlotName = (store: AccountStore): string => `${store}/tokens`;
export const settingsSlotName = (store: AccountStore): string => `${store}/settings`;

type Made<T> = Promise<Result<T, AppError>>;

/** The services. */
export interface StoreServices {
  /** store.not-configured while something is missing that a sign-in needs. */
  get<S extends AccountStore>(store: S): Made<ServiceTypes[S]>;
  /** Has the next call make it anew. */
  forget(store: AccountStore): void;
}

/** Makes them lazily. */
export const createStoreServices = (parts: StoreServicesParts): StoreServices => {
  const made = new Map<AccountStore, Made<ServiceTypes[AccountStore]>>();
  const make = async <S extends AccountStore>(store: S): Made<ServiceTypes[S]> => {
    if (!isConfigured(store, parts.profile())) return fail("store.not-configured");
    const endpoints = await parts.sandbox();
    if (endpoints?.ok === false) return endpoints;
    // Their libraries are large; most starts of the program need none of them.
    const { makers } = await import("./service-makers.ts");
    return ok(makers[store](parts, endpoints?.value ?? null));
  };
  return {
    get: <S extends AccountStore>(store: S): Made<ServiceTypes[S]> => {
      const known = made.get(store) as Made<ServiceTypes[S]> | undefined;
      if (known !== undefined) return known;
      const making = make(store);
      made.set(store, making);
      void making.then((result) => {
        if (!result.ok && made.get(store) === making) made.delete(store);
      });
      return making;
    },
    forget: (store) => void made.delete(store),
  };
};
