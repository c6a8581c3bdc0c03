/** The row that the keyboard stands on: moved by keys and clicks, kept where the list changes under it. */
import { useEffect, useRef } from "react";
import { useAppContext, useUi } from "#renderer/context.ts";
import { type ListWindows, indexOfEntry, rowAt } from "#renderer/stores/list-windows.ts";
import { noPicks } from "#renderer/stores/picks.ts";
import { useLeave } from "./use-leave.ts";

/** How a row is come to: a click opens it; a key stands on it, and opens it only where there is room beside the list. */
export type ChoiceWay = "open" | "peek";

/** The choice. */
export interface Choice {
  readonly index: number;
  /** Where a key goes on from, also when the row it stood on has just left the list. */
  readonly from: (key: string) => number;
  readonly choose: (index: number, way: ChoiceWay) => void;
}

interface Pending {
  readonly index: number;
  readonly way: ChoiceWay;
}

/** Moves the choice to an index; when its row is not here yet, as soon as it is. */
export const useChoice = (list: ListWindows): Choice => {
  const context = useAppContext();
  const leave = useLeave();
  const selectedId = useUi((ui) => ui.selectedId);
  const pending = useRef<Pending | null>(null);
  const last = useRef(-1);
  const index = indexOfEntry(list, selectedId);
  useEffect(() => {
    if (index !== -1) last.current = index;
  }, [index]);
  const go = (entryId: string, way: ChoiceWay): void =>
    leave({
      selectedId: entryId,
      peekedId: way === "peek" ? entryId : null,
      pane: "show",
      ...(way === "open" ? { picks: noPicks } : {}),
    });
  const choose = (at: number, way: ChoiceWay): void => {
    const row = rowAt(list, at);
    pending.current = row === null ? { index: at, way } : null;
    if (row === null) context.list.ensure(at, at);
    else go(row.entryId, way);
  };
  useEffect(() => {
    const { current } = pending;
    const row = current === null ? null : rowAt(list, current.index);
    if (row === null || current === null) return;
    pending.current = null;
    go(row.entryId, current.way);
  });
  const from = (key: string): number => {
    if (index !== -1 || last.current === -1) return index;
    return key === "ArrowUp" ? last.current : last.current - 1;
  };
  return { index, from, choose };
};
