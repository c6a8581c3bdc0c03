/**
 * The records of the account (contract 4): rows by id, each with an endpoint, any JSON value and a write
 * date. The same content is kept once in the whole account, whatever endpoint it is sent to (contract 7.1).
 */
import { createHash, randomUUID } from "node:crypto";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { SandboxDatabase } from "#sandbox/database.ts";
import type { Pda } from "./pda.ts";

/** A record as it is sent and answered. */
export interface HatRecord {
  readonly endpoint: string;
  readonly recordId: string;
  readonly data: unknown;
}

/** A record with the application that wrote it. */
export interface KeptRecord extends HatRecord {
  readonly application: string;
}

/** What is to be kept. */
export type NewRecord = Omit<HatRecord, "recordId">;

/** `duplicate`: the content is there. `unstorable`: a character that the service's database refuses. */
export type InsertProblem = "duplicate" | "unstorable";

interface RecordRow {
  readonly record_id: string;
  readonly endpoint: string;
  readonly application: string;
  readonly data: string;
}

const fromRow = (row: RecordRow): HatRecord => ({
  endpoint: row.endpoint,
  recordId: row.record_id,
  data: JSON.parse(row.data) as unknown,
});

const serialise = (data: unknown): { readonly text: string; readonly hash: string } => {
  const text = JSON.stringify(data);
  return { text, hash: createHash("sha256").update(text).digest("hex") };
};

/** PostgreSQL's JSON type takes every character but U+0000. */
const hasNul = (text: string): boolean => /(?<!\\)(?:\\\\)*\\u0000/.test(text);

const nextSequence = (database: SandboxDatabase): number =>
  (
    database.prepare("SELECT coalesce(max(sequence), 0) + 1 AS next FROM dataswyft_record").get() as {
      next: number;
    }
  ).next;

/** The namespace of an endpoint: its first part. */
export const namespaceOf = (endpoint: string): string => endpoint.split("/")[0] ?? "";

/** Keeps all of them or none; with `skipErrors` those that can be kept. Answers them in their order. */
export const insertRecords = (
  { context: { database, now } }: Pda,
  application: string,
  records: readonly NewRecord[],
  skipErrors = false,
): Result<readonly HatRecord[], InsertProblem> => {
  const isKnown = database.prepare("SELECT 1 FROM dataswyft_record WHERE hash = ?");
  const seen = new Set<string>();
  const kept: (HatRecord & { readonly text: string; readonly hash: string })[] = [];
  for (const { endpoint, data } of records) {
    const { text, hash } = serialise(data);
    const isDuplicate = seen.has(hash) || isKnown.get(hash) !== undefined;
    const problem = isDuplicate ? "duplicate" : hasNul(text) ? "unstorable" : null;
    if (problem !== null && !skipErrors) return err(problem);
    if (problem !== null) continue;
    seen.add(hash);
    kept.push({ endpoint, recordId: randomUUID(), data, text, hash });
  }
  const insert = database.prepare("INSERT INTO dataswyft_record VALUES (?, ?, ?, ?, ?, ?, ?)");
  database.transaction(() => {
    const first = nextSequence(database);
    for (const [index, { recordId, endpoint, text, hash }] of kept.entries())
      insert.run(recordId, endpoint, application, text, hash, now(), first + index);
  })();
  return ok(kept.map(({ endpoint, recordId, data }) => ({ endpoint, recordId, data })));
};

/** The record of that id. */
export const findRecord = ({ context }: Pda, recordId: string): HatRecord | null => {
  const row = context.database
    .prepare("SELECT * FROM dataswyft_record WHERE record_id = ?")
    .get(recordId.toLowerCase()) as RecordRow | undefined;
  return row === undefined ? null : fromRow(row);
};

/** Replaces the data of records that are there, and their write dates. False, with nothing changed, where one cannot be kept. */
export const updateRecords = (
  { context: { database, now } }: Pda,
  records: readonly HatRecord[],
): boolean => {
  if (records.some(({ data }) => hasNul(serialise(data).text))) return false;
  const update = database.prepare(
    "UPDATE dataswyft_record SET data = ?, hash = ?, written_at = ?, sequence = ? WHERE record_id = ?",
  );
  const replaceAll = database.transaction(() => {
    const first = nextSequence(database);
    for (const [index, { recordId, data }] of records.entries()) {
      const { text, hash } = serialise(data);
      update.run(text, hash, now(), first + index, recordId.toLowerCase());
    }
  });
  try {
    replaceAll();
    return true;
  } catch {
    return false;
  }
};

/** Takes records away. */
export const deleteRecords = ({ context: { database } }: Pda, recordIds: readonly string[]): void => {
  const remove = database.prepare("DELETE FROM dataswyft_record WHERE record_id = ?");
  database.transaction(() => {
    for (const recordId of recordIds) remove.run(recordId.toLowerCase());
  })();
};

/** Takes all records of an endpoint away. */
export const deleteEndpoint = ({ context: { database } }: Pda, endpoint: string): void =>
  void database.prepare("DELETE FROM dataswyft_record WHERE endpoint = ?").run(endpoint);

/** The records of endpoints by write date. */
export const listRecords = ({ context }: Pda, endpoints: readonly string[]): HatRecord[] => {
  const rows = context.database
    .prepare(
      `SELECT * FROM dataswyft_record WHERE endpoint IN (SELECT value FROM json_each(?))
       ORDER BY written_at, sequence`,
    )
    .all(JSON.stringify(endpoints)) as RecordRow[];
  return rows.map(fromRow);
};

/** The endpoints that hold something, by namespace. */
export const listSources = ({ context }: Pda): Record<string, string[]> => {
  const rows = context.database
    .prepare("SELECT DISTINCT endpoint FROM dataswyft_record ORDER BY endpoint")
    .all() as { endpoint: string }[];
  const sources: Record<string, string[]> = {};
  for (const { endpoint } of rows) {
    const namespace = namespaceOf(endpoint);
    (sources[namespace] ??= []).push(endpoint.slice(namespace.length + 1));
  }
  return sources;
};

/** Everything kept, with who wrote it. */
export const allRecords = ({ context }: Pda): KeptRecord[] => {
  const rows = context.database
    .prepare("SELECT * FROM dataswyft_record ORDER BY endpoint, written_at, sequence")
    .all() as RecordRow[];
  return rows.map((row) => ({ ...fromRow(row), application: row.application }));
};
