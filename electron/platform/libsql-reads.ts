/** Reading rows of the vault's file. It must not write, and turns columns into the port's records only. */
import type Database from "libsql";
import { ok } from "#contract/result.ts";
import type {
  ChunkRecord,
  CopyCounts,
  CopyRecord,
  CopyState,
  EntryRecord,
  HistoryRecord,
  IndexPageRecord,
  LocalStore,
  OutboxRecord,
  PageCheck,
  RowCounts,
  SlotRecord,
  Stored,
} from "#vault/local-store.port.ts";

type Row = readonly unknown[];
type Guard = <T>(work: () => Stored<T>) => Stored<T>;

const bytes = (value: unknown): Uint8Array => {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return value instanceof Uint8Array ? new Uint8Array(value) : new Uint8Array(0);
};
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => Number(value ?? 0);

const entryRow = ([id, revision, page, isDeleted, sealed]: Row): EntryRecord => ({
  id: text(id),
  revision: number(revision),
  page: number(page),
  isDeleted: isDeleted === 1,
  sealed: bytes(sealed),
});
const slotRow = ([id, kind, revision, sealed, label, check]: Row): SlotRecord => ({
  id: text(id),
  kind: text(kind),
  revision: number(revision),
  sealed: bytes(sealed),
  label: bytes(label),
  check: check === null ? null : bytes(check),
});
const historyRow = ([id, revision, sealed]: Row): HistoryRecord => ({
  id: text(id),
  revision: number(revision),
  sealed: bytes(sealed),
});
const pageRow = ([page, revision, sealed]: Row): IndexPageRecord => ({
  page: number(page),
  revision: number(revision),
  sealed: bytes(sealed),
});
const chunkRow = ([attachmentId, position, sealed]: Row): ChunkRecord => ({
  attachmentId: text(attachmentId),
  number: number(position),
  sealed: bytes(sealed),
});
const countsRow = ([entries, revisions, chunks]: Row): RowCounts => ({
  entries: number(entries),
  revisions: number(revisions),
  chunks: number(chunks),
});
const checkRow = ([page, count, sum]: Row): PageCheck => ({
  page: number(page),
  count: number(count),
  sum: number(sum),
});
const outboxRow = ([store, entryId, revision, action, attempts, notBefore]: Row): OutboxRecord => ({
  store: text(store),
  entryId: text(entryId),
  revision: number(revision),
  action: action === "delete" ? "delete" : "write",
  attempts: number(attempts),
  notBefore: number(notBefore),
});
const copyStates: readonly string[] = ["kept", "waiting", "failed", "damaged"] satisfies CopyState[];
const copyState = (value: unknown): CopyState =>
  typeof value === "string" && copyStates.includes(value) ? (value as CopyState) : "damaged";
const copyRow = ([store, entryId, state, revision, at, errorCode]: Row): CopyRecord => ({
  store: text(store),
  entryId: text(entryId),
  state: copyState(state),
  revision: number(revision),
  at: number(at),
  errorCode: typeof errorCode === "string" ? errorCode : null,
});

const entryColumns = "id, revision, page, is_deleted, sealed";
const outboxColumns = "store, entry_id, revision, action, attempts, not_before";
const copyColumns = "store, entry_id, state, revision, at, error_code";
const worstFirst: readonly CopyState[] = ["damaged", "failed", "waiting", "kept"];

const worst = (rows: readonly Row[]): ReadonlyMap<string, CopyState> => {
  const states = new Map<string, CopyState>();
  for (const [id, value] of rows) {
    const state = copyState(value);
    const known = states.get(text(id)) ?? "kept";
    if (worstFirst.indexOf(state) < worstFirst.indexOf(known)) states.set(text(id), state);
  }
  return states;
};

