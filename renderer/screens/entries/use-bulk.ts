/** One change to many entries, with one way back for all of them. */
import { useMemo, useState } from "react";
import type { BulkAction } from "#contract/views.ts";
import { showDone } from "#renderer/components/done-notice.ts";
import { showUndo, tellProblem } from "#renderer/components/notices.tsx";
import { type AppContextValue, useAppContext } from "#renderer/context.ts";
import type { Text, Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { noPicks } from "#renderer/stores/picks.ts";

/** As many as main takes at once. */
const maxEntries = 10_000;

const titleOf = (action: BulkAction): Text => {
  switch (action.kind) {
    case "add-tag":
      return "Tag added";
    case "remove-tag":
      return "Tag removed";
    case "favourite":
      return action.isOn ? "Added to the favourites" : "Removed from the favourites";
    case "trash":
      return "Moved to the trash";
    case "restore":
      return "Restored from the trash";
    case "purge":
      return "Deleted for good";
  }
};

const isLeaving = ({ kind }: BulkAction): boolean =>
  kind === "trash" || kind === "restore" || kind === "purge";

/** Entries that left this list are neither marked nor shown any longer. */
const letGo = ({ ui }: AppContextValue, entryIds: readonly string[]): void => {
  const { selectedId } = ui.getState();
  const isShown = selectedId !== null && entryIds.includes(selectedId);
  ui.setState({ picks: noPicks, ...(isShown ? { selectedId: null, pane: "show" } : {}) });
};

const change = async (
  context: AppContextValue,
  t: Translate,
  entryIds: readonly string[],
  action: BulkAction,
): Promise<boolean> => {
  const { client } = context;
  const reply = await client.call("entries.bulk", { entryIds: entryIds.slice(0, maxEntries), action });
  tellProblem(reply);
  if (!reply.ok) return false;
  if (isLeaving(action)) letGo(context, entryIds);
  const { changed, undo } = reply.value;
  const title = t(titleOf(action));
  const text =
    changed === 0 ? t("Nothing had to be changed.") : t("{{count, number}} entries", { count: changed });
  if (undo === null) {
    showDone(changed === 0 ? t("Nothing to do") : title, text);
    return true;
  }
  const { undoId, until } = undo;
  const onUndo = (): void => void client.call("entries.undoBulk", { undoId }).then(tellProblem);
  showUndo({ id: `bulk-${undoId}`, title, text, until, onUndo });
  return true;
};

/** Changing many. */
export interface Bulk {
  readonly isBusy: boolean;
  /** Answers whether it was done. Without ids: what is marked. */
  readonly run: (action: BulkAction, entryIds?: readonly string[]) => Promise<boolean>;
}

/** The one way to change many. */
export const useBulk = (): Bulk => {
  const context = useAppContext();
  const t = useText();
  const [isBusy, setIsBusy] = useState(false);
  return useMemo(
    () => ({
      isBusy,
      run: async (action, entryIds = [...context.ui.getState().picks.ids]) => {
        if (entryIds.length === 0) return false;
        setIsBusy(true);
        const isDone = await change(context, t, entryIds, action);
        setIsBusy(false);
        return isDone;
      },
    }),
    [context, isBusy, t],
  );
};
