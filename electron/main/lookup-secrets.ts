/** PRIVO's API key and client secret, kept together in one secret slot. Neither ever leaves main. */
import { z } from "zod";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import type { CommandInput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";
import { readJsonSecret } from "./json-secret.ts";

const secretsSchema = z.object({
  apiKey: z.string().nullable().default(null),
  clientSecret: z.string().nullable().default(null),
});

/** What is kept; null where there is none. */
export type LookupSecrets = z.infer<typeof secretsSchema>;

/** What goes in: left out or empty stays, null is forgotten. */
export type LookupSecretPatch = Pick<CommandInput<"lookup.configure">, "apiKey" | "clientSecret">;

const none: LookupSecrets = { apiKey: null, clientSecret: null };

/** A header or a form takes visible ASCII; anything else in it came with the copying. */
const secretPattern = /^[\x21-\x7e]+$/;

/** Reads them; none when nothing is kept. */
export const readLookupSecrets = (slot: SecretSlot): Promise<Result<LookupSecrets, SecretError>> =>
  readJsonSecret(slot, secretsSchema, none);

const trimmed = (secret: string | null): string | null => secret?.trim() ?? null;

const given = (patch: LookupSecretPatch): Partial<LookupSecrets> => {
  const present = (["apiKey", "clientSecret"] as const)
    .map((name) => [name, patch[name]] as const)
    .filter(([, secret]) => secret !== undefined && secret?.trim() !== "");
  return Object.fromEntries(present.map(([name, secret]) => [name, trimmed(secret ?? null)]));
};

/** Whether what goes in can be a secret at all; lookup.bad-credentials when it cannot. */
export const checkLookupSecrets = (
  patch: LookupSecretPatch,
): Result<void, AppError<"lookup.bad-credentials">> =>
  Object.values(given(patch)).every((secret) => secret === null || secretPattern.test(secret))
    ? ok(undefined)
    : fail("lookup.bad-credentials");

/** Writes what goes in beside what is kept; forgets the whole when nothing is left. */
export const writeLookupSecrets = async (
  slot: SecretSlot,
  patch: LookupSecretPatch,
): Promise<Result<void, SecretError>> => {
  const changes = given(patch);
  if (Object.keys(changes).length === 0) return ok(undefined);
  const kept = await readLookupSecrets(slot);
  // What can no longer be opened is replaced by what was just entered.
  if (!kept.ok && kept.error.code !== "store.secrets-lost") return kept;
  const all = { ...(kept.ok ? kept.value : none), ...changes };
  if (Object.values(all).every((secret) => secret === null)) return slot.forget();
  const bytes = new TextEncoder().encode(JSON.stringify(all));
  const saved = await slot.save(bytes);
  bytes.fill(0);
  return saved;
};
