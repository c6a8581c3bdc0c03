/** The file storage of the account in memory, and the storage behind its signed addresses. */
import { ok } from "#contract/result.ts";
import type { BytesRequest } from "#stores/http.port.ts";
import { jsonReply, textReply } from "./pda-replies.ts";
import type { PdaReply } from "./pda-replies.ts";

/** One file. */
export interface FakeFile {
  readonly fileId: string;
  readonly tags: readonly string[];
  state: "New" | "Completed" | "Deleted";
  bytes: Uint8Array | null;
  dateCreated: number;
}

/** The storage. */
export interface FakeFiles {
  readonly all: Map<string, FakeFile>;
  now: number;
  /** Answers below the API; null for an address of something else. */
  answer(request: BytesRequest, url: URL, body: unknown): PdaReply | null;
  /** Answers at signed addresses. */
  signed(request: BytesRequest, url: URL): PdaReply;
}

const described = (file: FakeFile): PdaReply =>
  jsonReply(200, {
    fileId: file.fileId,
    name: file.fileId,
    source: "keepsafe-dev",
    tags: file.tags,
    dateCreated: file.dateCreated,
    status: { status: file.state, ...(file.state === "Completed" ? { size: file.bytes?.length } : {}) },
    contentUrl: `https://bucket.example/${file.fileId}?sig=1`,
  });

/** An empty one. */
export const createFakeFiles = (): FakeFiles => {
  const all = new Map<string, FakeFile>();
  let next = 0;
  const one = (request: BytesRequest, file: FakeFile, isComplete: boolean): PdaReply => {
    if (isComplete) {
      if (file.bytes === null) return jsonReply(400, { message: "File not available", cause: "no bytes" });
      file.state = "Completed";
    }
    if (request.method === "DELETE") {
      file.state = "Deleted";
      file.bytes = null;
    }
    return described(file);
  };
  const files: FakeFiles = {
    all,
    now: 1_700_000_000_000,
    answer: (request, url, body) => {
      if (url.pathname === "/api/v2.6/files/upload") {
        const { tags } = body as { tags: string[] };
        const fileId = `file-${(next += 1)}`;
        const file: FakeFile = { fileId, tags, state: "New", bytes: null, dateCreated: files.now };
        all.set(fileId, file);
        return described(file);
      }
      if (url.pathname === "/api/v2.6/files/search") {
        const { tags } = body as { tags: string[] };
        const found = [...all.values()].filter((file) => tags.every((tag) => file.tags.includes(tag)));
        const texts = found.map(described).map((reply) => (reply.ok ? reply.value.bytes : new Uint8Array()));
        const decoder = new TextDecoder();
        return jsonReply(
          200,
          texts.map((bytes) => JSON.parse(decoder.decode(bytes)) as unknown),
        );
      }
      const [, fileId, complete] =
        /^\/api\/v2\.6\/files\/file\/([^/]+)(\/complete)?$/.exec(url.pathname) ?? [];
      if (fileId === undefined) return null;
      const file = all.get(fileId);
      if (file === undefined) return jsonReply(404, { message: "No such file", cause: fileId });
      return one(request, file, complete !== undefined);
    },
    signed: (request, url) => {
      const file = all.get(url.pathname.slice(1));
      if (file === undefined) return textReply(404, "<Error/>", "application/xml");
      if (request.headers?.["x-auth-token"] !== undefined) return textReply(400, "<Error/>");
      if (request.method !== "PUT")
        return file.bytes === null
          ? textReply(404, "<Error/>")
          : ok({ status: 200, headers: new Map(), bytes: file.bytes.slice() });
      if (request.headers?.["x-amz-server-side-encryption"] !== "AES256") return textReply(403, "<Error/>");
      if (request.body instanceof Uint8Array) file.bytes = request.body.slice();
      return textReply(200, "", "text/plain");
    },
  };
  return files;
};
