/** Postboxes of the older write contract (contract 5.2): one per contract and user, with a key pair of its own. */
import type { Desk } from "./desk.ts";
import { newId } from "./desk.ts";
import { makeRsaPair } from "./keys.ts";

/** A postbox with both halves of its key, PKCS#1 PEM. */
export interface Postbox {
  readonly id: string;
  readonly userId: string;
  readonly contractId: string;
  readonly privatePem: string;
  readonly publicPem: string;
}

const columns =
  "id, user_id AS userId, contract_id AS contractId, private_pem AS privatePem, public_pem AS publicPem";

/** A postbox by its name. */
export const findPostbox = (desk: Desk, id: string): Postbox | null =>
  (desk.database.prepare(`SELECT ${columns} FROM digime_postbox WHERE id = ?`).get(id) as
    Postbox | undefined) ?? null;

/** A user's postbox for a contract, made when there is none. */
export const postboxOf = async (desk: Desk, userId: string, contractId: string): Promise<Postbox> => {
  const kept = desk.database
    .prepare(`SELECT ${columns} FROM digime_postbox WHERE user_id = ? AND contract_id = ?`)
    .get(userId, contractId) as Postbox | undefined;
  if (kept !== undefined) return kept;
  const { publicKey, privateKey } = await makeRsaPair();
  const made = {
    id: newId(desk, "box"),
    userId,
    contractId,
    privatePem: privateKey,
    publicPem: publicKey,
  };
  desk.database
    .prepare("INSERT INTO digime_postbox VALUES (?, ?, ?, ?, ?)")
    .run(made.id, userId, contractId, privateKey, publicKey);
  return made;
};
