/**
 * The profile: what this computer was told on first run and in Settings. No secret is in it; API keys
 * are in the keychain. Everything the services leave open (contract: unknown) is a setting here with
 * a default. Written whole and swapped in, so that a torn write leaves the old one.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { Settings } from "#contract/views.ts";
import { redirectWays, settingsShape, usualSettings } from "#contract/views.ts";

const address = z.string().max(500);
const name = z.string().max(200);
const redirect = z.enum(redirectWays).default("loopback");
/** Whether a person is signed in there; who, and the tokens, are sealed in the vault's file. */
const isConnected = z.boolean().default(false);

/** The ports stand among the stores, where they came to be. */
type SettingsInProfile = Omit<Settings, "loopbackPorts">;

const { loopbackPorts: usualPorts, ...usualInProfile } = usualSettings;
const { loopbackPorts: portsShape, ...shapeInProfile } = settingsShape;

/** What is not in the file is as usual, so that a profile of an older version is whole. */
const settingsInProfile = z
  .object(shapeInProfile)
  .partial()
  .prefault({})
  .transform((given): SettingsInProfile => ({ ...usualInProfile, ...(given as Partial<SettingsInProfile>) }));

/** What the contracts of the stores leave open, with their defaults; see the contract's views of each. */
const storesSchema = z
  .object({
    /** Where the browser comes back to, the first free one. Registered with the services, so never random. */
    loopbackPorts: portsShape.default(usualPorts),
    hyperid: z
      .object({
        isConnected,
        issuer: address.default(""),
        clientId: name.default(""),
        redirect,
        maxValueBytes: z.number().int().min(256).max(1_048_576).default(4_096),
        keysPerRequest: z.number().int().min(1).max(1_000).default(50),
      })
      .prefault({}),
    dataswyft: z
      .object({
        isConnected,
        pdaUrl: address.default(""),
        applicationId: name.default(""),
        namespace: name.default(""),
        signInPage: z.enum(["hatlogin", "auth"]).default("hatlogin"),
        hasStateInRedirect: z.boolean().default(true),
        redirect,
        fileFromBytes: z.number().int().min(1_024).max(9_000_000).default(500_000),
      })
      .prefault({}),
    digime: z
      .object({
        isConnected,
        baseUrl: address.default(""),
        onboardUrl: address.default(""),
        cloudBaseUrl: address.default(""),
        applicationId: name.default(""),
        contractId: name.default(""),
        redirect,
        writeProtocol: z.enum(["library", "postbox"]).default("library"),
        legacyBaseUrl: address.default(""),
        readContractId: name.default(""),
      })
      .prefault({}),
  })
  .prefault({});

const lookupSchema = z
  .object({
    baseUrl: address.default(""),
    tokenUrl: address.default(""),
    serviceIdentifier: name.default(""),
    jurisdictionIdentifier: name.default(""),
    auth: z.enum(["api-key", "token"]).default("api-key"),
    clientId: name.default(""),
    scope: name.default("openid"),
    tokenStyle: z.enum(["form", "query"]).default("form"),
    defaultCountry: z.string().max(2).default(""),
    keyPath: name.default(""),
    tokenPath: name.default(""),
  })
  .prefault({});

const profileSchema = z.object({
  version: z.literal(1),
  kind: z.enum(["unset", "sandbox", "real"]),
  presence: z.enum(["scan", "verify"]).default("scan"),
  scanBaseUrl: z.string().default("https://api2.vivokey.com/v1/"),
  verifyBaseUrl: z.string().default("https://auth.vivokey.com"),
  /** The Scan API's last endpoint has two names in the wild (contract 0.5). */
  checkPath: z.enum(["check-response", "check-result"]).default("check-response"),
  /** How long a validated challenge opens KVS: not published (contract 1.5). */
  tokenLifeMs: z.number().int().min(10_000).max(3_600_000).default(300_000),
  /** How many names and values go into one KVS request: not published (contract 2.3). */
  kvsNamesPerRequest: z.number().int().min(1).max(1000).default(256),
  kvsPairsPerRequest: z.number().int().min(1).max(1000).default(64),
  stores: storesSchema,
  lookup: lookupSchema,
  settings: settingsInProfile,
});

/** The profile with every default filled in. */
export type Profile = z.infer<typeof profileSchema>;

/** A profile that was never set up. */
export const freshProfile = (): Profile => profileSchema.parse({ version: 1, kind: "unset" });

const fileIn = (dir: string): string => join(dir, "profile.json");

/** A path that leads through a file leads nowhere either. */
const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR");

/** Reads the profile; a missing one is fresh, one that cannot be understood is settings.unreadable and kept. */
export const loadProfile = (dir: string): Result<Profile, AppError<"settings.unreadable">> => {
  let text: string;
  try {
    text = readFileSync(fileIn(dir), "utf8");
  } catch (cause) {
    return isMissing(cause) ? ok(freshProfile()) : fail("settings.unreadable");
  }
  try {
    const parsed = profileSchema.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : fail("settings.unreadable");
  } catch {
    return fail("settings.unreadable");
  }
};

/** Writes the profile for the owner's eyes only. Errors: vault.read-only when the folder refuses. */
export const saveProfile = (dir: string, profile: Profile): Result<void, AppError<"vault.read-only">> => {
  const file = fileIn(dir);
  const draft = `${file}.${process.pid}.new`;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
    return ok(undefined);
  } catch {
    return fail("vault.read-only");
  }
};
