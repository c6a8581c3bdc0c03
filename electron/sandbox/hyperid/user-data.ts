/** The verbs of user data in all their spaces (contract 3.1 to 3.5). */
import { Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { SandboxPerson } from "#sandbox/page.ts";
import type { HyperidParts } from "./parts.ts";
import { hasLinked, personOf, subjectOf, walletOf } from "./people.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";
import { answerCall, failed } from "./rest-call.ts";
import type { HyperidSettings } from "./settings.ts";
import { readSettings } from "./settings.ts";
import type { SpaceName, Verb } from "./spaces.ts";
import {
  keyAccessDenied,
  keyInvalid,
  nothingRead,
  result,
  scopesNeeded,
  spaces,
  tooManyKeys,
} from "./spaces.ts";
import type { Shelf } from "./values.ts";
import { accessScope, deleteValue, listKeys, listSharedKeys, readValue, writeValue } from "./values.ts";
import { hasWallet } from "./wallets.ts";

const setSchema = z.object({
  value_key: z.string(),
  value_data: z.string(),
  access_scope: z.union([z.literal(0), z.literal(1)]).default(accessScope.public),
});
const keysSchema = z.object({ value_keys: z.array(z.string()).min(1) });
const sharedSchema = z.object({
  search_id: z.string().max(1_000).default(""),
  page_size: z.number().int().min(1).max(4_294_967_295).default(100),
});
const walletSchema = z.object({ wallet_address: z.string().optional() });
const providerSchema = z.object({ identity_provider: z.string() });

/** A verb within one space, for one app and person. */
interface Work {
  readonly parts: HyperidParts;
  readonly shelf: Shelf;
  readonly settings: HyperidSettings;
  readonly body: unknown;
}

const isKey = (key: string, { keyCharacters }: HyperidSettings): boolean =>
  key.length <= keyCharacters && /^[\w./-]+$/.test(key);

/** Half a surrogate pair cannot be kept as UTF-8. */
const isValue = (value: string, { valueBytes }: HyperidSettings): boolean =>
  Buffer.byteLength(value, "utf8") <= valueBytes && !/\p{Surrogate}/u.test(value);

const set = ({ parts, shelf, settings, body }: Work): RestAnswer => {
  const parsed = setSchema.safeParse(body);
  if (!parsed.success) return failed(result.invalidParameters);
  const { value_key: key, value_data: value, access_scope } = parsed.data;
  if (!isKey(key, settings)) return failed(keyInvalid(shelf.space));
  // No number of the table is for values.
  if (!isValue(value, settings)) return failed(result.invalidParameters);
  // Basic has no such member: its values are for every app of the person (contract 6.1).
  const scope = shelf.space === "basic" ? accessScope.public : access_scope;
  const isKept = writeValue(parts.context.database, shelf, { key, value, scope });
  return failed(isKept ? result.success : keyAccessDenied(shelf.space));
};

const get = ({ parts, shelf, settings, body }: Work): RestAnswer => {
  const parsed = keysSchema.safeParse(body);
  if (!parsed.success) return failed(result.invalidParameters);
  const keys = [...new Set(parsed.data.value_keys)];
  if (keys.length > settings.keysPerRequest) return failed(tooManyKeys(shelf.space));
  if (!keys.every((key) => isKey(key, settings))) return failed(result.invalidParameters);
  const values = keys.map((key) => ({
    value_key: key,
    value_data: readValue(parts.context.database, shelf, key),
  }));
  const found = values.filter(({ value_data }) => value_data !== null);
  const shown = settings.showsMissingAsNull ? values : found;
  return { result: found.length === 0 ? nothingRead(shelf.space) : result.success, values: shown };
};

const list = ({ parts, shelf }: Work): RestAnswer => {
  const keys_private = listKeys(parts.context.database, shelf, accessScope.private);
  const keys_public = listKeys(parts.context.database, shelf, accessScope.public);
  const isEmpty = keys_private.length + keys_public.length === 0;
  return { result: isEmpty ? result.nothingFound : result.success, keys_private, keys_public };
};

/** A search id is the last key told, so that keys that come and go do not move the pages. */
const listShared = ({ parts, shelf, body }: Work): RestAnswer => {
  const parsed = sharedSchema.safeParse(body);
  if (!parsed.success) return failed(result.invalidParameters);
  const { search_id, page_size } = parsed.data;
  const after = Buffer.from(search_id, "base64url").toString("utf8");
  const found = listSharedKeys(parts.context.database, shelf, after, page_size + 1);
  const keys_shared = found.slice(0, page_size);
  const last = found.length > page_size ? (keys_shared.at(-1) ?? "") : "";
  const next_search_id = Buffer.from(last, "utf8").toString("base64url");
  const isEmpty = keys_shared.length === 0;
  return { result: isEmpty ? result.nothingFound : result.success, keys_shared, next_search_id };
};

const remove = ({ parts, shelf, settings, body }: Work): RestAnswer => {
  const parsed = keysSchema.safeParse(body);
  if (!parsed.success) return failed(result.invalidParameters);
  const keys = [...new Set(parsed.data.value_keys)];
  const isFit = keys.length <= settings.keysPerRequest && keys.every((key) => isKey(key, settings));
  if (!isFit) return failed(result.invalidParameters);
  const keys_delete_results = keys.map((key) => ({
    value_key: key,
    is_deleted: deleteValue(parts.context.database, shelf, key),
  }));
  const isAny = keys_delete_results.some(({ is_deleted }) => is_deleted);
  return { result: isAny ? result.success : result.nothingFound, keys_delete_results };
};

const verbs: Readonly<Record<Verb, (work: Work) => RestAnswer>> = {
  set,
  get,
  "list-get": list,
  "shared-list-get": listShared,
  delete: remove,
};

/** A subject, or the number of why there is none. */
type Subject = string | number;

const walletIn = (parts: HyperidParts, person: SandboxPerson, body: unknown): Subject => {
  const asked = walletSchema.safeParse(body);
  if (!asked.success) return result.invalidParameters;
  const address = (asked.data.wallet_address ?? walletOf(parts.context, person.id)).toLowerCase();
  return hasWallet(parts.context, person.id, address) ? address : result.subjectNotFound;
};

const linkedIn = (parts: HyperidParts, person: SandboxPerson, body: unknown): Subject => {
  const asked = providerSchema.safeParse(body);
  if (!asked.success) return result.invalidParameters;
  const { identity_provider: provider } = asked.data;
  return hasLinked(person, provider)
    ? `${provider}:${subjectOf(parts.context, person.id)}`
    : result.subjectNotFound;
};

/** What the space's values are bound to. */
const subjectIn = (parts: HyperidParts, space: SpaceName, { token, body }: RestCall): Subject => {
  const person = personOf(token.grant.person);
  if (person === null) return result.tokenInvalid;
  switch (space) {
    case "basic":
    case "by-user-id":
      return subjectOf(parts.context, person.id);
    case "by-email":
      return person.email;
    case "by-wallet":
      return walletIn(parts, person, body);
    case "by-idp":
      return linkedIn(parts, person, body);
  }
};

const act = (parts: HyperidParts, space: SpaceName, verb: Verb, call: RestCall): RestAnswer => {
  const subject = subjectIn(parts, space, call);
  if (typeof subject === "number") return failed(subject);
  const { client, person } = call.token.grant;
  const shelf: Shelf = { space, subject, client, person };
  const settings = readSettings(parts.context.database);
  return verbs[verb]({ parts, shelf, settings, body: call.body });
};

/** The routes below the REST address. */
export const userDataRoutes = (parts: HyperidParts): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  for (const { name, path, verbs: offered } of spaces) {
    for (const verb of offered) {
      routes.post(`${path}/${verb}`, (c) =>
        answerCall(parts, c, scopesNeeded(name, verb), (call) => act(parts, name, verb, call)),
      );
    }
  }
  return routes;
};
