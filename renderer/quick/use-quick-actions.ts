/** What the quick search does with an entry: it copies without showing, or hands it to the main window; then it goes. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { EntryRow } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";
import type { Client } from "#renderer/bridge.ts";
import { type Copied, fieldToCopy } from "./quick-copy.ts";

/** What is said about the last thing done. */
export type Outcome =
  | { readonly kind: "none" }
  | { readonly kind: "copied" | "missing"; readonly what: Copied }
  | { readonly kind: "failed"; readonly error: AppError };

/** What can be done. */
export interface QuickActions {
  readonly outcome: Outcome;
  readonly copy: (row: EntryRow, what: Copied) => void;
  readonly show: (row: EntryRow) => void;
  readonly close: () => void;
  readonly forget: () => void;
}

/** Long enough to read two words; the window would go before they are seen. */
const readMs = 900;

const copied = async (client: Client, { entryId }: EntryRow, what: Copied): Promise<Outcome> => {
  const entry = await client.call("entries.get", { entryId });
  if (!entry.ok) return { kind: "failed", error: entry.error };
  const field = fieldToCopy(entry.value, what);
  if (field === null) return { kind: "missing", what };
  const call = what === "code" ? "entries.copyTotp" : "entries.copy";
  const reply = await client.call(call, { entryId, fieldId: field.fieldId });
  return reply.ok ? { kind: "copied", what } : { kind: "failed", error: reply.error };
};

/** The actions, with what came of the last one. */
export const useQuickActions = (): QuickActions => {
  const client = useClient();
  const [outcome, setOutcome] = useState<Outcome>({ kind: "none" });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const close = useCallback(() => void client.call("quick.close", {}), [client]);
  const forget = useCallback(() => {
    clearTimeout(timer.current);
    setOutcome({ kind: "none" });
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = useCallback(
    (row: EntryRow, what: Copied) => {
      clearTimeout(timer.current);
      void copied(client, row, what).then((done) => {
        setOutcome(done);
        if (done.kind === "copied") timer.current = setTimeout(close, readMs);
      });
    },
    [client, close],
  );
  const show = useCallback(
    ({ entryId }: EntryRow) => void client.call("quick.showEntry", { entryId }),
    [client],
  );
  return { outcome, copy, show, close, forget };
};
