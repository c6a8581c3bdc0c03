/** Takes one change of an entry back by restoring the revision before it, unless the entry was changed again since. */
import { fail } from "#contract/errors.ts";
import { showProblem, tellProblem } from "#renderer/components/notices.tsx";
import type { AppContextValue } from "#renderer/context.ts";
import type { UndoneSave } from "#renderer/stores/entry-edits.ts";

/** How long a change can be taken back from its notice; the history keeps it longer. */
export const undoMs = 10_000;

const undo = async (context: AppContextValue, { entryId, saved, former }: UndoneSave): Promise<void> => {
  const now = await context.client.call("entries.get", { entryId });
  if (now.ok && now.value.revision !== saved) showProblem(fail("store.conflict").error);
  else
    tellProblem(
      now.ok ? await context.client.call("entries.restoreRevision", { entryId, revision: former }) : now,
    );
};

/** Takes it back; a failure shows as a notice. */
export const undoSave = (context: AppContextValue, change: UndoneSave): void => void undo(context, change);
