/** Reading how copies at the services stand and what waits for them. It must not write. */
import { ok } from "#contract/result.ts";
import type {
  CopyCounts,
  CopyRecord,
  CopyState,
  LocalStore,
  OutboxRecord,
  StoreCopies,
} from "#vault/local-store.port.ts";
import { number, text } from "./libsql-queries.ts";
import type { Queries, Row } from "./libsql-queries.ts";

type CopyReads = Pick<
  LocalStore,
  | ("copies" | "worstCopies" | "entriesWithCopies" | "copyCounts" | "storeCopies" | "keptBytes")
  | ("outbox" | "outboxDueAt")
>;
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

const noCopies: StoreCopies = { kept: 0, waiting: 0, failed: 0, damaged: 0 };

const storeCopiesOf = (found: readonly Row[]): ReadonlyMap<string, StoreCopies> => {
  const counted = new Map<string, StoreCopies>();
  for (const [store, state, count] of found) {
    const former = counted.get(text(store)) ?? noCopies;
    const kind = copyState(state);
    counted.set(text(store), { ...former, [kind]: former[kind] + number(count) });
  }
  return counted;
};

const countCopies = (found: readonly Row[]): CopyCounts => {
  const stores = [...storeCopiesOf(found).values()];
  const sum = (kind: CopyState): number => stores.reduce((total, copies) => total + copies[kind], 0);
  return { kept: sum("kept"), waiting: sum("waiting"), failed: sum("failed") + sum("damaged") };
};

/** By the index: a scan of all copies would cost more than the save it follows. */
const countsSql = "SELECT store, state, count(*) FROM copy GROUP BY store, state";

/** What is known of copies, and what waits. */
export const copyReads = ({ guarded, rows, many }: Queries): CopyReads => ({
  copies: (entryId) =>
    many(copyRow, `SELECT ${copyColumns} FROM copy WHERE entry_id = ? ORDER BY store`, entryId),
  worstCopies: (ids) =>
    guarded(() => {
      const sql =
        "SELECT entry_id, state FROM copy WHERE entry_id IN (SELECT value FROM json_each(?)) AND state <> 'kept'";
      return ok(worst(rows(sql, JSON.stringify(ids))));
    }),
  entriesWithCopies: (store, state) =>
    guarded(() => {
      const conditions = [...(store === null ? [] : ["store = ?"]), ...(state === null ? [] : ["state = ?"])];
      const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
      const values = [store, state].filter((value) => value !== null);
      return ok(new Set(rows(`SELECT entry_id FROM copy${where}`, ...values).map(([id]) => text(id))));
    }),
  copyCounts: () => guarded(() => ok(countCopies(rows(countsSql)))),
  storeCopies: () => guarded(() => ok(storeCopiesOf(rows(countsSql)))),
  keptBytes: (store) =>
    guarded(() => {
      const sql = `SELECT coalesce(sum(length(e.sealed)), 0) FROM copy c JOIN entry e ON e.id = c.entry_id
        WHERE c.store = ? AND c.state = 'kept'`;
      return ok(number(rows(sql, store)[0]?.[0]));
    }),
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
