/**
 * The switches of PRIVO's stand-in: everything the contract infers or does not know, in one place, so
 * that the real behaviour can be matched here once it is known. Kept in the sandbox's file.
 */
import { z } from "zod";
import type { SandboxDatabase } from "#sandbox/database.ts";
import { readMeta, writeMeta } from "#sandbox/database.ts";

/** Every switch with its default; the number is the contract's section. */
export const privoSettingsSchema = z.strictObject({
  /** 2.1: which of the documented spellings of the token address answer. */
  tokenPaths: z.enum(["both", "token", "oauth-token"]).default("both"),
  /** 2.1: where the token's parameters may stand. */
  tokenStyles: z.enum(["both", "form", "query"]).default("both"),
  /** 2.1: a scope that must be asked for; empty: any. */
  requiredScope: z.string().max(100).default(""),
  /** 2.1: life of a token in seconds, told as expires_in. */
  tokenSeconds: z.number().int().min(1).max(604_800).default(599),
  /** 4: status of a wrong client at the token address. */
  badClientStatus: z.union([z.literal(400), z.literal(401)]).default(401),
  /** 2: whether by-hash exists beside the API key's paths too. */
  hashWithApiKey: z.boolean().default(true),
  /** 2, 4: status of a wrong API key. */
  badKeyStatus: z.union([z.literal(401), z.literal(403)]).default(403),
  /** 2: whether a credential shown beside the right one of a path family is an error. */
  refusesBoth: z.boolean().default(true),
  /** 4: status of an unknown service or jurisdiction. */
  unknownPlaceStatus: z.union([z.literal(400), z.literal(403), z.literal(404)]).default(404),
  /** 3: whether one query without its array is taken; it is marked in `asked`. */
  takesBareQuery: z.boolean().default(true),
  /** 4: how many queries one request may hold. */
  maxQueries: z.number().int().min(1).max(10_000).default(100),
  /** 3.1: whether an answer leaves out what was not found. */
  omitsNotFound: z.boolean().default(false),
  /** 3.3: whether a hash in capitals is a hash. */
  takesUpperCaseHash: z.boolean().default(true),
  /** 3.3: what was hashed of an e-mail address: in small letters, or as the registry got it. */
  emailForm: z.enum(["lower", "as-is"]).default("lower"),
  /** 3.3: what was hashed of a phone number. */
  phoneForm: z.enum(["e164", "digits", "last-ten"]).default("e164"),
  /** 3: whether by-plain-value brings a text into that form before it looks. */
  normalisesPlain: z.boolean().default(true),
  /** 3.2: how dates are written. */
  birthdateForm: z.enum(["iso", "compact", "epoch"]).default("iso"),
  expireForm: z.enum(["iso", "date", "compact", "epoch", "epoch-ms"]).default("iso"),
  /** 4: the shape of a lookup's error body. */
  errorBody: z.enum(["oauth", "message", "empty", "html"]).default("oauth"),
  /** 4: what Retry-After says. */
  retryAfterSeconds: z.number().int().min(0).max(3_600).default(1),
});
export type PrivoSettings = z.infer<typeof privoSettingsSchema>;

const name = "privo-settings";

/** What is set now. */
export const readPrivoSettings = (database: SandboxDatabase): PrivoSettings => {
  const text = readMeta(database, name);
  const parsed = privoSettingsSchema.safeParse(text === null ? {} : JSON.parse(text));
  return parsed.success ? parsed.data : privoSettingsSchema.parse({});
};

/** Sets them all. */
export const writePrivoSettings = (database: SandboxDatabase, settings: PrivoSettings): void =>
  writeMeta(database, name, JSON.stringify(settings));
