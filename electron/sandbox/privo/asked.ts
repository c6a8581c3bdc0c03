/** What PRIVO's stand-in was asked, as it came: so that a test can prove that only hashes were sent. */
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxDatabase } from "#sandbox/database.ts";

const schema = `
CREATE TABLE IF NOT EXISTS privo_asked (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, method TEXT NOT NULL, family TEXT NOT NULL,
  is_bare INTEGER NOT NULL, att_type TEXT NOT NULL, value TEXT NOT NULL
) STRICT;`;

const shown = 100;

/** Makes the table. */
export const openAsked = (database: SandboxDatabase): void => void database.exec(schema);

/** Forgets all of it. */
export const resetAsked = (database: SandboxDatabase): void => void database.exec("DELETE FROM privo_asked");

/** One request that was answered. */
export interface AskedRequest {
  readonly method: string;
  readonly family: string;
  /** It came without its array. */
  readonly isBare: boolean;
  readonly queries: readonly { readonly att_type: string; readonly value: string }[];
}

/** Remembers what was asked. Values are kept as JSON text, because the driver cuts texts at a NUL. */
export const noteAsked = (
  context: SandboxContext,
  { method, family, isBare, queries }: AskedRequest,
): void => {
  const write = context.database.prepare(
    "INSERT INTO privo_asked (at, method, family, is_bare, att_type, value) VALUES (?, ?, ?, ?, ?, ?)",
  );
  context.database.transaction(() => {
    for (const { att_type, value } of queries)
      write.run(context.now(), method, family, isBare ? 1 : 0, att_type, JSON.stringify(value));
  })();
};

/** How often each way was used, and the last 100 values as they came, latest last. */
export const listAsked = (database: SandboxDatabase): unknown => {
  const counts = database
    .prepare("SELECT method, family, count(*) AS count FROM privo_asked GROUP BY method, family")
    .all();
  const last = database
    .prepare(
      `SELECT at, method, family, is_bare AS isBare, att_type AS attType, value FROM privo_asked
       ORDER BY seq DESC LIMIT ?`,
    )
    .all(shown) as { isBare: number; value: string }[];
  const values = last.map((row) => ({
    ...row,
    isBare: row.isBare === 1,
    value: JSON.parse(row.value) as string,
  }));
  return { counts, last: values.toReversed() };
};
