/**
 * The storage host (contract 8): files by path below a storage and an application. Paths are told in lower case and
 * found in any. It holds bytes that only the client can read, and never opens them.
 */
import type { Context } from "hono";
import { Hono } from "hono";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { verifyCloudBearer } from "./cloud-bearer.ts";
import type { Desk } from "./desk.ts";
import { newId } from "./desk.ts";
import type { Refusal } from "./errors.ts";
import { asked, ended, no, refuse, statusOf } from "./errors.ts";
import { applicationId } from "./keys.ts";
import { findStorage } from "./storages.ts";
import { blob } from "./tables.ts";

interface CloudCall {
  readonly c: Context<SandboxEnv>;
  readonly storageId: string;
  /** Below the application, with its first slash; a folder's ends in one. */
  readonly path: string;
}

/** This host may answer with another shape than the API (contract 9). */
const refuseHere = (desk: Desk, c: Context<SandboxEnv>, refusal: Refusal): Response =>
  desk.settings().storageErrors === "nested"
    ? refuse(c, refusal)
    : c.json({ error: refusal.code, message: refusal.message }, statusOf(refusal));

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** A path without blanks and without parts that lead elsewhere. */
const readPath = (raw: string): Result<string, Refusal> => {
  const path = decode(raw === "" ? "/" : raw);
  const parts = path?.replace(/^\//, "").replace(/\/$/, "").split("/") ?? [];
  const isRoot = path === "/";
  const isSound =
    isRoot || parts.every((part) => part !== "" && part !== "." && part !== ".." && !/\s/.test(part));
  return path !== null && isSound ? ok(path) : no("ValidationErrors", "The path has blanks or empty parts.");
};

const readAddress = (c: Context<SandboxEnv>): Result<Omit<CloudCall, "c">, Refusal> => {
  const { pathname } = new URL(c.req.url);
  const [, storageId = "", app = "", rest = ""] =
    /\/clouds\/([^/]+)\/files\/apps\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  if (decode(app) !== applicationId) return no("NoSuchApplication", "The address names no application.");
  const path = readPath(rest);
  return path.ok ? ok({ storageId: decode(storageId) ?? "", path: path.value }) : path;
};

type Handler = (desk: Desk, call: CloudCall) => Response | Promise<Response>;

const cloudCall =
  (desk: Desk, handle: Handler) =>
  async (c: Context<SandboxEnv>): Promise<Response> => {
    const contract = await verifyCloudBearer(desk, c);
    if (!contract.ok) return refuseHere(desk, c, contract.error);
    if (c.get("isExpired")) return refuseHere(desk, c, ended("access token"));
    const failure = c.get("failureCode");
    if (failure !== null) return refuseHere(desk, c, asked(failure));
    const address = readAddress(c);
    if (!address.ok) return refuseHere(desk, c, address.error);
    if (findStorage(desk, address.value.storageId, contract.value.id) === null) {
      const message = "The contract has no such storage.";
      return refuseHere(desk, c, { code: "InvalidPCloud", message, status: 404 });
    }
    return handle(desk, { c, ...address.value });
  };

const missing: Refusal = { code: "NotFound", message: "There is no such file.", status: 404 };

const isFolder = (path: string): boolean => path.endsWith("/");

interface FileView {
  readonly id: string;
  readonly name: string;
  readonly originalName: string;
  readonly originalPath: string;
  readonly path: string;
}

/** A file as it is listed: in lower case, with the writer's own letters beside it. */
const viewOf = (desk: Desk, { id, original }: { id: string; original: string }): FileView => {
  const cut = original.lastIndexOf("/") + 1;
  const name = original.slice(cut);
  const shown = desk.settings().listedPath === "folder" ? original.slice(0, cut) : original;
  const originalPath = `/apps/${applicationId}${shown}`;
  return {
    id,
    name: name.toLowerCase(),
    originalName: name,
    originalPath,
    path: originalPath.toLowerCase(),
  };
};

interface FileRow {
  readonly id: string;
  readonly path: string;
  readonly original: string;
}

const below = (desk: Desk, { storageId, path }: CloudCall): readonly FileRow[] => {
  const rows = desk.database
    .prepare("SELECT id, path, original FROM digime_storage_file WHERE storage_id = ? ORDER BY path")
    .all(storageId) as FileRow[];
  return rows.filter((row) => row.path.startsWith(path.toLowerCase()));
};

const list = (desk: Desk, call: CloudCall): Response => {
  const isRecursive = call.c.req.query("recursive") === "true";
  const files = below(desk, call)
    .filter(({ path }) => isRecursive || !path.slice(call.path.length).includes("/"))
    .map((row) => viewOf(desk, row));
  return call.c.json({ files, total: files.length });
};

const download = (desk: Desk, { c, storageId, path }: CloudCall): Response => {
  const row = desk.database
    .prepare("SELECT body FROM digime_storage_file WHERE storage_id = ? AND path = ?")
    .get(storageId, path.toLowerCase()) as { body: unknown } | undefined;
  if (row === undefined) return refuseHere(desk, c, missing);
  return c.body(new Uint8Array(blob(row.body)), 200, { "content-type": "application/octet-stream" });
};

const upload = async (desk: Desk, { c, storageId, path }: CloudCall): Promise<Response> => {
  const body = Buffer.from(await c.req.arrayBuffer());
  const isOverwriting = desk.settings().existingPath === "replace";
  const id = newId(desk, "file");
  const added = desk.database
    .prepare(
      `INSERT INTO digime_storage_file VALUES (?, ?, ?, ?, ?) ON CONFLICT (storage_id, path) DO ${
        isOverwriting ? "UPDATE SET original = excluded.original, body = excluded.body" : "NOTHING"
      }`,
    )
    .run(storageId, path.toLowerCase(), path, id, body);
  if (added.changes === 0) {
    return refuseHere(desk, c, { code: "FileExists", message: "The path is taken.", status: 409 });
  }
  return c.json(viewOf(desk, { id, original: path }));
};

const remove = (desk: Desk, call: CloudCall): Response => {
  const { c, storageId, path } = call;
  const doomed = isFolder(path)
    ? below(desk, call)
    : below(desk, call).filter((row) => row.path === path.toLowerCase());
  if (doomed.length === 0) return refuseHere(desk, c, missing);
  const forget = desk.database.prepare("DELETE FROM digime_storage_file WHERE storage_id = ? AND path = ?");
  desk.database.transaction(() => {
    for (const row of doomed) forget.run(storageId, row.path);
  })();
  return desk.settings().deleteAnswer === "json" ? c.json({}) : c.body(null, 204);
};

const uploadFile: Handler = (desk, call) =>
  isFolder(call.path)
    ? refuseHere(desk, call.c, { code: "ValidationErrors", message: "A file needs a name." })
    : upload(desk, call);

const listOrDownload: Handler = (desk, call) =>
  isFolder(call.path) ? list(desk, call) : download(desk, call);

/** The routes of the storage host. */
export const cloudRoutes = (desk: Desk): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  const address = "/clouds/:storageId/files/apps/:app/*";
  routes.get(address, cloudCall(desk, listOrDownload));
  routes.post(address, cloudCall(desk, uploadFile));
  routes.delete(address, cloudCall(desk, remove));
  return routes;
};
