/** Counting what takes how much in the vault's file. By lengths only: it reads no ciphertext and must not write. */
import { ok } from "#contract/result.ts";
import type { LocalStore, StorageFigures } from "#vault/local-store.port.ts";
import { number, text } from "./libsql-queries.ts";
import type { Queries, Row } from "./libsql-queries.ts";

const pagesSql = `SELECT p.page_count * s.page_size, f.freelist_count * s.page_size
  FROM pragma_page_count p, pragma_page_size s, pragma_freelist_count f`;
const entriesSql =
  "SELECT is_deleted, count(*), coalesce(sum(length(sealed)), 0) FROM entry GROUP BY is_deleted";
const revisionsSql = "SELECT count(*), coalesce(sum(length(sealed)), 0) FROM history";
const attachmentsSql =
  "SELECT attachment_id, sum(length(sealed)) FROM attachment_chunk GROUP BY attachment_id ORDER BY 2 DESC";
/** Counted from the copies, which are few columns; entries without any are what is left over. */
const copiesSql = `SELECT n, count(*) FROM
  (SELECT count(*) AS n FROM copy c JOIN entry e ON e.id = c.entry_id
   WHERE c.state = 'kept' AND e.is_deleted = 0 GROUP BY c.entry_id)
  GROUP BY n ORDER BY n`;
const largestSql = `SELECT e.id, length(e.sealed) + coalesce(h.bytes, 0) AS bytes FROM entry e
  LEFT JOIN (SELECT id, sum(length(sealed)) AS bytes FROM history GROUP BY id) h ON h.id = e.id
  WHERE e.is_deleted = 0 ORDER BY bytes DESC LIMIT ?`;

const sized = ([id, bytes]: Row) => ({ id: text(id), bytes: number(bytes) });

const copyFigures = (found: readonly Row[], entries: number): StorageFigures["copies"] => {
  const counted = found.map(([copies, count]) => ({ copies: number(copies), entries: number(count) }));
  const without = entries - counted.reduce((sum, one) => sum + one.entries, 0);
  return without > 0 ? [{ copies: 0, entries: without }, ...counted] : counted;
};

/** The figures over the whole file. */
export const storageReads = ({ guarded, rows }: Queries): Pick<LocalStore, "storageFigures"> => ({
  storageFigures: (largest) =>
    guarded(() => {
      const [pages = []] = rows(pagesSql);
      const byState = rows(entriesSql);
      const [, entries, entryBytes] = byState.find(([isDeleted]) => isDeleted === 0) ?? [];
      const [, trash] = byState.find(([isDeleted]) => isDeleted === 1) ?? [];
      const [revisions = []] = rows(revisionsSql);
      return ok({
        fileBytes: number(pages[0]),
        unusedBytes: number(pages[1]),
        entries: number(entries),
        entryBytes: number(entryBytes),
        trash: number(trash),
        revisions: number(revisions[0]),
        revisionBytes: number(revisions[1]),
        attachments: rows(attachmentsSql).map(sized),
        copies: copyFigures(rows(copiesSql), number(entries)),
        largest: rows(largestSql, largest).map(sized),
      });
    }),
});
