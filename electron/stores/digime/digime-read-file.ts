/**
 * One file of a read session (contract 6.3 and 6.4): fetched, opened with the reading contract's key, freed
 * of the older layout's hash, and unpacked within a limit. Nothing in it is trusted; whoever reads it next
 * must open the vault's own seal.
 */
import { z } from "zod";
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { BytesAnswer } from "#stores/http.port.ts";
import type { StoreError } from "#stores/store.port.ts";
import { fromBase64Url } from "#vault/bytes.ts";
import type { Compression, DigimeCrypto } from "./digime-crypto.port.ts";
import { compressions } from "./digime-crypto.port.ts";
import { nameIn } from "./digime-descriptor.ts";
import type { Trouble } from "./digime-errors.ts";
import { asStoreError } from "./digime-errors.ts";
import { baseOfKept } from "./digime-read-account.ts";
import { readJson, send } from "./digime-send.ts";
import type { ListedFile, SessionParts } from "./digime-session.ts";
import { readBearer } from "./digime-session.ts";

/** One file read back. `reference` is the name it was written under; empty when it carries none. */
export interface ReadFile {
  readonly name: string;
  readonly reference: string;
  /** When the service took it, epoch ms. */
  readonly at: number | null;
  /** The bytes as they were written, or why they are not to be had. */
  readonly content: Result<Uint8Array, StoreError>;
}

/** The longest file that is unpacked, and the longest body that is fetched. */
export const maxUnpackedBytes = 64 * 1024 * 1024;
const maxBodyBytes = maxUnpackedBytes + 4_096;
const maxMetadataCharacters = 32_768;
const timeoutMs = 120_000;
const hashBytes = 64;

/** What our own files carry; names come back in small letters (contract 10.9), and other kinds have none of it. */
const metadataSchema = z.object({
  metadata: z.object({
    reference: z.array(z.string()).optional(),
    tags: z.array(z.string()).optional(),
  }),
  compression: z.enum(compressions).nullish(),
});
type Metadata = z.infer<typeof metadataSchema>;

const readMetadata = ({ headers }: BytesAnswer): Metadata | null => {
  const text = headers.get("x-metadata") ?? "";
  if (text.length > maxMetadataCharacters) return null;
  const bytes = fromBase64Url(text.replace(/=+$/, ""));
  const parsed = metadataSchema.safeParse(bytes === null ? undefined : readJson(bytes));
  return parsed.success ? parsed.data : null;
};

/** The older layout begins with a SHA-512 of the rest (contract 6.4); which one it is shows by the hash itself. */
const withoutHash = (crypto: DigimeCrypto, plaintext: Uint8Array, isOlder: boolean): Uint8Array | null => {
  const rest = plaintext.subarray(hashBytes);
  const hasHash =
    plaintext.length >= hashBytes && crypto.equal(crypto.sha512(rest), plaintext.subarray(0, hashBytes));
  if (hasHash) return rest;
  return isOlder ? null : plaintext;
};

/** Undoes what the service did to the bytes; null when the body does not hold together. */
export const unpackFile = async (
  crypto: DigimeCrypto,
  opened: Uint8Array | null,
  compression: Compression | null,
  isOlder: boolean,
): Promise<Result<Uint8Array, StoreError>> => {
  const plain = opened === null ? null : withoutHash(crypto, opened, isOlder);
  if (plain === null) return fail("cipher.tampered");
  if (compression === null) return ok(plain.slice());
  const bytes = await crypto.decompress(compression, plain, maxUnpackedBytes);
  return bytes === null ? fail("store.bad-reply", { reason: "compression" }) : ok(bytes);
};

interface Fetched {
  readonly answer: BytesAnswer;
  readonly isOlder: boolean;
}

const fetchFile = (parts: SessionParts, key: string, name: string): Promise<Result<Fetched, Trouble>> => {
  const { context, tokens, identity, signal } = parts;
  return tokens.withTokens(identity, signal, async (kept) => {
    const path = `permission-access/query/${encodeURIComponent(key)}/${encodeURIComponent(name)}`;
    const answer = await send(context, {
      url: `${baseOfKept(identity, kept)}${path}`,
      headers: { accept: "application/octet-stream" },
      authorise: () => readBearer(parts, kept),
      isRepeatable: true,
      maxBytes: maxBodyBytes,
      timeoutMs,
      signal,
    });
    return answer.ok ? ok({ answer: answer.value, isOlder: kept.older !== null }) : answer;
  });
};

/** Fetches and opens one file. A trouble is the session's; what is wrong with the file itself is in its content. */
export const readFile = async (
  parts: SessionParts,
  key: string,
  { name, at }: ListedFile,
): Promise<Result<ReadFile, Trouble>> => {
  const fetched = await fetchFile(parts, key, name);
  if (!fetched.ok) {
    return isOfSession(fetched.error)
      ? fetched
      : ok({ name, reference: "", at, content: err(asStoreError(fetched.error)) });
  }
  const { answer, isOlder } = fetched.value;
  const metadata = readMetadata(answer);
  if (metadata === null)
    return ok({ name, reference: "", at, content: err(appError("store.bad-reply", { reason: "metadata" })) });
  const { reference = [], tags = [] } = metadata.metadata;
  const { context, identity } = parts;
  const opened = identity.key.open(answer.bytes);
  const content = await unpackFile(context.crypto, opened, metadata.compression ?? null, isOlder);
  return ok({ name, reference: nameIn(reference, tags) ?? "", at, content });
};

/** Whether a trouble ends the whole reading: its session, its sign-in, its cancelling. */
const isOfSession = (trouble: Trouble): boolean => {
  if (trouble.kind === "local" || trouble.kind === "untrusted") return true;
  if (trouble.kind === "unanswered") return trouble.failure.reason === "cancelled";
  return isSessionOver(trouble) || (trouble.kind === "refused" && trouble.status === 401);
};

/** The session was good for one reading only, or has ended. */
export const isSessionOver = (trouble: Trouble): boolean =>
  trouble.kind === "refused" && (trouble.code === "SessionUsed" || trouble.code === "SessionInvalid");
