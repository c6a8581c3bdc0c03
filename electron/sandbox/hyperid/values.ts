/**
 * The values themselves. A key belongs to the app that set it first: others may read it when it is public,
 * and may neither replace nor delete it. That a key is one for all apps is inferred from the vendor's
 * failure “key access denied” (contract 4). Values are kept as bytes: the driver cuts texts at a NUL.
 */
import type { SandboxDatabase } from "#sandbox/database.ts";
import type { SpaceName } from "./spaces.ts";

/** Whose values are meant: `subject` is what the space is bound to, such as an e-mail address. */
export interface Shelf {
  readonly space: SpaceName;
  readonly subject: string;
  readonly client: string;
  readonly person: string;
}

/** Who may read: the app itself, or every app of the person. */
export const accessScope = { private: 0, public: 1 } as const;

/** A value to keep. */
export interface NewValue {
  readonly key: string;
  readonly value: string;
  readonly scope: number;
}

interface ValueRow {
  readonly space: string;
  readonly subject: string;
  readonly key: string;
  readonly client: string;
  readonly person: string;
  readonly value: ArrayBuffer;
  readonly scope: number;
}

const textOf = (value: ArrayBuffer): string => Buffer.from(value).toString("utf8");

/** Sets or replaces; false when the key is another app's. */
export const writeValue = (database: SandboxDatabase, shelf: Shelf, entry: NewValue): boolean => {
  const { space, subject, client, person } = shelf;
  const { changes } = database
    .prepare(
      `INSERT INTO hyperid_value VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (space, subject, key) DO UPDATE SET value = excluded.value, scope = excluded.scope
       WHERE client = excluded.client`,
    )
    .run(space, subject, entry.key, client, person, Buffer.from(entry.value, "utf8"), entry.scope);
  return changes === 1;
};

/** Reads a value of the app's own, or a public one; null when there is none to see. */
export const readValue = (database: SandboxDatabase, shelf: Shelf, key: string): string | null => {
  const row = database
    .prepare(
      `SELECT value FROM hyperid_value
       WHERE space = ? AND subject = ? AND key = ? AND (client = ? OR scope = ${accessScope.public})`,
    )
    .get(shelf.space, shelf.subject, key, shelf.client) as { value: ArrayBuffer } | undefined;
  return row === undefined ? null : textOf(row.value);
};

/** Deletes a value of the app's own; false when there is none. */
export const deleteValue = (database: SandboxDatabase, shelf: Shelf, key: string): boolean =>
  database
    .prepare("DELETE FROM hyperid_value WHERE space = ? AND subject = ? AND key = ? AND client = ?")
    .run(shelf.space, shelf.subject, key, shelf.client).changes === 1;

/** The app's own keys of one access scope. */
export const listKeys = (database: SandboxDatabase, shelf: Shelf, scope: number): readonly string[] => {
  const rows = database
    .prepare(
      `SELECT key FROM hyperid_value WHERE space = ? AND subject = ? AND client = ? AND scope = ?
       ORDER BY key`,
    )
    .all(shelf.space, shelf.subject, shelf.client, scope) as { key: string }[];
  return rows.map(({ key }) => key);
};

/** Public keys that other apps set, after a key, at most `limit`. */
export const listSharedKeys = (
  database: SandboxDatabase,
  shelf: Shelf,
  after: string,
  limit: number,
): readonly string[] => {
  const rows = database
    .prepare(
      `SELECT key FROM hyperid_value
       WHERE space = ? AND subject = ? AND client <> ? AND scope = ${accessScope.public} AND key > ?
       ORDER BY key LIMIT ?`,
    )
    .all(shelf.space, shelf.subject, shelf.client, after, limit) as { key: string }[];
  return rows.map(({ key }) => key);
};

/** Every value as it is held. */
export const allValues = (database: SandboxDatabase, userIdOf: (person: string) => string): object[] => {
  const rows = database
    .prepare("SELECT * FROM hyperid_value ORDER BY space, subject, key")
    .all() as ValueRow[];
  return rows.map(({ person, client, space, subject, key, value, scope }) => ({
    userId: userIdOf(person),
    client,
    space,
    subject,
    key,
    value: textOf(value),
    scope,
  }));
};
