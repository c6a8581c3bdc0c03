/** The entries that the typed text finds, asked anew when the entries changed. An answer that comes late is dropped. */
import { useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { EntryRow } from "#contract/views.ts";
import { useClient, useEntries } from "#renderer/context.ts";

/** More than fit into the window; who needs more types more. */
const shownRows = 30;

/** What was found. `rows` is null until the first answer. */
export interface QuickRows {
  readonly rows: readonly EntryRow[] | null;
  readonly error: AppError | null;
}

const nothing: QuickRows = { rows: null, error: null };

/** The rows, best first. Only while the vault is open. */
export const useQuickRows = (typed: string): QuickRows => {
  const client = useClient();
  const changed = useEntries();
  const [found, setFound] = useState(nothing);
  const text = typed.trim().slice(0, 500);
  useEffect(() => {
    let isWanted = true;
    void client.call("entries.query", { text, offset: 0, limit: shownRows }).then((reply) => {
      if (!isWanted) return;
      setFound((before) =>
        reply.ok ? { rows: reply.value.rows, error: null } : { ...before, error: reply.error },
      );
    });
    return () => {
      isWanted = false;
    };
  }, [client, text, changed]);
  return found;
};
