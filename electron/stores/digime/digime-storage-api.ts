/**
 * A person's storage at digi.me: creating it, finding it, and naming it in a sign-in (contract 8). Files in
 * it are digime-files.ts.
 */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { DigimeContext } from "./digime-context.ts";
import type { Trouble } from "./digime-errors.ts";
import { bearer, sendForJson } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";

const idSchema = z.object({ id: z.string().min(1).max(300) });

/** Whether a refusal says that there is no such storage. */
export const isStorageGone = (trouble: Trouble): boolean =>
  trouble.kind === "refused" && (trouble.code === "InvalidPCloud" || trouble.status === 404);

/** Makes a storage that belongs to nobody until a sign-in names it. Answers its id. */
export const createStorage = async (
  context: DigimeContext,
  identity: DigimeIdentity,
  signal: AbortSignal,
): Promise<Result<string, Trouble>> => {
  const made = await sendForJson(
    context,
    {
      url: `${identity.addresses.base}storage`,
      method: "POST",
      authorise: () => bearer(context, identity),
      signal,
    },
    idSchema,
  );
  return made.ok ? ok(made.value.id) : made;
};

/** A reference by which a sign-in names a storage. */
export const referToStorage = async (
  context: DigimeContext,
  identity: DigimeIdentity,
  storageId: string,
  signal: AbortSignal,
): Promise<Result<string, Trouble>> => {
  const made = await sendForJson(
    context,
    {
      url: `${identity.addresses.base}reference`,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "cloudId", value: storageId }),
      authorise: () => bearer(context, identity),
      signal,
    },
    idSchema,
  );
  return made.ok ? ok(made.value.id) : made;
};

/** The storage of the user of this token; null when there is none. */
export const findStorage = async (
  context: DigimeContext,
  identity: DigimeIdentity,
  accessToken: string,
  signal: AbortSignal,
): Promise<Result<string | null, Trouble>> => {
  const found = await sendForJson(
    context,
    {
      url: `${identity.addresses.base}storage`,
      authorise: () => bearer(context, identity, { access_token: accessToken }),
      isRepeatable: true,
      signal,
    },
    idSchema,
  );
  if (found.ok) return ok(found.value.id);
  return found.error.kind === "refused" && found.error.status === 404 ? ok(null) : found;
};
