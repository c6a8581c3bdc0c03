/** The list: only the rows in view exist, windows of rows are asked for as they come near. Moved by keys or mouse. */
import { Button, Loader, Text } from "@mantine/core";
import { type VirtualItem, useVirtualizer } from "@tanstack/react-virtual";
import { Trash2 } from "lucide-react";
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { countOf } from "#renderer/components/counts.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useLate } from "#renderer/components/use-late.ts";
import { useAppContext, useSetUi, useUi } from "#renderer/context.ts";
import { type ListWindows, indexOfEntry, rowAt } from "#renderer/stores/list-windows.ts";
import { EntryLine } from "./entry-line.tsx";
import { nextIndex } from "./list-keys.ts";
import { ListEmpty } from "./list-empty.tsx";
import classes from "./list-pane.module.css";
import { PlaceSelect } from "./sidebar.tsx";
import { useLeave } from "./use-leave.ts";

/** Height of a row in pixels. */
const rowHeight = 58;

/** Where the keyboard finds the list. */
export const listElementId = "entry-list";

const countText = (list: ListWindows): string =>
  list.error !== null || list.total === null ? "" : countOf(list.total, "entry", "entries");

/** Moves the choice to an index; when its row is not here yet, as soon as it is. */
const useChoice = (
  list: ListWindows,
): { readonly index: number; readonly choose: (index: number) => void } => {
  const context = useAppContext();
  const leave = useLeave();
  const selectedId = useUi((ui) => ui.selectedId);
  const pending = useRef<number | null>(null);
  const choose = (index: number): void => {
    const row = rowAt(list, index);
    pending.current = row === null ? index : null;
    if (row === null) context.list.ensure(index, index);
    else leave({ selectedId: row.entryId, pane: "show" });
  };
  useEffect(() => {
    const row = pending.current === null ? null : rowAt(list, pending.current);
    if (row === null) return;
    pending.current = null;
    leave({ selectedId: row.entryId, pane: "show" });
  }, [leave, list]);
  return { index: indexOfEntry(list, selectedId), choose };
};

const rowsPerPage = (scroller: HTMLElement | null): number =>
  Math.max(1, Math.floor((scroller?.clientHeight ?? rowHeight) / rowHeight) - 1);

const Rows = ({ list, total }: { readonly list: ListWindows; readonly total: number }): ReactElement => {
  const context = useAppContext();
  const scroller = useRef<HTMLDivElement>(null);
  const { index, choose } = useChoice(list);
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
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextIndex(event.key, index, total, rowsPerPage(scroller.current));
    if (next === null) return;
    event.preventDefault();
    choose(next);
    rows.scrollToIndex(next);
  };
  return (
    <div
      ref={scroller}
      id={listElementId}
      className={classes["rows"]}
      role="listbox"
      aria-label="Entries"
      tabIndex={0}
      aria-activedescendant={items.some((item) => item.index === index) ? `entry-${index}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: "relative" }}>
        {items.map((item: VirtualItem) => (
          <EntryLine
            key={item.key}
            row={rowAt(list, item.index)}
            index={item.index}
            total={total}
            top={item.start}
            height={rowHeight}
            isChosen={item.index === index}
            isTrash={list.query.filter.scope === "trash"}
            onChoose={() => choose(item.index)}
          />
        ))}
      </div>
    </div>
  );
};

const Body = ({ list }: { readonly list: ListWindows }): ReactElement | null => {
  const context = useAppContext();
  const isLate = useLate(list.total === null && list.error === null);
  if (list.error !== null)
    return (
      <div className={classes["notice"]}>
        <Problem error={list.error} onRetry={() => context.list.query(list.query)} />
      </div>
    );
  if (list.total === null)
    return !isLate ? null : (
      <div className={classes["notice"]} role="status" aria-label="Loading entries">
        <Loader size="sm" />
      </div>
    );
  return list.total === 0 ? <ListEmpty /> : <Rows list={list} total={list.total} />;
};

/** The pane. */
export const ListPane = ({ hasSidebar }: { readonly hasSidebar: boolean }): ReactElement => {
  const list = useStore(useAppContext().list.store);
  const isTrash = useUi((ui) => ui.place.kind === "trash");
  const setUi = useSetUi();
  return (
    <section className={classes["pane"]} aria-label="List">
      {!hasSidebar && (
        <div className={classes["place"]}>
          <PlaceSelect />
        </div>
      )}
      <div className={classes["count"]}>
        <Text size="xs" c="dimmed" role="status">
          {countText(list)}
        </Text>
        {isTrash && (list.total ?? 0) > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<Trash2 size={14} aria-hidden />}
            onClick={() => setUi({ entryDialog: "empty-trash" })}
          >
            Empty the trash…
          </Button>
        )}
      </div>
      <Body list={list} />
    </section>
  );
};
