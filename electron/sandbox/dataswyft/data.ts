/** The routes for records (contract 4): create, read, replace, delete, and many at once. */
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "#sandbox/faults.ts";
import {
  couldNotInsert,
  dataMissing,
  duplicateData,
  forbidden,
  frameworkError,
  internalError,
  recordsForbidden,
} from "./answers.ts";
import { readBody } from "./json-body.ts";
import type { Pda } from "./pda.ts";
import { readRecordQuery, selectRecords } from "./record-query.ts";
import type { HatRecord, InsertProblem, NewRecord } from "./record-store.ts";
import {
  deleteEndpoint,
  deleteRecords,
  findRecord,
  insertRecords,
  listRecords,
  listSources,
  namespaceOf,
  updateRecords,
} from "./record-store.ts";
import { canRead, canWrite, secured } from "./secured.ts";
import type { Caller, Role, SecuredHandler } from "./secured.ts";

const anyJson = z.custom((value) => value !== undefined);
const recordSchema = z.object({ endpoint: z.string().min(1), data: anyJson });
const updateSchema = z.array(recordSchema.extend({ recordId: z.uuid().optional() }));
const batchSchema = z.array(recordSchema.extend({ links: z.array(recordSchema).optional() }));

const allDeleted = { message: "All records deleted" };

const namespace = (c: Context<SandboxEnv>): string => c.req.param("namespace") ?? "";
const endpoint = (c: Context<SandboxEnv>): string => `${namespace(c)}/${c.req.param("endpoint") ?? ""}`;
const mayWrite: Role = (caller, c) => canWrite(caller, namespace(c));
const mayRead: Role = (caller, c) => canRead(caller, namespace(c));
const isWriter: Role = (caller) => caller.kind === "owner" || caller.application.namespaces.length > 0;
const writerName = (caller: Caller): string => (caller.kind === "owner" ? "owner" : caller.application.id);

const withLinks = (record: HatRecord): object => ({ ...record, links: [] });

const refuseInsert = (c: Context<SandboxEnv>, problem: InsertProblem): Response =>
  problem === "duplicate" ? duplicateData(c) : couldNotInsert(c, "U+0000 cannot be converted to text");

const create =
  (pda: Pda): SecuredHandler =>
  async (c, caller) => {
    const body = await readBody<unknown>(c, anyJson);
    if (!body.ok) return body.error;
    const values: readonly unknown[] = Array.isArray(body.value) ? body.value : [body.value];
    const records = values.map((data) => ({ endpoint: endpoint(c), data }));
    const skipErrors = Array.isArray(body.value) && c.req.query("skipErrors") === "true";
    const saved = insertRecords(pda, writerName(caller), records, skipErrors);
    if (!saved.ok) return refuseInsert(c, saved.error);
    const answers = saved.value.map(withLinks);
    return c.json(Array.isArray(body.value) ? answers : (answers[0] ?? null), 201);
  };

const read =
  (pda: Pda): SecuredHandler =>
  (c) => {
    const query = readRecordQuery(new URL(c.req.url).searchParams);
    if (!query.ok) return frameworkError(c, 400, "Bad Request", query.error);
    // The database refuses negative limits, and nothing handles that.
    if (query.value.take < 0 || query.value.skip < 0) return internalError(c);
    return c.json(selectRecords(listRecords(pda, [endpoint(c)]), query.value));
  };

/** Whether a caller may touch a record that is there: the owner any, an application those of its namespaces. */
const mayTouch = (caller: Caller, record: HatRecord): boolean =>
  caller.kind === "owner" || canWrite(caller, namespaceOf(record.endpoint));

/** Why these ids cannot be used; null when all can. */
const refuseIds = (
  pda: Pda,
  c: Context<SandboxEnv>,
  caller: Caller,
  ids: readonly (string | undefined)[],
  verb: string,
): Response | null => {
  const found = ids.map((id) => (id === undefined ? null : findRecord(pda, id)));
  if (found.some((record) => record !== null && !mayTouch(caller, record))) return recordsForbidden(c);
  return found.includes(null) ? dataMissing(c, verb) : null;
};

