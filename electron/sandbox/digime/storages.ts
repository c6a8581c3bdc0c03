/** Storages and whom they belong to (contract 8). Their files are cloud.ts's. */
import { Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { SignedCall, UserCall } from "./bearer.ts";
import { contractCall, userCall } from "./bearer.ts";
import { readBody } from "./body.ts";
import type { Desk } from "./desk.ts";
import { newId } from "./desk.ts";
import { refuse } from "./errors.ts";

/** A storage as the API tells it. */
export interface Storage {
  readonly id: string;
  readonly kid: string;
}

const create = (desk: Desk, contractId: string): Storage => {
  const storage = { id: newId(desk, "stor"), kid: newId(desk, "k") };
  desk.database
    .prepare("INSERT INTO digime_storage VALUES (?, ?, ?, NULL)")
    .run(storage.id, storage.kid, contractId);
  return storage;
};

/** The storage that a contract made, if there is one of that name. */
export const findStorage = (desk: Desk, id: string, contractId: string): Storage | null =>
  (desk.database
    .prepare("SELECT id, kid FROM digime_storage WHERE id = ? AND contract_id = ?")
    .get(id, contractId) as Storage | undefined) ?? null;

const storageOfUser = (desk: Desk, userId: string, contractId: string): Storage | null =>
  (desk.database
    .prepare("SELECT id, kid FROM digime_storage WHERE user_id = ? AND contract_id = ?")
    .get(userId, contractId) as Storage | undefined) ?? null;

const referenceSchema = z.looseObject({ type: z.literal("cloudId"), value: z.string() });

const refer = async (desk: Desk, { c, contract }: SignedCall<unknown>): Promise<Response> => {
  const body = await readBody(c, referenceSchema);
  if (!body.ok) return refuse(c, body.error);
  const storage = findStorage(desk, body.value.value, contract.id);
  if (storage === null) return refuse(c, { code: "InvalidPCloud", message: "There is no such storage." });
  const id = newId(desk, "ref");
  desk.database.prepare("INSERT INTO digime_storage_ref VALUES (?, ?, ?)").run(id, storage.id, contract.id);
  return c.json({ id });
};

/** Connects a referred storage to a user. False when the reference is none of the contract's. */
export const connectStorage = (
  desk: Desk,
  reference: string,
  contractId: string,
  userId: string,
): boolean => {
  const row = desk.database
    .prepare(
      `SELECT storage_id AS id FROM digime_storage_ref WHERE id = ? AND contract_id = ?
       AND storage_id IN (SELECT id FROM digime_storage)`,
    )
    .get(reference, contractId) as { id: string } | undefined;
  if (row === undefined) return false;
  const isKept = storageOfUser(desk, userId, contractId) !== null;
  if (isKept && desk.settings().secondStorage === "keep") return true;
  const { database } = desk;
  database
    .prepare("UPDATE digime_storage SET user_id = NULL WHERE user_id = ? AND contract_id = ?")
    .run(userId, contractId);
  database.prepare("UPDATE digime_storage SET user_id = ? WHERE id = ?").run(userId, row.id);
  return true;
};

const own = (desk: Desk, { c, access }: UserCall<unknown>): Response => {
  const storage = storageOfUser(desk, access.userId, access.contractId);
  if (storage !== null) return c.json(storage);
  return refuse(c, { code: "InvalidPCloud", message: "No storage is connected.", status: 404 });
};

/** The routes of the API's host. */
export const storageRoutes = (desk: Desk): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.post(
    "/storage",
    contractCall(desk, ({ c, contract }) => c.json(create(desk, contract.id))),
  );
  routes.get(
    "/storage",
    userCall(desk, "any", (call) => own(desk, call)),
  );
  routes.post(
    "/reference",
    contractCall(desk, (call) => refer(desk, call)),
  );
  return routes;
};
