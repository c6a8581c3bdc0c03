/** Reads what a person entered for a service out of its secret slot, where it lies as JSON. */
import type { z } from "zod";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SecretError, SecretSlot } from "#stores/secret-slot.port.ts";

/** `none` when nothing is kept; store.secrets-lost when what is kept makes no sense. The bytes read are wiped. */
export const readJsonSecret = async <T>(
  slot: SecretSlot,
  schema: z.ZodType<T>,
  none: T,
): Promise<Result<T, SecretError>> => {
  const kept = await slot.load();
  if (!kept.ok) return kept;
  if (kept.value === null) return ok(none);
  try {
    const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(kept.value)));
    return parsed.success ? ok(parsed.data) : fail("store.secrets-lost");
  } catch {
    return fail("store.secrets-lost");
  } finally {
    kept.value.fill(0);
  }
};
