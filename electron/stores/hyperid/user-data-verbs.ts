/** The verbs of the user data API with their bodies and answers (contract 3.1 to 3.5). */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Sent, UserDataFailure } from "./user-data-failure.ts";
import { unreadable } from "./user-data-failure.ts";
import type { DataSpace, UserDataCall, UserDataResult } from "./user-data.ts";

/** The space of the connected person's own id: it lists, removes, and does not move with an e-mail address. */
export const byUserId: DataSpace = { space: "by-user-id" };

/** The seed's own calls: no switch for privacy, no list, no delete. */
export const basic: DataSpace = { space: "basic" };

const text = z.string();
const valuesSchema = z.object({
  values: z.array(z.object({ value_key: text, value_data: text.nullish() })),
});
const listSchema = z
  .object({ keys_private: z.array(text).nullish(), keys_public: z.array(text).nullish() })
  .refine((keys) => Array.isArray(keys.keys_private) || Array.isArray(keys.keys_public));
const sharedSchema = z.object({
  keys_shared: z.array(text),
  next_search_id: z.union([text, z.number()]).nullish(),
});
const deletedSchema = z.object({
  keys_delete_results: z.array(z.object({ value_key: text, is_deleted: z.boolean() })).nullish(),
});

const listBytes = 16 * 1024 * 1024;
/** 100 keys a page: more pages than this are a service that goes in circles. */
const maxPages = 1_000;
const pageSize = 100;

const parsed = <T>(schema: z.ZodType<T>, json: unknown): Result<T, UserDataFailure> => {
  const told = schema.safeParse(json);
  return told.success ? ok(told.data) : err(unreadable("shape"));
};

/** Keys by whether other services may see them. */
export interface ListedKeys {
  readonly private: readonly string[];
  readonly public: readonly string[];
}

/** The verbs. */
export interface UserData {
  /** `access_scope` is 0 wherever there is one: without it the service would publish the value (contract 6.1). */
  set(where: DataSpace, key: string, data: string, signal: AbortSignal): UserDataResult<void>;
  /** Only what is there; keys that nobody asked for are dropped. `maxBytes` bounds the answer. */
  get(
    where: DataSpace,
    keys: readonly string[],
    signal: AbortSignal,
    maxBytes: number,
  ): UserDataResult<ReadonlyMap<string, string>>;
  list(where: DataSpace, signal: AbortSignal): UserDataResult<ListedKeys>;
  /** Public keys that other services of this person share, page after page. */
  listShared(where: DataSpace, signal: AbortSignal): UserDataResult<readonly string[]>;
  /** The keys that the service says it has removed; it may leave some out, or all. */
  remove(where: DataSpace, keys: readonly string[], signal: AbortSignal): UserDataResult<ReadonlySet<string>>;
}

const longest = (keys: readonly string[]): number => Math.max(0, ...keys.map(({ length }) => length));

const keysSent = (verb: Sent["verb"], { space }: DataSpace, keys: readonly string[]): Sent => ({
  verb,
  space,
  keyLength: longest(keys),
});

const listShared = async (
  call: UserDataCall,
  { space, members }: DataSpace,
  signal: AbortSignal,
): UserDataResult<readonly string[]> => {
  const keys: string[] = [];
  const asked = new Set<string>();
  for (let searchId = ""; asked.size < maxPages && !asked.has(searchId);) {
    asked.add(searchId);
    const body = { ...members, search_id: searchId, page_size: pageSize };
    const answer = await call({ verb: "shared-list-get", space }, body, signal, listBytes);
    if (!answer.ok) return answer;
    if (answer.value.isEmpty) return ok(keys);
    const page = parsed(sharedSchema, answer.value.json);
    if (!page.ok) return page;
    for (const key of page.value.keys_shared) keys.push(key);
    searchId = String(page.value.next_search_id ?? "");
    if (searchId === "") return ok(keys);
  }
  return err(unreadable("circle"));
};

const get = async (
  call: UserDataCall,
  where: DataSpace,
  keys: readonly string[],
  signal: AbortSignal,
  maxBytes: number,
): UserDataResult<ReadonlyMap<string, string>> => {
  const body = { ...where.members, value_keys: keys };
  const answer = await call(keysSent("get", where, keys), body, signal, maxBytes);
  if (!answer.ok) return answer;
  if (answer.value.isEmpty) return ok(new Map());
  const told = parsed(valuesSchema, answer.value.json);
  if (!told.ok) return told;
  const asked = new Set(keys);
  const values = new Map<string, string>();
  for (const { value_key: key, value_data: data } of told.value.values) {
    // An entry without data is a key that is not there (contract 3.2).
    if (asked.has(key) && typeof data === "string") values.set(key, data);
  }
  return ok(values);
};

/** Makes the verbs over a call. */
export const createUserData = (call: UserDataCall): UserData => ({
  set: async ({ space, members }, key, data, signal) => {
    const sent: Sent = { verb: "set", space, keyLength: key.length, dataLength: data.length };
    const privacy = space === "basic" ? {} : { access_scope: 0 };
    const body = { ...members, value_key: key, value_data: data, ...privacy };
    const answer = await call(sent, body, signal);
    return answer.ok ? ok(undefined) : answer;
  },
  get: (where, keys, signal, maxBytes) => get(call, where, keys, signal, maxBytes),
  list: async ({ space, members }, signal) => {
    const answer = await call({ verb: "list-get", space }, { ...members }, signal, listBytes);
    if (!answer.ok) return answer;
    if (answer.value.isEmpty) return ok({ private: [], public: [] });
    const told = parsed(listSchema, answer.value.json);
    if (!told.ok) return told;
    return ok({ private: told.value.keys_private ?? [], public: told.value.keys_public ?? [] });
  },
  listShared: (where, signal) => listShared(call, where, signal),
  remove: async (where, keys, signal) => {
    const body = { ...where.members, value_keys: keys };
    const answer = await call(keysSent("delete", where, keys), body, signal, listBytes);
    if (!answer.ok) return answer;
    const told = parsed(deletedSchema, answer.value.json);
    if (!told.ok) return told;
    const results = told.value.keys_delete_results ?? [];
    const gone = results.flatMap((key) => (key.is_deleted ? [key.value_key] : []));
    return ok(new Set(answer.value.isEmpty ? keys : gone));
  },
});
