/**
 * The marks of conflicts in the vault's file: for an entry that was changed on two computers apart from
 * one another, the revision of the version that is not the present one. It lies in the history until a
 * person has chosen.
 */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { readUint64, uint64 } from "./bytes.ts";
import type { EntryError } from "./entries.port.ts";
import type { EntryContext } from "./entry-context.ts";
import type { Operation } from "./local-store.port.ts";
import { conflictPrefix } from "./local-store.port.ts";

/** The step that marks an entry, or takes its mark away (null). */
export const markConflict = (entryId: string, other: number | null): Operation => ({
  op: "meta",
  name: `${conflictPrefix}${entryId}`,
  value: other === null ? null : uint64(other),
});

/** The other version's revision, null where there is no conflict. */
export const otherRevisionOf = (
  { store }: EntryContext,
  entryId: string,
): Result<number | null, EntryError> => {
  const mark = store.meta(`${conflictPrefix}${entryId}`);
  if (!mark.ok) return mark;
  return ok(mark.value?.length === 8 ? readUint64(mark.value) : null);
};

/** Every entry that is marked. Few, if any: they are read anew for each window of the list. */
export const markedEntries = ({ store }: EntryContext): Result<ReadonlySet<string>, EntryError> => {
  const marks = store.metaWithPrefix(conflictPrefix);
  return marks.ok ? ok(new Set(marks.value.map(({ name }) => name.slice(conflictPrefix.length)))) : marks;
};
