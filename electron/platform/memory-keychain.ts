/** The Keychain port in memory: what it holds ends with the program. For when the system has no keychain, and for tests. */
import { ok } from "#contract/result.ts";
import type { Keychain } from "#vault/keychain.port.ts";

/** Makes an empty one; secrets are copied in and out. */
export const createMemoryKeychain = (): Keychain => {
  const items = new Map<string, Uint8Array>();
  return {
    backend: "memory",
    get: (account) => {
      const secret = items.get(account);
      return Promise.resolve(ok(secret === undefined ? null : secret.slice()));
    },
    set: (account, secret) => {
      items.set(account, secret.slice());
      return Promise.resolve(ok(undefined));
    },
    delete: (account) => {
      items.get(account)?.fill(0);
      items.delete(account);
      return Promise.resolve(ok(undefined));
    },
  };
};
