/** The list: only the rows in view exist, windows of rows are asked for as they come near. Moved by keys or mouse. */
import { Button, EmptyState, Loader, Text } from "@mantine/core";
import { type VirtualItem, useVirtualizer } from "@tanstack/react-virtual";
import { Plus, SearchX, Vault } from "lucide-react";
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { Problem } from "#renderer/components/problem.tsx";
import { useAppContext, useSetUi, useUi } from "#renderer/context.ts";
import { type ListWindows, indexOfEntry, rowAt } from "#renderer/stores/list-windows.ts";
import { EntryLine } from "./entry-line.tsx";
import { nextIndex } from "./list-keys.ts";
import classes from "./list-pane.module.css";
import { PlaceSelect } from "./sidebar.tsx";

/** Height of a row in pixels. */
const rowHeight = 58;

/** Where the keyboard finds the list. */
export const listElementId = "entry-list";

const Nothing = (): ReactElement => {
  const hasFilter = useUi((ui) => ui.text.trim() !== "" || ui.place.kind !== "all");
  const setUi = useSetUi();
  return hasFilter ? (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="Nothing found"
      description="Try fewer letters, or look in all entries."
      p="xl"
    >
      <Button variant="default" onClick={() => setUi({ text: "", place: { kind: "all" } })}>
        Show all entries
      </Button>
    </EmptyState>
  ) : (
    <EmptyState
      icon={<Vault aria-hidden />}
      title="Your vault is empty"
      description="Add a login, a note, a card, an identity or a key."
      p="xl"
    >
      <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setUi({ pane: "create" })}>
        Add the first entry
      </Button>
    </EmptyState>
  );
};

const countText = (list: ListWindows): string => {
  const total = list.total ?? 0;
  return `${total.toLocaleString("en")} ${total === 1 ? "entry" : "entries"}`;
};

/** Moves the choice to an index; when its row is not here yet, as soon as it is. */
const useChoice = (
  list: ListWindows,
): { readonly index: number; readonly choose: (index: number) => void } => {
  const context = useAppContext();
  const selectedId = useUi((ui) => ui.selectedId);
  const pending = useRef<number | null>(null);
  const choose = (index: number): void => {
    const row = rowAt(list, index);
    pending.current = row === null ? index : null;
    if (row === null) context.list.ensure(index, index);
    else context.ui.setState({ selectedId: row.entryId, pane: "show" });
  };
  useEffect(() => {
    const row = pending.current === null ? null : rowAt(list, pending.current);
    if (row === null) return;
    pending.current = null;
    context.ui.setState({ selectedId: row.entryId, pane: "show" });
  }, [context, list]);
  return { index: indexOfEntry(list, selectedId), choose };
};

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
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const next = nextIndex(event.key, index, total, pageRows);
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
            onChoose={() => choose(item.index)}
          />
        ))}
      </div>
    </div>
  );
};

const Body = ({ list }: { readonly list: ListWindows }): ReactElement => {
  const context = useAppContext();
  if (list.error !== null)
    return (
      <div className={classes["notice"]}>
        <Problem error={list.error} onRetry={() => context.list.query(list.text)} />
      </div>
    );
  if (list.total === null)
    return (
      <div className={classes["notice"]} role="status" aria-label="Loading entries">
        <Loader size="sm" />
      </div>
    );
  return list.total === 0 ? <Nothing /> : <Rows list={list} total={list.total} />;
};

/** The pane. */
export const ListPane = ({ hasSidebar }: { readonly hasSidebar: boolean }): ReactElement => {
  const list = useStore(useAppContext().list.store);
  return (
    <section className={classes["pane"]} aria-label="List">
      {!hasSidebar && (
        <div className={classes["place"]}>
          <PlaceSelect />
        </div>
      )}
      <Text size="xs" c="dimmed" className={classes["count"] ?? ""} role="status">
        {list.error === null && (list.total === null ? "Loading…" : countText(list))}
      </Text>
      <Body list={list} />
    </section>
  );
};
