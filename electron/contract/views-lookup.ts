/** What a lookup is asked and what it shows: facts about an e-mail address or a phone number, each yes, no or unknown. */
import { z } from "zod";

const epochMs = z.number().int();

/** What can be asked about. */
export const lookupTypes = ["email", "phone"] as const;

/** The facts the registry may give, in the order they are shown. */
export const lookupFacts = [
  "is_under_13",
  "is_under_14",
  "is_under_15",
  "is_under_16",
  "is_under_17",
  "is_under_18",
  "is_under_21",
  "is_18_or_over",
  "is_21_or_over",
  "is_25_or_over",
  "is_55_or_over",
  "is_60_or_over",
  "is_65_or_over",
] as const;

/** PRIVO Protect's settings: hosts, paths and identifiers as PRIVO gave them. Empty addresses: the ones for testing. */
export const lookupSettingsSchema = z.strictObject({
  baseUrl: z.string().trim().max(500),
  tokenUrl: z.string().trim().max(500),
  serviceIdentifier: z.string().trim().max(200),
  jurisdictionIdentifier: z.string().trim().max(200),
  /** `api-key`: the x-api-key header and /lookup; `token`: a bearer token and /s2s/lookup. */
  auth: z.enum(["api-key", "token"]),
  clientId: z.string().trim().max(200),
  scope: z.string().trim().max(200),
  /** Where lookups are below the address, by API key and by token; empty: as documented. */
  keyPath: z.string().trim().max(200),
  tokenPath: z.string().trim().max(200),
  /** How the token is asked for: credentials in a form (default) or in the address, as some of PRIVO's samples have it. */
  tokenStyle: z.enum(["form", "query"]),
  /** The country that a phone number without one belongs to, two letters; empty: none. */
  defaultCountry: z.string().trim().max(2),
  hasApiKey: z.boolean(),
  hasClientSecret: z.boolean(),
});
export type LookupSettings = z.infer<typeof lookupSettingsSchema>;

/** One thing to ask about, as the person typed it. */
export const lookupQuestionSchema = z.strictObject({
  type: z.enum(lookupTypes),
  text: z.string().max(320),
  /** Two letters, for a phone number without a country; empty: the setting's. */
  country: z.string().max(2).default(""),
});

/** How a question will be asked, to look at before it is sent. */
export const lookupPreviewSchema = z.strictObject({
  /** The normalised form: E.164, or the address in small letters. */
  normalised: z.string().max(320),
  /** SHA-512 of it, 128 hexadecimal characters. */
  hash: z.string().length(128),
  /** The country of a phone number, two letters. */
  country: z.string().max(2).nullable(),
});
export type LookupPreview = z.infer<typeof lookupPreviewSchema>;

/** What came back for one question. */
export const lookupResultSchema = z.strictObject({
  type: z.enum(lookupTypes),
  /** The normalised form that was asked about, or the text as typed where that variant was found. */
  asked: z.string().max(320),
  variant: z.enum(["normalised", "as-typed"]),
  /** `unknown`: the answer left it out or used a word that is not known. */
  status: z.enum(["found", "not-found", "bad-data", "unknown"]),
  /** Yes, no, or null where nothing was said. */
  facts: z.array(z.strictObject({ fact: z.enum(lookupFacts), value: z.boolean().nullable() })).max(40),
  birthdate: z.string().max(100).nullable(),
  birthdatePrecision: z.string().max(100).nullable(),
  /** When the facts stop being good, where it could be read. */
  expiresAt: epochMs.nullable(),
  /** As it was written. */
  expiresText: z.string().max(100).nullable(),
});
export type LookupResult = z.infer<typeof lookupResultSchema>;
