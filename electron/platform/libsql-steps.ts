/** The steps of a transaction on the vault's file, one statement or two each. Begins and ends nothing itself. */
import type Database from "libsql";
import type {
  ChunkRecord,
  CopyRecord,
  EntryRecord,
  IndexPageRecord,
  Operation,
  SlotRecord,
} from "#vault/local-store.port.ts";
import { conflictPrefix } from "#vault/local-store.port.ts";

/** Runs a statement (prepared once) and answers how many rows it changed. */
type Run = (sql: string, ...parameters: readonly unknown[]) => number;

const runner = (database: Database.Database): Run => {
  const prepared = new Map<string, Database.Statement>();
  return (sql, ...parameters) => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return statement.run(...parameters).changes;
  };
};

const putSlot = (run: Run, slot: SlotRecord): boolean => {
  run(
    `INSERT OR REPLACE INTO slot (id, kind, revision, sealed, label, check_value) VALUES (?, ?, ?, ?, ?, ?)`,
    slot.id,
    slot.kind,
    slot.revision,
    slot.sealed,
    slot.label,
    slot.check,
  );
  return true;
};

const putEntry = (run: Run, entry: EntryRecord, expects: number | null): boolean => {
  const { id, revision, page, sealed } = entry;
  const isDeleted = entry.isDeleted ? 1 : 0;
  if (expects === null) {
    const sql =
      "INSERT INTO entry (id, revision, page, is_deleted, sealed) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    return run(sql, id, revision, page, isDeleted, sealed) === 1;
  }
  run(
    "INSERT INTO history (id, revision, sealed) SELECT id, revision, sealed FROM entry WHERE id = ? AND revision = ?",
    id,
    expects,
  );
  const sql =
    "UPDATE entry SET revision = ?, page = ?, is_deleted = ?, sealed = ? WHERE id = ? AND revision = ?";
  return run(sql, revision, page, isDeleted, sealed, id, expects) === 1;
};

const putPage = (run: Run, page: IndexPageRecord, expects: number | null): boolean => {
  if (expects === null) {
    const sql = "INSERT INTO index_page (page, revision, sealed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    return run(sql, page.page, page.revision, page.sealed) === 1;
  }
  const sql = "UPDATE index_page SET revision = ?, sealed = ? WHERE page = ? AND revision = ?";
  return run(sql, page.revision, page.sealed, page.page, expects) === 1;
};

const putMeta = (run: Run, name: string, value: Uint8Array | null): boolean => {
  if (value === null) run("DELETE FROM meta WHERE name = ?", name);
  else run("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", name, value);
  return true;
};

const isMeta = (database: Database.Database, name: string, value: Uint8Array | null): boolean => {
  const sql = "SELECT 1 WHERE (SELECT value FROM meta WHERE name = ?) IS ?";
  return database.prepare(sql).raw().all(name, value).length === 1;
};

const putOutbox = (run: Run, row: Extract<Operation, { op: "outbox" }>): boolean => {
  run(
    `INSERT OR REPLACE INTO outbox (store, entry_id, revision, action, attempts, not_before)
     VALUES (?, ?, ?, ?, 0, 0)`,
    row.store,
    row.entryId,
    row.revision,
    row.action,
  );
  return true;
};

const putOff = (run: Run, row: Extract<Operation, { op: "outbox-later" }>): boolean => {
  run(
    "UPDATE outbox SET attempts = ?, not_before = ? WHERE store = ? AND entry_id = ? AND revision = ?",
    row.attempts,
    row.notBefore,
    row.store,
    row.entryId,
    row.revision,
  );
  return true;
};

const putCopy = (run: Run, copy: CopyRecord): boolean => {
  run(
    `INSERT INTO copy (entry_id, store, state, revision, at, error_code) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (entry_id, store) DO UPDATE SET state = excluded.state, revision = excluded.revision,
       at = excluded.at, error_code = excluded.error_code
     WHERE excluded.revision >= copy.revision`,
    copy.entryId,
    copy.store,
    copy.state,
    copy.revision,
    copy.at,
    copy.errorCode,
  );
  return true;
};

const queueMissing = (run: Run, store: string, at: number): boolean => {
  run(
    `INSERT INTO outbox (store, entry_id, revision, action, attempts, not_before)
     SELECT ?1, e.id, e.revision, CASE e.is_deleted WHEN 1 THEN 'delete' ELSE 'write' END, 0, 0
     FROM entry e LEFT JOIN copy c ON c.entry_id = e.id AND c.store = ?1
     WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.store = ?1 AND o.entry_id = e.id)
       AND CASE e.is_deleted WHEN 1 THEN c.revision IS NOT NULL
           ELSE c.revision IS NULL OR c.revision < e.revision END`,
    store,
  );
  run(
    `INSERT INTO copy (entry_id, store, state, revision, at, error_code)
     SELECT o.entry_id, ?1, 'waiting', o.revision, ?2, NULL FROM outbox o WHERE o.store = ?1
     ON CONFLICT (entry_id, store) DO UPDATE SET state = 'waiting', revision = excluded.revision,
       at = excluded.at, error_code = NULL
     WHERE excluded.revision > copy.revision`,
    store,
    at,
  );
  return true;
};

