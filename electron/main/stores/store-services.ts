/**
 * The services of the stores that a person signs in to, made from the profile's settings or the sandbox's
 * endpoints. Made when first needed and made anew after a change of settings.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { AccountStore } from "#contract/views.ts";
import type { ServiceTypes, StoreServicesParts } from "./store-services-parts.ts";
import { isConfigured } from "./store-settings.ts";

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
