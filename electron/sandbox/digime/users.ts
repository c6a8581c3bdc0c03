/** The people of digi.me's stand-in: their libraries' accounts, and their end. */
import type { SandboxPerson } from "#sandbox/page.ts";
import type { Desk } from "./desk.ts";
import { newId } from "./desk.ts";
import { tablesOfUsers } from "./tables.ts";

/** The user of a person, made at their first consent. */
export const userOf = (desk: Desk, person: SandboxPerson["id"]): string => {
  const row = desk.database.prepare("SELECT id FROM digime_user WHERE person = ?").get(person) as
    { id: string } | undefined;
  if (row !== undefined) return row.id;
  const id = newId(desk, "user");
  desk.database.prepare("INSERT INTO digime_user VALUES (?, ?)").run(id, person);
  return id;
};

/** Who a user is; null for one that is gone. */
export const personOf = (desk: Desk, userId: string): SandboxPerson["id"] | null =>
  (
    desk.database.prepare("SELECT person FROM digime_user WHERE id = ?").get(userId) as
      { person: SandboxPerson["id"] } | undefined
  )?.person ?? null;

/** An account of a user's library. */
export interface Account {
  readonly id: string;
  readonly name: string;
}

/** All accounts of a user. */
export const accountsOf = (desk: Desk, userId: string): readonly Account[] =>
  desk.database
    .prepare("SELECT id, name FROM digime_account WHERE user_id = ? ORDER BY rowid")
    .all(userId) as Account[];

/** Adds an account unless it is there. */
export const addAccount = (desk: Desk, userId: string, { id, name }: Account): void =>
  void desk.database.prepare("INSERT OR IGNORE INTO digime_account VALUES (?, ?, ?)").run(id, userId, name);

/** Takes an account away, with the files that name it. False when there is none. */
export const removeAccount = (desk: Desk, userId: string, accountId: string): boolean =>
  desk.database.transaction(() => {
    const removed = desk.database
      .prepare("DELETE FROM digime_account WHERE user_id = ? AND id = ?")
      .run(userId, accountId);
    desk.database
      .prepare(
        `DELETE FROM digime_file WHERE user_id = ? AND EXISTS (
           SELECT 1 FROM json_each(metadata, '$.accounts') WHERE json_extract(value, '$.accountid') = ?)`,
      )
      .run(userId, accountId);
    return removed.changes > 0;
  })();

/** Takes a user away with everything that is theirs, connected storages included. */
export const removeUser = (desk: Desk, userId: string): void => {
  desk.database.transaction(() => {
    desk.database
      .prepare(
        "DELETE FROM digime_storage_file WHERE storage_id IN (SELECT id FROM digime_storage WHERE user_id = ?)",
      )
      .run(userId);
    for (const table of tablesOfUsers) {
      desk.database.prepare(`DELETE FROM ${table} WHERE user_id = ?`).run(userId);
    }
    desk.database.prepare("DELETE FROM digime_user WHERE id = ?").run(userId);
  })();
};