const update =
  (pda: Pda): SecuredHandler =>
  async (c, caller) => {
    const body = await readBody(c, updateSchema);
    if (!body.ok) return body.error;
    const isForeign = ({ endpoint: name }: NewRecord): boolean =>
      caller.kind === "application" && !canWrite(caller, namespaceOf(name));
    // A namespace that is not writable is a failure that nothing handles (contract 6).
    if (body.value.some(isForeign)) return internalError(c);
    const ids = body.value.map(({ recordId }) => recordId);
    const refusal = refuseIds(pda, c, caller, ids, "update");
    if (refusal !== null) return refusal;
    const records = body.value.map(({ endpoint: name, recordId = "", data }) => ({
      endpoint: name,
      recordId,
      data,
    }));
    return updateRecords(pda, records) ? c.json(records, 201) : internalError(c);
  };

/** Ids of the query, joined by commas or repeated; null where one is no id. */
const queriedIds = (c: Context<SandboxEnv>): string[] | null => {
  const ids = (c.req.queries("records") ?? []).flatMap((text) => text.toLowerCase().split(","));
  return ids.every((id) => z.uuid().safeParse(id).success) ? ids : null;
};

const badId = (c: Context<SandboxEnv>): Response =>
  frameworkError(c, 400, "Bad Request", "Cannot parse parameter records as UUID");

const remove =
  (pda: Pda): SecuredHandler =>
  (c, caller) => {
    const ids = queriedIds(c);
    if (ids === null) return badId(c);
    const refusal = refuseIds(pda, c, caller, ids, "delete");
    if (refusal !== null) return refusal;
    // The server counts what it deleted: an id sent twice is one too many.
    if (new Set(ids).size < ids.length) return dataMissing(c, "delete");
    deleteRecords(pda, ids);
    return c.json(allDeleted);
  };

const link =
  (pda: Pda): SecuredHandler =>
  (c, caller) => {
    const ids = queriedIds(c);
    if (ids === null) return badId(c);
    return refuseIds(pda, c, caller, ids, "link") ?? c.json({ message: "Grouping registered" }, 201);
  };

const readOne =
  (pda: Pda): SecuredHandler =>
  (c, caller) => {
    const record = findRecord(pda, c.req.param("id") ?? "");
    if (record === null) return dataMissing(c, "read");
    return canRead(caller, namespaceOf(record.endpoint)) ? c.json(record) : recordsForbidden(c);
  };

const createBatch =
  (pda: Pda): SecuredHandler =>
  async (c, caller) => {
    const body = await readBody(c, batchSchema);
    if (!body.ok) return body.error;
    const groups = body.value.map(({ links = [], ...record }) => [record, ...links]);
    const isWritable = ({ endpoint: name }: NewRecord): boolean => canWrite(caller, namespaceOf(name));
    if (!groups.flat().every(isWritable)) return forbidden(c);
    const saved = insertRecords(pda, writerName(caller), groups.flat());
    if (!saved.ok) return couldNotInsert(c, saved.error);
    const rest = [...saved.value];
    const answers = groups.map((group) => {
      const [record, ...links] = rest.splice(0, group.length);
      return { ...record, links };
    });
    return c.json(answers, 201);
  };

/** Adds the routes below /api/v2.6. Capitals and underscores are no part of a path: they match nothing here. */
export const addDataRoutes = (routes: Hono<SandboxEnv>, pda: Pda): void => {
  const path = "/data/:namespace{[-0-9a-z]+}/:endpoint{[-0-9a-z/]+}";
  routes.post(path, secured(pda, mayWrite, create(pda)));
  routes.get(path, secured(pda, mayRead, read(pda)));
  routes.delete(
    path,
    secured(pda, mayWrite, (c) => {
      deleteEndpoint(pda, endpoint(c));
      return c.json(allDeleted);
    }),
  );
  routes.put("/data", secured(pda, isWriter, update(pda)));
  routes.delete("/data", secured(pda, isWriter, remove(pda)));
  routes.get(
    "/data/sources",
    secured(pda, isWriter, (c) => c.json(listSources(pda))),
  );
  routes.post("/data-link", secured(pda, isWriter, link(pda)));
  routes.post("/data-batch", secured(pda, isWriter, createBatch(pda)));
  routes.get("/data-record/:id{[-0-9a-fA-F]+}", secured(pda, isWriter, readOne(pda)));
};
