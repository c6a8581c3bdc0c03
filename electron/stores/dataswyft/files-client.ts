/**
 * The account's file storage (contract 5): a description goes to the account, the bytes go straight to the
 * signed address that it gives, then the account is told that they are there. Signed addresses live five
 * minutes and never see the token.
 */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { badReply } from "./error-table.ts";
import type { PdaFailure } from "./error-table.ts";
import type { PdaClient } from "./pda-client.ts";
import { uploadType } from "./signed-transfer.ts";
import type { SignedTransfer } from "./signed-transfer.ts";

/** What is known of one file. `createdAt`: epoch ms, null when the account does not tell. */
export interface FileFacts {
  readonly fileId: string;
  readonly state: "New" | "Initialized" | "Completed" | "Deleted";
  readonly size: number | null;
  readonly contentUrl: string | null;
  readonly createdAt: number | null;
  readonly tags: readonly string[];
}

/** A failed upload; `fileId` when something of it may lie there. */
export interface UploadFailure {
  readonly failure: PdaFailure;
  readonly fileId: string | null;
}

/** The calls. Bytes are at least one: the account takes no empty file. */
export interface FilesClient {
  upload(
    file: {
      readonly name: string;
      readonly source: string;
      readonly tag: string;
      readonly bytes: Uint8Array;
    },
    signal: AbortSignal,
  ): Promise<Result<FileFacts, UploadFailure>>;
  /** Null when there is no such file. */
  facts(fileId: string, signal: AbortSignal): Promise<Result<FileFacts | null, PdaFailure>>;
  /** Null when the file or its bytes are gone. */
  download(fileId: string, size: number, signal: AbortSignal): Promise<Result<Uint8Array | null, PdaFailure>>;
  /** A file that is gone is deleted already. The account keeps the description. */
  remove(fileId: string, signal: AbortSignal): Promise<Result<void, PdaFailure>>;
  search(source: string, tag: string, signal: AbortSignal): Promise<Result<readonly FileFacts[], PdaFailure>>;
}

// Dates are epoch ms or ISO texts, depending on the deployment (contract 5).
const dateSchema = z.union([z.number(), z.string().transform((text) => Date.parse(text))]);
const fileSchema = z.object({
  fileId: z.string().min(1),
  status: z.object({
    status: z.enum(["New", "Initialized", "Completed", "Deleted"]),
    size: z.number().optional(),
  }),
  contentUrl: z.string().nullish(),
  dateCreated: dateSchema.nullish(),
  tags: z.array(z.string()).nullish(),
});

const toFacts = (file: z.infer<typeof fileSchema>): FileFacts => ({
  fileId: file.fileId,
  state: file.status.status,
  size: file.status.size ?? null,
  contentUrl: file.contentUrl ?? null,
  createdAt: file.dateCreated == null || Number.isNaN(file.dateCreated) ? null : file.dateCreated,
  tags: file.tags ?? [],
});

const readFacts = (json: unknown): Result<FileFacts, PdaFailure> => {
  const parsed = fileSchema.safeParse(json);
  return parsed.success ? ok(toFacts(parsed.data)) : err(badReply("file"));
};

/** A second address when the first was refused: it may have been given out of a cache and be too old. */
const download = async (
  { facts, signed }: { readonly facts: FilesClient["facts"]; readonly signed: SignedTransfer },
  { fileId, size }: { readonly fileId: string; readonly size: number },
  signal: AbortSignal,
): Promise<Result<Uint8Array | null, PdaFailure>> => {
  for (let attempt = 1; ; attempt++) {
    const known = await facts(fileId, signal);
    if (!known.ok) return known;
    if (known.value?.state !== "Completed") return ok(null);
    if (known.value.contentUrl === null) return err(badReply("file-url"));
    const bytes = await signed.get(known.value.contentUrl, size, signal);
    if (bytes.ok) return bytes;
    if (bytes.error.kind === "no-file") return ok(null);
    if (bytes.error.kind !== "file" || attempt === 2) return bytes;
  }
};

/** Makes the client. */
export const createFilesClient = (client: PdaClient, signed: SignedTransfer): FilesClient => {
  const complete = async (
    fileId: string,
    size: number,
    signal: AbortSignal,
  ): Promise<Result<FileFacts, PdaFailure>> => {
    const path = `files/file/${encodeURIComponent(fileId)}/complete`;
    const answer = await client({ path, method: "PUT", isRepeatable: true, signal });
    const facts = answer.ok ? readFacts(answer.value) : answer;
    if (!facts.ok) return facts;
    const isWhole = facts.value.state === "Completed" && facts.value.size === size;
    return isWhole ? facts : err(badReply("file-size"));
  };
  const facts: FilesClient["facts"] = async (fileId, signal) => {
    const answer = await client({ path: `files/file/${encodeURIComponent(fileId)}`, signal });
    if (!answer.ok) return answer.error.kind === "no-file" ? ok(null) : answer;
    return readFacts(answer.value);
  };
  return {
    facts,
    upload: async ({ name, source, tag, bytes }, signal) => {
      const body = JSON.stringify({ name, source, tags: [tag], contentType: uploadType });
      const answer = await client({ path: "files/upload", method: "POST", body, signal });
      const described = answer.ok ? readFacts(answer.value) : answer;
      if (!described.ok) return err({ failure: described.error, fileId: null });
      const { fileId, contentUrl } = described.value;
      const failed = contentUrl === null ? badReply("file-url") : await signed.put(contentUrl, bytes, signal);
      if (failed !== null) return err({ failure: failed, fileId });
      const completed = await complete(fileId, bytes.length, signal);
      return completed.ok ? completed : err({ failure: completed.error, fileId });
    },
    download: (fileId, size, signal) => download({ facts, signed }, { fileId, size }, signal),
    remove: async (fileId, signal) => {
      const path = `files/file/${encodeURIComponent(fileId)}`;
      const answer = await client({ path, method: "DELETE", isRepeatable: true, signal });
      return answer.ok || answer.error.kind === "no-file" ? ok(undefined) : answer;
    },
    search: async (source, tag, signal) => {
      const body = JSON.stringify({ name: "", source, tags: [tag] });
      const answer = await client({ path: "files/search", method: "POST", body, isRepeatable: true, signal });
      if (!answer.ok) return answer;
      const parsed = z.array(fileSchema).safeParse(answer.value);
      return parsed.success ? ok(parsed.data.map(toFacts)) : err(badReply("files"));
    },
  };
};
