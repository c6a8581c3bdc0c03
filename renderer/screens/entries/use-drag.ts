/**
 * Dragging rows into the sidebar. What is dragged is known by this window only: other programs get a word,
 * not an id.
 */
import { type DragEvent, useMemo } from "react";
import { useAppContext } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { rowAt } from "#renderer/stores/list-windows.ts";
import classes from "./list-pane.module.css";

/** The two ends of a drag. */
export interface Drag {
  readonly start: (event: DragEvent, index: number) => void;
  readonly end: () => void;
}

/** A small sign with the number of rows under the pointer; the browser takes its picture at once. */
const showCount = (event: DragEvent, text: string): void => {
  const sign = document.createElement("div");
  sign.textContent = text;
  sign.className = classes["sign"] ?? "";
  document.body.append(sign);
  event.dataTransfer.setDragImage(sign, -12, -12);
  setTimeout(() => sign.remove());
};

/** Makes them. */
export const useDrag = (): Drag => {
  const { ui, list } = useAppContext();
  const t = useText();
  return useMemo(
    () => ({
      start: (event, index) => {
        const row = rowAt(list.store.getState(), index);
        if (row === null) return;
        const { picks } = ui.getState();
        const dragged = picks.ids.has(row.entryId) ? [...picks.ids] : [row.entryId];
        event.dataTransfer.setData("text/plain", "Tapvault");
        event.dataTransfer.effectAllowed = "copyMove";
        if (dragged.length > 1) showCount(event, t("{{count, number}} entries", { count: dragged.length }));
        ui.setState({ dragged });
      },
      end: () => ui.setState({ dragged: [] }),
    }),
    [list, t, ui],
  );
};
