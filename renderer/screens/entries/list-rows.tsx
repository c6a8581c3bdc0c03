/** The rows in view; windows of rows are asked for as they come near. Moved and marked by keys or mouse. */
import { type VirtualItem, type Virtualizer, useVirtualizer } from "@tanstack/react-virtual";
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import { useAppContext, useUi } from "#renderer/context.ts";
import { useDensity } from "#renderer/density.ts";
import { useText } from "#renderer/language/use-text.ts";
import { platform } from "#renderer/platform.ts";
import { type ListWindows, matchAt, rowAt } from "#renderer/stores/list-windows.ts";
import { EntryLine, type LineActions } from "./entry-line.tsx";
import { listElementId } from "./list-element.ts";
import { nextIndex, pickKey } from "./list-keys.ts";
import classes from "./list-pane.module.css";
import type { Bulk } from "./use-bulk.ts";
import { type Choice, useChoice } from "./use-choice.ts";
import { useDrag } from "./use-drag.ts";
import { type PickActions, usePicks, usePresentPicks } from "./use-picks.ts";

const hasMod = ({ ctrlKey, metaKey }: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean =>
  platform() === "darwin" ? metaKey : ctrlKey;

interface RowsParts {
  readonly list: ListWindows;
  readonly total: number;
  readonly choice: Choice;
  readonly picks: PickActions;
  readonly bulk: Bulk;
}

/** What the keys do; answers whether one did something. */
const useKeys = (
  { total, choice, picks, bulk }: RowsParts,
  scroll: (index: number) => void,
  pageRows: () => number,
): ((event: KeyboardEvent) => void) => {
  const { ui } = useAppContext();
  const marks = {
    toggle: () => choice.index !== -1 && picks.toggle(choice.index),
    extend: () => choice.index !== -1 && picks.extendTo(choice.index),
    all: picks.all,
    clear: picks.clear,
    trash: () => {
      if (ui.getState().place.kind === "trash") ui.setState({ entryDialog: "purge-picks" });
      else void bulk.run({ kind: "trash" });
    },
    favourite: () => void bulk.run({ kind: "favourite", isOn: true }),
  } as const;
  return (event) => {
    const press = { key: event.key, shiftKey: event.shiftKey, hasMod: hasMod(event) };
    const mark = pickKey(press, ui.getState().picks.ids.size > 0);
    const next = nextIndex(event.key, choice.from(event.key), total, pageRows());
    if (mark === null && next === null) return;
    event.preventDefault();
    if (mark !== null) return void marks[mark]();
    if (next === null) return;
    // The range goes out from the row one stood on before the key.
    if (event.shiftKey) picks.extendTo(next);
    choice.choose(next, "peek");
    scroll(next);
  };
};

/** Keeps the chosen row where it is on screen while rows come and go above it. */
const useSteadyScroll = (
  scroller: RefObject<HTMLDivElement | null>,
  selectedId: string | null,
  index: number,
  rowHeight: number,
): void => {
  const before = useRef({ selectedId, index });
  useLayoutEffect(() => {
    const former = before.current;
    before.current = { selectedId, index };
    const isSame = former.selectedId === selectedId && former.index !== -1 && index !== -1;
    const box = scroller.current;
    if (!isSame || former.index === index || box === null) return;
    const top = former.index * rowHeight;
    if (top + rowHeight <= box.scrollTop || top >= box.scrollTop + box.clientHeight) return;
    box.scrollBy(0, (index - former.index) * rowHeight);
  }, [index, rowHeight, scroller, selectedId]);
};

const useLineActions = ({ choice, picks }: RowsParts): ((index: number) => LineActions) => {
  const drag = useDrag();
  return (index) => ({
    onChoose: (event: MouseEvent) => {
      if (event.shiftKey) picks.extendTo(index);
      else if (hasMod(event)) picks.toggle(index);
      if (event.shiftKey || hasMod(event)) choice.choose(index, "peek");
      else choice.choose(index, "open");
    },
    onToggle: () => {
      picks.toggle(index);
      choice.choose(index, "peek");
    },
    onDragStart: (event: DragEvent) => drag.start(event, index),
    onDragEnd: drag.end,
  });
};

type Virtual = Virtualizer<HTMLDivElement, Element>;

/** The rows near the view, and the box they scroll in; what is near is asked for. */
const useNearRows = (
  { list, total, choice }: RowsParts,
  scroller: RefObject<HTMLDivElement | null>,
  rowHeight: number,
): Virtual => {
  const context = useAppContext();
  const selectedId = useUi((ui) => ui.selectedId);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => context.list.ensure(first, last), [context, first, last, list.generation]);
  useEffect(() => rows.measure(), [rowHeight, rows]);
  useSteadyScroll(scroller, selectedId, choice.index, rowHeight);
  return rows;
};

const Lines = (props: RowsParts & { readonly items: readonly VirtualItem[] }): ReactElement => {
  const { list, total, choice } = props;
  const { rowHeight } = useDensity();
  const picked = useUi((ui) => ui.picks.ids);
  const actionsOf = useLineActions(props);
  return (
    <>
      {props.items.map(({ key, index, start }) => {
        const row = rowAt(list, index);
        return (
          <EntryLine
            key={key}
            row={row}
            match={matchAt(list, index)}
            index={index}
            total={total}
            top={start}
            height={rowHeight}
            isChosen={index === choice.index}
            isPicked={picked.size === 0 ? null : row !== null && picked.has(row.entryId)}
            isTrash={list.query.filter.scope === "trash"}
            {...actionsOf(index)}
          />
        );
      })}
    </>
  );
};

const Box = (props: RowsParts): ReactElement => {
  const t = useText();
  const { rowHeight } = useDensity();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useNearRows(props, scroller, rowHeight);
  const items = rows.getVirtualItems();
  const { index } = props.choice;
  const pageRows = (): number =>
    Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
  const onKeyDown = useKeys(props, (row) => rows.scrollToIndex(row), pageRows);
  return (
    <div
      ref={scroller}
      id={listElementId}
      className={classes["rows"]}
      role="listbox"
      aria-label={t("Entries")}
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={items.some((item) => item.index === index) ? `entry-${index}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: "relative" }}>
        <Lines {...props} items={items} />
      </div>
    </div>
  );
};

/** The rows. */
export const ListRows = (props: {
  readonly list: ListWindows;
  readonly total: number;
  readonly bulk: Bulk;
}): ReactElement => {
  const choice = useChoice(props.list);
  const picks = usePicks();
  usePresentPicks(props.list.generation);
  return <Box {...props} choice={choice} picks={picks} />;
};
