/**
 * Writing to the person's library by import (contract 5.1). The body goes as it is given; each call makes a
 * new file, so it is never repeated but after the service refused its token.
 */
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { DigimeContext } from "./digime-context.ts";
import { toStore } from "./digime-context.ts";
import { describeFile, writeError } from "./digime-descriptor.ts";
import type { Trouble } from "./digime-errors.ts";
import type { Kept } from "./digime-kept.ts";
import { bearer, send } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import type { DigimeTokens } from "./digime-tokens.ts";
import type { DigimeWriter } from "./digime-writer.port.ts";

/** A descriptor is a header, and headers over some kilobytes are refused on the way (contract 5.1). */
const maxDescriptorBytes = 4_095;
const timeoutMs = 60_000;

interface Writing {
  readonly descriptor: string;
  readonly bytes: Uint8Array;
}

const importFile = async (
  context: DigimeContext,
  identity: DigimeIdentity,
  { access }: Kept,
  { descriptor, bytes }: Writing,
  signal: AbortSignal,
): Promise<Result<void, Trouble>> => {
  const sent = await send(context, {
    url: `${identity.addresses.base}permission-access/import`,
    method: "POST",
    headers: { filedescriptor: descriptor, "content-type": "application/octet-stream" },
    body: bytes,
    authorise: () => bearer(context, identity, { access_token: access.value }),
    timeoutMs,
    signal,
  });
  return sent.ok ? ok(undefined) : sent;
};

/** Makes the writer. */
export const createDigimeLibrary = (context: DigimeContext, tokens: DigimeTokens): DigimeWriter => ({
  write: async (name, bytes, tags, signal) => {
    const refused = writeError(name, bytes);
    if (refused !== null) return err(refused);
    const identity = toStore(context, "library", await context.identity());
    if (!identity.ok) return identity;
    const { key } = identity.value;
    const descriptor = await key.sign({ typ: "JWT" }, { metadata: describeFile(name, tags) });
    if (descriptor.length > maxDescriptorBytes)
      return err(appError("store.name-too-long", { limit: maxDescriptorBytes }));
    const written = await tokens.withTokens(identity.value, signal, (kept) =>
      importFile(context, identity.value, kept, { descriptor, bytes }, signal),
    );
    return toStore(context, "library", written);
  },
});
