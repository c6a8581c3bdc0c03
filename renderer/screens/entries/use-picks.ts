/** Marking rows: one more, everything up to a row, all. Rows that are not loaded are asked for by id. */
import { useEffect, useMemo } from "react";
import { tellProblem } from "#renderer/components/notices.tsx";
import { type AppContextValue, useAppContext, useUi } from "#renderer/context.ts";
import { idsBetween, indexOfEntry, rowAt } from "#renderer/stores/list-windows.ts";
import { type Picks, noPicks, stillThere, toggled } from "#renderer/stores/picks.ts";

/** What can be done with the marks. */
export interface PickActions {
  readonly toggle: (index: number) => void;
  /** Everything between the row a range goes out from and this one. */
  readonly extendTo: (index: number) => void;
  readonly all: () => void;
  readonly clear: () => void;
}

/** Every id of the list as it is shown, in its order; null when that cannot be told. */
const allIds = async ({ client, list }: AppContextValue): Promise<readonly string[] | null> => {
  const { query } = list.store.getState();
  const reply = await client.call("entries.ids", query);
  tellProblem(reply);
  return reply.ok && list.store.getState().query === query ? reply.value.ids : null;
};

const setPicks = ({ ui }: AppContextValue, picks: Picks): void => ui.setState({ picks });

/** The ids from one row to another, by what is loaded, else by all there are. */
const idsTo = async (
  context: AppContextValue,
  anchorId: string,
  index: number,
): Promise<readonly string[] | null> => {
  const list = context.list.store.getState();
  const anchor = indexOfEntry(list, anchorId);
  const near = anchor === -1 ? null : idsBetween(list, anchor, index);
  if (near !== null) return near;
  const all = await allIds(context);
  if (all === null) return null;
  const from = Math.max(0, all.indexOf(anchorId));
  return all.slice(Math.min(from, index), Math.max(from, index) + 1);
};

const extend = async (context: AppContextValue, index: number): Promise<void> => {
  const { picks, selectedId } = context.ui.getState();
  const anchorId = picks.anchorId ?? selectedId ?? rowAt(context.list.store.getState(), index)?.entryId;
  if (anchorId === undefined) return;
  const ids = await idsTo(context, anchorId, index);
  if (ids !== null) setPicks(context, { ids: new Set(ids), anchorId });
};

/** The actions. */
export const usePicks = (): PickActions => {
  const context = useAppContext();
  return useMemo(() => {
    const { ui, list } = context;
    return {
      toggle: (index) => {
        const row = rowAt(list.store.getState(), index);
        const { picks, selectedId } = ui.getState();
        if (row !== null) setPicks(context, toggled(picks, row.entryId, selectedId));
      },
      extendTo: (index) => void extend(context, index),
      all: () =>
        void allIds(context).then((ids) => {
          if (ids !== null) setPicks(context, { ids: new Set(ids), anchorId: ids[0] ?? null });
        }),
      clear: () => setPicks(context, noPicks),
    };
  }, [context]);
};

/** Takes the marks off rows that left the list, by what was done here or elsewhere. */
export const usePresentPicks = (generation: number): void => {
  const context = useAppContext();
  const hasPicks = useUi(({ picks }) => picks.ids.size > 0);
  useEffect(() => {
    if (!hasPicks) return;
    void allIds(context).then((ids) => {
      if (ids !== null) setPicks(context, stillThere(context.ui.getState().picks, ids));
    });
  }, [context, generation, hasPicks]);
};
