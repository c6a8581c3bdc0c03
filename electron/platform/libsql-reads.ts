/** Reading rows of the vault's file. It must not write, and turns columns into the port's records only. */
import type Database from "libsql";
import { ok } from "#contract/result.ts";
import type {
  ChunkRecord,
  EntryRecord,
  HistoryRecord,
  IndexPageRecord,
  LocalStore,
  PageCheck,
  RowCounts,
  SlotRecord,
} from "#vault/local-store.port.ts";
import { copyReads } from "./libsql-copies.ts";
import { bytes, createQueries, number, text } from "./libsql-queries.ts";
import type { Guard, Queries, Row } from "./libsql-queries.ts";
import { storageReads } from "./libsql-storage.ts";

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
const entryColumns = "id, revision, page, is_deleted, sealed";
type EntryReads = Pick<
  LocalStore,
  "entry" | "entriesOfPage" | "entriesAfter" | "history" | "historyAfter" | "lastRevision"
>;
type ChunkReads = Pick<LocalStore, "chunk" | "chunksAfter" | "attachmentIds" | "rowCounts">;
type IndexReads = Pick<LocalStore, "indexPages" | "indexPage" | "indexRevisions" | "pageChecks">;
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
    ...storageReads(queries),
    ...vaultReads(queries),
  };
};
