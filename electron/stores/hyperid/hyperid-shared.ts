/**
 * “Shared with services”: the seed's own calls in the basic space, which have no switch for privacy. Which
 * services read a value there is HyperID's to decide, so only what is sealed already may be handed over.
 */
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { StoreError } from "#stores/store.port.ts";
import { utf8 } from "#vault/bytes.ts";
import type { UserData } from "./user-data-verbs.ts";
import { basic, byUserId } from "./user-data-verbs.ts";

/** Hands sealed texts to services and takes them back. Keys: 1 to 128 of `[A-Za-z0-9._/-]`. */
export interface HyperidShared {
  /** Sets or replaces; read back before it answers ok. store.name-too-long, store.value-too-long before anything is sent. */
  share(key: string, text: string, signal: AbortSignal): Promise<Result<void, StoreError>>;
  /** The space has no delete: the value is overwritten with nothing. */
  withdraw(key: string, signal: AbortSignal): Promise<Result<void, StoreError>>;
  /** Null for a key that is not there or was withdrawn. */
  read(key: string, signal: AbortSignal): Promise<Result<string | null, StoreError>>;
  /** Public keys that other services of the same person share with this one. */
  listFromOthers(signal: AbortSignal): Promise<Result<readonly string[], StoreError>>;
}

const maxKeyLength = 128;
const keyAlphabet = /^[A-Za-z0-9._/-]+$/;
const overheadBytes = 65_536;

const keyError = (key: string): StoreError | null => {
  if (key.length > maxKeyLength) return fail("store.name-too-long", { limit: maxKeyLength }).error;
  return keyAlphabet.test(key) ? null : fail("store.refused", { because: "name" }).error;
};

/** Makes it over the account's user data. `maxValueBytes`: UTF-8 bytes of a text. */
export const createHyperidShared = (data: UserData, maxValueBytes: number): HyperidShared => {
  // JSON may write a byte of text as six characters.
  const answerBytes = maxValueBytes * 6 + overheadBytes;
  const read = async (key: string, signal: AbortSignal): Promise<Result<string, StoreError>> => {
    const values = await data.get(basic, [key], signal, answerBytes);
    return values.ok ? ok(values.value.get(key) ?? "") : err(values.error.error);
  };
  const put = async (key: string, text: string, signal: AbortSignal): Promise<Result<void, StoreError>> => {
    const refused = keyError(key);
    if (refused !== null) return err(refused);
    const set = await data.set(basic, key, text, signal);
    if (!set.ok) return err(set.error.error);
    const back = await read(key, signal);
    if (!back.ok) return back;
    return back.value === text ? ok(undefined) : fail("store.conflict");
  };
  return {
    share: async (key, text, signal) => {
      if (utf8(text).length > maxValueBytes) return fail("store.value-too-long", { limit: maxValueBytes });
      return text === "" ? fail("store.refused", { because: "empty" }) : put(key, text, signal);
    },
    withdraw: (key, signal) => put(key, "", signal),
    read: async (key, signal) => {
      const refused = keyError(key);
      if (refused !== null) return err(refused);
      const back = await read(key, signal);
      return back.ok ? ok(back.value === "" ? null : back.value) : back;
    },
    listFromOthers: async (signal) => {
      const keys = await data.listShared(byUserId, signal);
      return keys.ok ? keys : err(keys.error.error);
    },
  };
};
