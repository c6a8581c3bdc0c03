/** The entries that a typed text finds, for the palette. An answer that comes late is dropped. */
import { useEffect, useState } from "react";
import { type EntryRow, everything } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";

/** As many as one sees at a glance. */
const shownEntries = 8;

interface Found {
  readonly typed: string;
  readonly rows: readonly EntryRow[];
}

/** The rows, best first; none for an empty text. Those of the last text stay until the next are here. */
export const useFoundEntries = (typed: string): readonly EntryRow[] => {
  const client = useClient();
  const [found, setFound] = useState<Found>({ typed: "", rows: [] });
  const text = typed.trim().slice(0, 500);
  useEffect(() => {
    if (text === "") return undefined;
    let isWanted = true;
    void client
      .call("entries.query", { text, filter: everything, offset: 0, limit: shownEntries })
      .then((reply) => isWanted && setFound({ typed: text, rows: reply.ok ? reply.value.rows : [] }));
    return () => {
      isWanted = false;
    };
  }, [client, text]);
  return text === "" ? [] : found.rows;
};
