/** What was found, best first. The keys stay with the search field, which says which line is chosen. */
import { Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import type { EntryRow } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";
import { TypeIcon } from "#renderer/screens/entries/entry-words.tsx";
import classes from "./quick.module.css";

/** Where the search field finds the list, and a line of it. */
export const quickListId = "quick-list";
export const quickLineId = (index: number): string => `quick-line-${index}`;

/** The lines. */
export const QuickList = (props: {
  readonly rows: readonly EntryRow[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly onTake: (row: EntryRow) => void;
}): ReactElement => {
  const { rows, chosen, onChoose, onTake } = props;
  const t = useText();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen, rows]);
  return (
    <div ref={list} id={quickListId} role="listbox" aria-label={t("Entries")} className={classes["list"]}>
      {rows.map((row, index) => (
        <div
          key={row.entryId}
          id={quickLineId(index)}
          role="option"
          aria-selected={index === chosen}
          className={classes["line"]}
          data-chosen={index === chosen || undefined}
          onMouseMove={() => onChoose(index)}
          onClick={() => onTake(row)}
        >
          <span className={classes["icon"]}>
            <TypeIcon type={row.type} />
          </span>
          <span className={classes["text"]}>
            <Text component="span" size="sm" fw={550} truncate display="block" dir="auto">
              {row.title.slice(0, 300)}
            </Text>
            {row.subtitle !== "" && (
              <Text component="span" size="xs" c="dimmed" truncate display="block" dir="auto">
                {row.subtitle}
              </Text>
            )}
          </span>
        </div>
      ))}
    </div>
  );
};
