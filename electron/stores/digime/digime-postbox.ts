/**
 * Writing to the person's postbox, the older road (contract 5.2): file and descriptor encrypted under one
 * fresh key that only the postbox's owner can unwrap. The protocol wants one IV for both and proves no
 * change of the bytes, which is why they were sealed by the vault before.
 */
import { z } from "zod";
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { toBase64 } from "#stores/base64.ts";
import { concat, toHex, utf8 } from "#vault/bytes.ts";
import type { DigimeContext } from "./digime-context.ts";
import { randomText, toStore } from "./digime-context.ts";
import type { PostboxSealed } from "./digime-crypto.port.ts";
import { describeFile, writeError } from "./digime-descriptor.ts";
import type { LocalError, Trouble } from "./digime-errors.ts";
import { refusedAs } from "./digime-errors.ts";
import type { Kept } from "./digime-kept.ts";
import { bearer, sendForJson } from "./digime-send.ts";
import type { DigimeIdentity } from "./digime-settings.ts";
import type { DigimeTokens } from "./digime-tokens.ts";
import type { DigimeWriter } from "./digime-writer.port.ts";

/** Ciphertext and descriptor travel apart: one as the body, one inside the bearer, which is a header. */
const maxDescriptorBytes = 3_000;
const timeoutMs = 60_000;
const boundaryCharacters = 32;

const replySchema = z.object({ status: z.enum(["delivered", "pending"]) });
type Reply = z.infer<typeof replySchema>["status"];

/** One part named `file` (RFC 7578). The file's name is that of its entry, reduced to what needs no quoting. */
const multipart = (boundary: string, name: string, bytes: Uint8Array): Uint8Array => {
  const fileName = name.replace(/[^0-9A-Za-z._-]/g, "_");
  const head = [
    `--${boundary}`,
    `content-disposition: form-data; name="file"; filename="${fileName}"`,
    "content-type: application/octet-stream",
    "",
    "",
  ].join("\r\n");
  return concat(utf8(head), bytes, utf8(`\r\n--${boundary}--\r\n`));
};

/** One file on its way, encrypted once and sent at most twice. */
interface Parcel {
  readonly name: string;
  readonly sealed: PostboxSealed;
}

const local = (error: LocalError): Result<never, Trouble> => err({ kind: "local", error });

const post = async (
  context: DigimeContext,
  identity: DigimeIdentity,
  { access, older, postbox }: Kept,
  { name, sealed }: Parcel,
  signal: AbortSignal,
): Promise<Result<Reply, Trouble>> => {
  // Connected before the setting was changed: only an older sign-in gives a postbox.
  if (postbox === null || older === null) return local(appError("store.consent-ended"));
  const claims = {
    access_token: access.value,
    iv: toHex(sealed.iv),
    metadata: toBase64(sealed.descriptor),
    redirect_uri: older.redirectUri,
    symmetrical_key: toBase64(sealed.wrappedKey),
  };
  const boundary = randomText(context.random, boundaryCharacters);
  const call = {
    url: `${identity.addresses.legacy}permission-access/postbox/${encodeURIComponent(postbox.id)}`,
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: multipart(boundary, name, sealed.file),
    authorise: () => bearer(context, identity, claims),
    timeoutMs,
    signal,
  } as const;
  const reply = await sendForJson(context, call, replySchema);
  return reply.ok ? ok(reply.value.status) : reply;
};

/** `pending` is this road's word for an ended token (contract 5.2): new tokens, and once more. */
const deliver = async (
  context: DigimeContext,
  tokens: DigimeTokens,
  identity: DigimeIdentity,
  parcel: Parcel,
  signal: AbortSignal,
): Promise<Result<Reply, Trouble>> => {
  const first = await tokens.withTokens(identity, signal, async (used) => {
    const reply = await post(context, identity, used, parcel, signal);
    return reply.ok ? ok({ used, reply: reply.value }) : reply;
  });
  if (!first.ok) return first;
  if (first.value.reply === "delivered") return ok("delivered");
  const renewed = await tokens.renew(identity, first.value.used, signal);
  return renewed.ok ? post(context, identity, renewed.value, parcel, signal) : renewed;
};

const sealParcel = (
  { crypto }: DigimeContext,
  { postbox }: Kept,
  name: string,
  bytes: Uint8Array,
  descriptor: Uint8Array,
): Result<Parcel, Trouble> => {
  if (postbox === null) return local(appError("store.consent-ended"));
  const sealed = crypto.sealForPostbox(postbox.publicKey, bytes, descriptor);
  return sealed === null ? err({ kind: "unreadable", reason: "postbox-key" }) : ok({ name, sealed });
};

/** Makes the writer. */
export const createDigimePostbox = (context: DigimeContext, tokens: DigimeTokens): DigimeWriter => {
  const write = async (
    name: string,
    bytes: Uint8Array,
    descriptor: Uint8Array,
    signal: AbortSignal,
  ): Promise<Result<void, Trouble>> => {
    const identity = await context.identity();
    if (!identity.ok) return identity;
    const kept = await tokens.required(identity.value.clientId);
    if (!kept.ok) return kept;
    const parcel = sealParcel(context, kept.value, name, bytes, descriptor);
    if (!parcel.ok) return parcel;
    const reply = await deliver(context, tokens, identity.value, parcel.value, signal);
    if (!reply.ok) return reply;
    // Still pending with a token that is new: the service takes it later, if ever.
    return reply.value === "pending" ? err(refusedAs(503)) : ok(undefined);
  };
  return {
    write: async (name, bytes, tags, signal) => {
      const refused = writeError(name, bytes);
      if (refused !== null) return err(refused);
      const descriptor = utf8(JSON.stringify(describeFile(name, tags)));
      if (descriptor.length > maxDescriptorBytes)
        return err(appError("store.name-too-long", { limit: maxDescriptorBytes }));
      return toStore(context, "postbox", await write(name, bytes, descriptor, signal));
    },
  };
};
