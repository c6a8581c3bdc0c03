/** What digi.me's stand-in holds, as it holds it, for people who check a client. No keys and no tokens. */
import { createHash } from "node:crypto";
import type { Desk } from "./desk.ts";
import type { RawMetadata } from "./library.ts";
import { blob } from "./tables.ts";
import { accountsOf } from "./users.ts";

const held = (body: unknown): { size: number; sha256: string; bodyBase64: string } => {
  const bytes = blob(body);
  return {
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    bodyBase64: bytes.toString("base64"),
  };
};

const whoSql = "(SELECT person FROM digime_user WHERE digime_user.id = user_id)";

const library = ({ database }: Desk): readonly object[] =>
  (
    database.prepare(`SELECT metadata, body, ${whoSql} AS user FROM digime_file ORDER BY id`).all() as {
      metadata: string;
      body: unknown;
      user: string;
    }[]
  ).map(({ metadata, body, user }) => {
    const { reference = [], tags = [], mimetype, accounts, contractid } = JSON.parse(metadata) as RawMetadata;
    const accountIds = accounts.map(({ accountid }) => accountid);
    return { reference, tags, mimeType: mimetype, accountIds, contractId: contractid, ...held(body), user };
  });

const postbox = ({ database }: Desk): readonly object[] =>
  (
    database
      .prepare(
        `SELECT postbox_id AS postboxId, name, metadata, cipher_bytes AS cipherSize, cipher_sha256 AS cipherSha256,
           iv, body, ${whoSql} AS user FROM digime_delivery ORDER BY id`,
      )
      .all() as { metadata: string; body: unknown }[]
  ).map(({ metadata, body, ...facts }) => ({
    ...facts,
    metadata: JSON.parse(metadata) as unknown,
    ...held(body),
  }));

const storage = ({ database }: Desk): readonly object[] =>
  (
    database
      .prepare(
        `SELECT storage_id AS storageId, original AS path, body FROM digime_storage_file ORDER BY storage_id, path`,
      )
      .all() as { body: unknown }[]
  ).map(({ body, ...facts }) => ({ ...facts, ...held(body) }));

const storages = ({ database }: Desk): readonly unknown[] =>
  database
    .prepare(
      `SELECT id AS storageId, contract_id AS contractId, ${whoSql} AS user FROM digime_storage ORDER BY rowid`,
    )
    .all();

const users = (desk: Desk): readonly object[] =>
  (
    desk.database.prepare("SELECT id, person FROM digime_user ORDER BY person").all() as {
      id: string;
      person: string;
    }[]
  ).map((user) => ({ ...user, accounts: accountsOf(desk, user.id) }));

/** All of it. */
export const objectsHeld = (desk: Desk): unknown => ({
  library: library(desk),
  postbox: postbox(desk),
  storage: storage(desk),
  storages: storages(desk),
  users: users(desk),
});