interface Queries {
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
const createQueries = (database: Database.Database, guarded: Guard): Queries => {
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

type EntryReads = Pick<
  LocalStore,
  "entry" | "entriesOfPage" | "entriesAfter" | "history" | "historyAfter" | "lastRevision"
>;
type ChunkReads = Pick<LocalStore, "chunk" | "chunksAfter" | "attachmentIds" | "rowCounts">;
type IndexReads = Pick<LocalStore, "indexPages" | "indexPage" | "indexRevisions" | "pageChecks">;
type CopyReads = Pick<LocalStore, "copies" | "worstCopies" | "copyCounts" | "outbox" | "outboxDueAt">;
type VaultReads = Pick<LocalStore, "meta" | "metaWithPrefix" | "slots" | "dataVersion" | "isIntact">;

const entryReads = ({ guarded, rows, many, first }: Queries): EntryReads => ({
  entry: (id) => first(entryRow, `SELECT ${entryColumns} FROM entry WHERE id = ?`, id),
  entriesOfPage: (page) => many(entryRow, `SELECT ${entryColumns} FROM entry WHERE page = ?`, page),
  entriesAfter: (afterId, limit) =>
    many(entryRow, `SELECT ${entryColumns} FROM entry WHERE id > ? ORDER BY id LIMIT ?`, afterId, limit),
  history: (id) =>
    many(historyRow, "SELECT id, revision, sealed FROM history WHERE id = ? ORDER BY revision DESC", id),
  historyAfter: (afterId, afterRevision, limit) =>
    many(
      historyRow,
      "SELECT id, revision, sealed FROM history WHERE (id, revision) > (?, ?) ORDER BY id, revision LIMIT ?",
      afterId,
      afterRevision,
      limit,
    ),
  lastRevision: () => guarded(() => ok(number(rows("SELECT max(revision) FROM entry")[0]?.[0]))),
});

const chunkReads = ({ guarded, rows, many, first }: Queries): ChunkReads => ({
  chunk: (attachmentId, position) =>
    first(
      chunkRow,
      "SELECT attachment_id, number, sealed FROM attachment_chunk WHERE attachment_id = ? AND number = ?",
      attachmentId,
      position,
    ),
  chunksAfter: (afterId, afterNumber, limit) =>
    many(
      chunkRow,
      `SELECT attachment_id, number, sealed FROM attachment_chunk
       WHERE (attachment_id, number) > (?, ?) ORDER BY attachment_id, number LIMIT ?`,
      afterId,
      afterNumber,
      limit,
    ),
  attachmentIds: () =>
    many(([id]) => text(id), "SELECT DISTINCT attachment_id FROM attachment_chunk ORDER BY 1"),
  rowCounts: () =>
    guarded(() => {
      const sql = `SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM history),
        (SELECT count(*) FROM attachment_chunk)`;
      return ok(countsRow(rows(sql)[0] ?? []));
    }),
});

const indexReads = ({ guarded, rows, many, first }: Queries): IndexReads => ({
  indexPages: () => many(pageRow, "SELECT page, revision, sealed FROM index_page ORDER BY page"),
  indexPage: (page) => first(pageRow, "SELECT page, revision, sealed FROM index_page WHERE page = ?", page),
  indexRevisions: () =>
    guarded(() =>
      ok(new Map(rows("SELECT page, revision FROM index_page").map(([a, b]) => [number(a), number(b)]))),
    ),
  pageChecks: () =>
    many(
      checkRow,
      "SELECT page, count(*), sum(revision & 4294967295) & 4294967295 FROM entry GROUP BY page ORDER BY page",
    ),
});

const countCopies = (found: readonly Row[]): CopyCounts => {
  const byState = new Map(found.map(([state, count]) => [text(state), number(count)]));
  const count = (state: CopyState): number => byState.get(state) ?? 0;
  return { kept: count("kept"), waiting: count("waiting"), failed: count("failed") + count("damaged") };
};

const copyReads = ({ guarded, rows, many }: Queries): CopyReads => ({
  copies: (entryId) =>
    many(copyRow, `SELECT ${copyColumns} FROM copy WHERE entry_id = ? ORDER BY store`, entryId),
  worstCopies: (ids) =>
    guarded(() => {
      const sql =
        "SELECT entry_id, state FROM copy WHERE entry_id IN (SELECT value FROM json_each(?)) AND state <> 'kept'";
      return ok(worst(rows(sql, JSON.stringify(ids))));
    }),
  copyCounts: () => guarded(() => ok(countCopies(rows("SELECT state, count(*) FROM copy GROUP BY state")))),
  outbox: (store, dueAt, limit) =>
    many(
      outboxRow,
      `SELECT ${outboxColumns} FROM outbox WHERE store = ? AND not_before <= ? ORDER BY revision LIMIT ?`,
      store,
      dueAt,
      limit,
    ),
  outboxDueAt: (store) =>
    guarded(() => {
      const due = rows("SELECT min(not_before) FROM outbox WHERE store = ?", store)[0]?.[0];
      return ok(due === null || due === undefined ? null : number(due));
    }),
});

const vaultReads = ({ guarded, rows, many, first }: Queries): VaultReads => ({
  meta: (name) => first(([value]) => bytes(value), "SELECT value FROM meta WHERE name = ?", name),
  metaWithPrefix: (prefix) =>
    many(
      ([name, value]) => ({ name: text(name), value: bytes(value) }),
      "SELECT name, value FROM meta WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
      prefix,
    ),
  slots: () =>
    many(slotRow, "SELECT id, kind, revision, sealed, label, check_value FROM slot ORDER BY rowid"),
  isIntact: () =>
    guarded(() => {
      const found = rows("PRAGMA integrity_check(1)");
      return ok(found.length === 1 && found[0]?.[0] === "ok");
    }),
  dataVersion: () => guarded(() => ok(number(rows("PRAGMA data_version")[0]?.[0]))),
});

/** The reading half of the port. */
export const createReads = (
  database: Database.Database,
  guarded: Guard,
): Omit<LocalStore, "commit" | "snapshotTo" | "freeBytes" | "compact" | "dispose"> => {
  const queries = createQueries(database, guarded);
  return {
    ...entryReads(queries),
    ...chunkReads(queries),
    ...indexReads(queries),
    ...copyReads(queries),
    ...vaultReads(queries),
  };
};
