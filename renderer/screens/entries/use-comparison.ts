/** Two revisions of an entry as main compares them. */
import { useEffect, useMemo, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { Comparison } from "#contract/ipc-entry-versions.ts";
import { useClient } from "#renderer/context.ts";
import { useSaidLabels } from "./field-labels.ts";

/** The comparison, or why there is none. */
export interface Compared {
  readonly comparison: Comparison | null;
  readonly error: AppError | null;
}

const nothing: Compared = { comparison: null, error: null };

/** Asks when the revisions change; a late answer to others is dropped. */
export const useComparison = (entryId: string, one: number, other: number): Compared => {
  const client = useClient();
  const [compared, setCompared] = useState<Compared>(nothing);
  useEffect(() => {
    let isCurrent = true;
    void client.call("entries.compare", { entryId, one, other }).then((reply) => {
      if (isCurrent)
        setCompared(
          reply.ok ? { comparison: reply.value, error: null } : { comparison: null, error: reply.error },
        );
    });
    return () => {
      isCurrent = false;
    };
  }, [client, entryId, one, other]);
  const say = useSaidLabels();
  const { comparison } = compared;
  // What is still here of other revisions must not be shown under these.
  const isStale =
    comparison !== null && (comparison.one.revision !== one || comparison.other.revision !== other);
  return useMemo(() => {
    if (isStale || comparison === null) return isStale ? nothing : compared;
    return {
      ...compared,
      comparison: { ...comparison, one: say(comparison.one), other: say(comparison.other) },
    };
  }, [compared, comparison, isStale, say]);
};
