/** Asking the vault's file: prepared statements, and columns turned into plain values. Knows no table. */
import type Database from "libsql";
import { ok } from "#contract/result.ts";
import type { Stored } from "#vault/local-store.port.ts";

/** A row as the driver gives it. */
export type Row = readonly unknown[];
/** Runs work on the file and turns what the driver throws into the port's failures. */
export type Guard = <T>(work: () => Stored<T>) => Stored<T>;

/** A BLOB column. */
export const bytes = (value: unknown): Uint8Array => {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return value instanceof Uint8Array ? new Uint8Array(value) : new Uint8Array(0);
};
/** A TEXT column. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
/** An INTEGER column. */
export const number = (value: unknown): number => Number(value ?? 0);

/** Prepared questions to one file. */
export interface Queries {
  readonly guarded: Guard;
  readonly rows: (sql: string, ...parameters: readonly unknown[]) => Row[];
  readonly many: <T>(read: (row: Row) => T, sql: string, ...parameters: readonly unknown[]) => Stored<T[]>;
  readonly first: <T>(
    read: (row: Row) => T,
    sql: string,
    ...parameters: readonly unknown[]
  ) => Stored<T | null>;
}

/** Statements are prepared once, when first used. */
export const createQueries = (database: Database.Database, guarded: Guard): Queries => {
  const prepared = new Map<string, Database.Statement>();
  const rows: Queries["rows"] = (sql, ...parameters) => {
    const statement = prepared.get(sql) ?? database.prepare(sql).raw();
    prepared.set(sql, statement);
    return statement.all(...parameters) as Row[];
  };
  return {
    guarded,
    rows,
    many: (read, sql, ...parameters) => guarded(() => ok(rows(sql, ...parameters).map(read))),
    first: (read, sql, ...parameters) =>
      guarded(() => {
        const row = rows(sql, ...parameters)[0];
        return ok(row === undefined ? null : read(row));
      }),
  };
};