const purgeEntry = (run: Run, id: string, expects: number): boolean => {
  if (run("DELETE FROM entry WHERE id = ? AND revision = ?", id, expects) !== 1) return false;
  run("DELETE FROM history WHERE id = ?", id);
  run("DELETE FROM copy WHERE entry_id = ?", id);
  run("DELETE FROM meta WHERE name = ?", `${conflictPrefix}${id}`);
  return true;
};

const reseal = (run: Run, id: string, revision: number, sealed: Uint8Array): boolean => {
  run("UPDATE entry SET sealed = ? WHERE id = ? AND revision = ?", sealed, id, revision);
  run("UPDATE history SET sealed = ? WHERE id = ? AND revision = ?", sealed, id, revision);
  return true;
};

const putChunk = (run: Run, { attachmentId, number, sealed }: ChunkRecord): boolean => {
  run(
    "INSERT OR REPLACE INTO attachment_chunk (attachment_id, number, sealed) VALUES (?, ?, ?)",
    attachmentId,
    number,
    sealed,
  );
  return true;
};

const forgetCopies = (run: Run, store: string): boolean => {
  run("DELETE FROM copy WHERE store = ?", store);
  run("DELETE FROM outbox WHERE store = ?", store);
  return true;
};

const resetUnfinished = (run: Run): boolean => {
  const isEmpty = run("UPDATE entry SET page = page WHERE id IN (SELECT id FROM entry LIMIT 1)") === 0;
  if (!isEmpty) return false;
  for (const table of ["meta", "slot", "index_page", "outbox", "copy"]) run(`DELETE FROM ${table}`);
  return true;
};

/** Applies one step; false when a row is not at the revision that the step expects. */
export const createSteps = (database: Database.Database): ((step: Operation) => boolean) => {
  const run = runner(database);
  const table: { [K in Operation["op"]]: (step: Extract<Operation, { op: K }>) => boolean } = {
    meta: ({ name, value }) => putMeta(run, name, value),
    "meta-new": ({ name, value }) =>
      run("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, value) === 1,
    slot: ({ slot }) => putSlot(run, slot),
    "slot-removed": ({ id }) => run("DELETE FROM slot WHERE id = ?", id) >= 0,
    entry: ({ entry, expects }) => putEntry(run, entry, expects),
    former: ({ record: { id, revision, sealed } }) =>
      run(
        `INSERT INTO history (id, revision, sealed) SELECT id, ?2, ?3 FROM entry WHERE id = ?1 AND revision <> ?2
         ON CONFLICT DO NOTHING`,
        id,
        revision,
        sealed,
      ) >= 0,
    "index-page": ({ page, expects }) => putPage(run, page, expects),
    outbox: (row) => putOutbox(run, row),
    "outbox-done": ({ store, entryId, revision }) =>
      run("DELETE FROM outbox WHERE store = ? AND entry_id = ? AND revision = ?", store, entryId, revision) >=
      0,
    "outbox-later": (row) => putOff(run, row),
    copy: ({ copy }) => putCopy(run, copy),
    "copy-removed": ({ store, entryId, revision }) =>
      run("DELETE FROM copy WHERE store = ? AND entry_id = ? AND revision <= ?", store, entryId, revision) >=
      0,
    "entry-purged": ({ id, expects }) => purgeEntry(run, id, expects),
    resealed: ({ id, revision, sealed }) => reseal(run, id, revision, sealed),
    chunk: ({ chunk }) => putChunk(run, chunk),
    "chunk-resealed": ({ chunk: { attachmentId, number, sealed } }) =>
      run(
        "UPDATE attachment_chunk SET sealed = ? WHERE attachment_id = ? AND number = ?",
        sealed,
        attachmentId,
        number,
      ) >= 0,
    "meta-is": ({ name, value }) => isMeta(database, name, value),
    "chunks-removed": ({ attachmentId }) =>
      run("DELETE FROM attachment_chunk WHERE attachment_id = ?", attachmentId) >= 0,
    "copies-forgotten": ({ store }) => forgetCopies(run, store),
    "queue-missing": ({ store, at }) => queueMissing(run, store, at),
    "reset-unfinished": () => resetUnfinished(run),
  };
  return (step) => (table[step.op] as (step: Operation) => boolean)(step);
};
