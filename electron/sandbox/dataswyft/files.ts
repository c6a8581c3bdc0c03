/** The routes for files (contract 5): announce, complete, look at, search, change, delete, give access. */
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { businessError, demandedFailure, fileNotAvailable, internalError, noSuchFile } from "./answers.ts";
import { fitsTemplate, newFileId } from "./file-search.ts";
import type { HatFile } from "./file-store.ts";
import { deleteObject, findFile, getObject, listFiles, saveFile } from "./file-store.ts";
import { readBody } from "./json-body.ts";
import type { Pda } from "./pda.ts";
import { canManageFiles, identify, secured } from "./secured.ts";
import type { Caller, SecuredHandler } from "./secured.ts";
import { signUrl } from "./signed-urls.ts";
import { renewToken } from "./tokens.ts";

/** Milliseconds since the epoch; some documents show ISO texts. */
const dateSchema = z.union([
  z.number(),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);

/** What a client may send; the server keeps its own id, status, address and permissions. */
const metadataSchema = z.object({
  fileId: z.string().optional(),
  name: z.string(),
  source: z.string(),
  tags: z.array(z.string()).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  dateCreated: dateSchema.optional(),
  lastUpdated: dateSchema.optional(),
  contentType: z.string().optional(),
  status: z.object({ status: z.string() }).optional(),
});

type SentMetadata = z.infer<typeof metadataSchema>;

/** The members that a client words, without those it left out. */
const wording = ({
  tags,
  title,
  description,
}: SentMetadata): Pick<HatFile, "tags" | "title" | "description"> => ({
  ...(tags === undefined ? {} : { tags }),
  ...(title === undefined ? {} : { title }),
  ...(description === undefined ? {} : { description }),
});

const startUpload =
  (pda: Pda): SecuredHandler =>
  async (c) => {
    const body = await readBody(c, metadataSchema);
    if (!body.ok) return body.error;
    const { name, source, dateCreated, lastUpdated, contentType } = body.value;
    const now = pda.context.now();
    const file = saveFile(pda, {
      fileId: newFileId(source, name, (fileId) => findFile(pda, fileId) !== null),
      name,
      source,
      ...wording(body.value),
      dateCreated: dateCreated ?? now,
      lastUpdated: lastUpdated ?? now,
      status: { status: "New" },
      contentPublic: false,
      permissions: [{ userId: pda.owner.userId, contentReadable: true }],
    });
    return c.json({ ...file, contentUrl: signUrl(pda, "PUT", file.fileId, contentType ?? null) });
  };

const fileIdOf = (c: Context<SandboxEnv>): string => c.req.param("fileId") ?? "";

/** Runs with the file that the path names. */
const existing =
  (
    pda: Pda,
    answer: (c: Context<SandboxEnv>, file: HatFile, caller: Caller) => Response | Promise<Response>,
  ): SecuredHandler =>
  (c, caller) => {
    const file = findFile(pda, fileIdOf(c));
    return file === null ? noSuchFile(c, fileIdOf(c)) : answer(c, file, caller);
  };

const complete = (pda: Pda): SecuredHandler =>
  existing(pda, (c, file) => {
    const size = getObject(pda, file.fileId)?.bytes.length ?? 0;
    if (size === 0) return fileNotAvailable(c);
    return c.json(saveFile(pda, { ...file, status: { status: "Completed", size } }));
  });

/** The metadata with an address to read the bytes; who may use the file is the owner's to know. */
const detail = (pda: Pda, { permissions, ...file }: HatFile, caller: Caller): object => ({
  ...file,
  ...(file.status.status === "Completed" ? { contentUrl: signUrl(pda, "GET", file.fileId) } : {}),
  ...(caller.kind === "owner" ? { permissions } : {}),
});

const search =
  (pda: Pda): SecuredHandler =>
  async (c, caller) => {
    const body = await readBody(c, metadataSchema);
    if (!body.ok) return body.error;
    const found = listFiles(pda).filter((file) => fitsTemplate(file, body.value));
    return c.json(found.map((file) => detail(pda, file, caller)));
  };

/** The file is the one that the body names; tags, title and description not sent are taken away. */
const update =
  (pda: Pda): SecuredHandler =>
  async (c) => {
    const body = await readBody(c, metadataSchema);
    if (!body.ok) return body.error;
    const { fileId } = body.value;
    if (fileId === undefined) return businessError(c, 400, "Error updating file", "file id required");
    const file = findFile(pda, fileId);
    if (file === null) return noSuchFile(c, fileId);
    const { source, dateCreated, status, contentPublic, permissions } = file;
    const kept = { fileId, source, dateCreated, status, contentPublic, permissions };
    const changed = { name: body.value.name, ...wording(body.value), lastUpdated: pda.context.now() };
    return c.json(saveFile(pda, { ...kept, ...changed }));
  };

const remove = (pda: Pda): SecuredHandler =>
  existing(pda, (c, file) => {
    deleteObject(pda, file.fileId);
    const lastUpdated = pda.context.now();
    return c.json(saveFile(pda, { ...file, lastUpdated, status: { status: "Deleted" } }));
  });

/** By the service's own source both routes pass `true`: the one to restrict makes a file public as well. */
const makePublic = (pda: Pda): SecuredHandler =>
  existing(pda, (c, file) => c.json(saveFile(pda, { ...file, contentPublic: true })));

const changeAccess = (pda: Pda, isAllowed: boolean): SecuredHandler =>
  existing(pda, (c, file) => {
    const userId = c.req.param("userId") ?? "";
    // A user that the account does not know is a failure that nothing handles.
    if (userId !== pda.owner.userId) return internalError(c);
    const others = file.permissions.filter((permission) => permission.userId !== userId);
    const contentReadable = c.req.query("content") === "true";
    const permissions = isAllowed ? [...others, { userId, contentReadable }] : others;
    return c.json(saveFile(pda, { ...file, permissions }));
  });

/** For anybody when the file is public; a token, if there is one, is renewed. */
const content = async (pda: Pda, c: Context<SandboxEnv>): Promise<Response> => {
  const failure = demandedFailure(c);
  if (failure !== null) return failure;
  const identity = await identify(pda, c);
  const file = findFile(pda, fileIdOf(c));
  const mayRead = file?.contentPublic === true || (identity !== null && canManageFiles(identity.caller, c));
  if (identity !== null) c.header("x-auth-token", await renewToken(pda, identity.claims));
  if (file?.status.status !== "Completed" || !mayRead) return c.body(null, 404);
  return c.redirect(signUrl(pda, "GET", file.fileId), 303);
};

/** Adds the routes below /api/v2.6. */
export const addFileRoutes = (routes: Hono<SandboxEnv>, pda: Pda): void => {
  const only = (handle: SecuredHandler): ReturnType<typeof secured> => secured(pda, canManageFiles, handle);
  const one = "/files/file/:fileId";
  routes.post("/files/upload", only(startUpload(pda)));
  routes.post("/files/search", only(search(pda)));
  routes.put(`${one}/complete`, only(complete(pda)));
  routes.get(one, only(existing(pda, (c, file, caller) => c.json(detail(pda, file, caller)))));
  routes.put(one, only(update(pda)));
  routes.delete(one, only(remove(pda)));
  routes.get("/files/content/:fileId", (c) => content(pda, c));
  routes.get("/files/allowAccessPublic/:fileId", only(makePublic(pda)));
  routes.get("/files/restrictAccessPublic/:fileId", only(makePublic(pda)));
  routes.get("/files/allowAccess/:fileId/:userId", only(changeAccess(pda, true)));
  routes.get("/files/restrictAccess/:fileId/:userId", only(changeAccess(pda, false)));
};
