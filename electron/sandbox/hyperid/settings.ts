/**
 * What the contract leaves open or a test wants to vary: lifetimes (2.5), limits (5), which clients and
 * redirects are taken (2.1, 2.2). Changed through the control routes, kept over a restart, restored by a reset.
 */
import { z } from "zod";
import { readMeta, writeMeta } from "#sandbox/database.ts";
import type { SandboxDatabase } from "#sandbox/database.ts";

const count = z.number().int().min(1).max(100_000_000);

/** What each setting may be. */
export const settingsSchema = z.strictObject({
  /** Life of an access token, in seconds. */
  accessSeconds: count,
  /** Life of a refresh token, in seconds, from its own issue on. */
  refreshSeconds: count,
  /** Life of an authorization code, in seconds. */
  codeSeconds: count,
  /** Whether a client may do without its secret when it uses PKCE (2.2: unknown). */
  allowsPublicClients: z.boolean(),
  /** Longest key, in characters. */
  keyCharacters: count,
  /** Longest value, in bytes of UTF-8. */
  valueBytes: count,
  /** Most keys of one get or delete. */
  keysPerRequest: count,
  /** Whether get answers a missing key with a null value instead of leaving it out (3.2). */
  showsMissingAsNull: z.boolean(),
  /** The registered redirect addresses, to the letter; null for every loopback one and `tapvault:`. */
  redirects: z.array(z.string().min(1).max(2_000)).max(100).nullable(),
});

/** The settings in force. */
export type HyperidSettings = z.infer<typeof settingsSchema>;

const defaults: HyperidSettings = {
  accessSeconds: 3_600,
  refreshSeconds: 2_592_000,
  codeSeconds: 60,
  allowsPublicClients: true,
  keyCharacters: 128,
  valueBytes: 65_536,
  keysPerRequest: 100,
  showsMissingAsNull: false,
  redirects: null,
};

const name = "hyperid-settings";

/** Reads them. */
export const readSettings = (database: SandboxDatabase): HyperidSettings => {
  const changed = z.record(z.string(), z.unknown()).parse(JSON.parse(readMeta(database, name) ?? "{}"));
  return settingsSchema.parse({ ...defaults, ...changed });
};

/** Changes the members given. */
export const changeSettings = (
  database: SandboxDatabase,
  changes: { readonly [Name in keyof HyperidSettings]?: HyperidSettings[Name] | undefined },
): HyperidSettings => {
  writeMeta(database, name, JSON.stringify({ ...readSettings(database), ...changes }));
  return readSettings(database);
};

/** Goes back to the defaults. */
export const restoreSettings = (database: SandboxDatabase): void => writeMeta(database, name, "{}");
