/**
 * The storage that file bytes go to directly (contract 5.2): addresses signed for 5 minutes, errors in the
 * storage's own XML. It knows no token, and refuses one.
 */
import { createHash, createHmac } from "node:crypto";
import { Hono } from "hono";
import type { Context } from "hono";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { getObject, putObject } from "./file-store.ts";
import type { Pda } from "./pda.ts";

/** Where the storage is mounted; its own host in production. */
export const storagePath = "/dataswyft-files";

const lifeSeconds = 300;
const encryptionHeader = "x-amz-server-side-encryption";

/** What a signature covers. `contentType` is part of it when the metadata named one. */
interface SignedRequest {
  readonly method: "GET" | "PUT";
  readonly fileId: string;
  /** `20250131T235959Z` */
  readonly date: string;
  readonly contentType: string | null;
}

const signatureOf = (pda: Pda, { method, fileId, date, contentType }: SignedRequest): string =>
  createHmac("sha256", pda.storageSecret)
    .update([method, fileId, date, contentType ?? ""].join("\n"))
    .digest("hex");

const dateText = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace(/\.\d{3}/, "")
    .replaceAll(/[-:]/g, "");

const dateOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

/** An address to put or get the bytes of a file, good for 5 minutes by the sandbox's clock. */
export const signUrl = (
  pda: Pda,
  method: SignedRequest["method"],
  fileId: string,
  contentType: string | null = null,
): string => {
  const date = dateText(pda.context.now());
  const headers = ["host", ...(contentType === null ? [] : ["content-type"])];
  const query = new URLSearchParams({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Date": date,
    "X-Amz-Expires": String(lifeSeconds),
    "X-Amz-SignedHeaders": headers.sort().join(";"),
    "X-Amz-Signature": signatureOf(pda, { method, fileId, date, contentType }),
  });
  return `${pda.origin()}${storagePath}/${encodeURIComponent(fileId)}/object?${query.toString()}`;
};

const xmlError = (
  c: Context<SandboxEnv>,
  status: 400 | 403 | 404 | 500,
  code: string,
  message: string,
): Response =>
  c.body(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    status,
    { "content-type": "application/xml" },
  );

const denied = (c: Context<SandboxEnv>, message: string): Response =>
  xmlError(c, 403, "AccessDenied", message);

/** Whether the address was signed here for this request. */
const isSigned = (pda: Pda, c: Context<SandboxEnv>, method: SignedRequest["method"]): boolean => {
  const query = new URL(c.req.url).searchParams;
  const coversType = (query.get("X-Amz-SignedHeaders") ?? "").split(";").includes("content-type");
  const contentType = coversType ? (c.req.header("content-type") ?? "") : null;
  const date = query.get("X-Amz-Date") ?? "";
  const expected = signatureOf(pda, { method, fileId: fileIdOf(c), date, contentType });
  return query.get("X-Amz-Signature") === expected;
};

const isOver = (pda: Pda, c: Context<SandboxEnv>): boolean => {
  const signedAt = dateOf(new URL(c.req.url).searchParams.get("X-Amz-Date") ?? "");
  return c.get("isExpired") || pda.context.now() >= signedAt + lifeSeconds * 1000;
};

const fileIdOf = (c: Context<SandboxEnv>): string => c.req.param("fileId") ?? "";

/** Why the storage says no; null when it does not. */
const refuse = (pda: Pda, c: Context<SandboxEnv>, method: SignedRequest["method"]): Response | null => {
  const code = c.get("failureCode");
  if (code === "internal") return xmlError(c, 500, "InternalError", "We encountered an internal error.");
  if (code !== null) return denied(c, "Asked for by a fault");
  if (c.req.header("x-auth-token") !== undefined || c.req.header("authorization") !== undefined)
    return xmlError(c, 400, "InvalidArgument", "Only one auth mechanism allowed");
  if (method === "PUT" && c.req.header(encryptionHeader) !== "AES256")
    return denied(c, `There were headers signed which were not given: ${encryptionHeader}`);
  if (!isSigned(pda, c, method)) return xmlError(c, 403, "SignatureDoesNotMatch", "Check your signature.");
  return isOver(pda, c) ? denied(c, "Request has expired") : null;
};

const put = async (pda: Pda, c: Context<SandboxEnv>): Promise<Response> => {
  const refusal = refuse(pda, c, "PUT");
  if (refusal !== null) return refusal;
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  putObject(pda, fileIdOf(c), { contentType: c.req.header("content-type") ?? "binary/octet-stream", bytes });
  return c.body(null, 200, {
    etag: `"${createHash("md5").update(bytes).digest("hex")}"`,
    [encryptionHeader]: "AES256",
  });
};

const get = (pda: Pda, c: Context<SandboxEnv>): Response => {
  const refusal = refuse(pda, c, "GET");
  if (refusal !== null) return refusal;
  const object = getObject(pda, fileIdOf(c));
  if (object === null) return xmlError(c, 404, "NoSuchKey", "The specified key does not exist.");
  return c.body(object.bytes, 200, { "content-type": object.contentType });
};

/** The routes below the storage's path. */
export const storageRoutes = (pda: Pda): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.put("/:fileId/object", (c) => put(pda, c));
  routes.get("/:fileId/object", (c) => get(pda, c));
  return routes;
};
