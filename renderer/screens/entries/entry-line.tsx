/** One row of the list: kind, title, subtitle, and a badge only where a copy needs attention. */
import { Badge, Text } from "@mantine/core";
import { Star } from "lucide-react";
import { type ReactElement, memo } from "react";
import type { EntryRow } from "#contract/views.ts";
import classes from "./entry-line.module.css";
import { TypeIcon, copyWords, typeNames } from "./entry-words.tsx";
import { purgeText } from "./relative-time.ts";

/** What a row needs. `row` is null while its window is on its way. */
export interface EntryLineProps {
  readonly row: EntryRow | null;
  readonly index: number;
  readonly total: number;
  readonly top: number;
  readonly height: number;
  readonly isChosen: boolean;
  /** In the trash the second line says how long the entry has left. */
  readonly isTrash: boolean;
  readonly onChoose: () => void;
}

const Marks = ({ row }: { readonly row: EntryRow }): ReactElement => {
  const state = row.isDamaged ? "damaged" : row.copies;
  return (
    <span className={classes["marks"]}>
      {row.isFavourite && <Star size={14} className={classes["star"]} role="img" aria-label="Favourite" />}
      {state !== "kept" && (
        <Badge size="sm" variant="light" color={copyWords[state].color} tt="none">
          {copyWords[state].label}
        </Badge>
      )}
    </span>
  );
};

const secondLine = (row: EntryRow, isTrash: boolean): string => {
  if (isTrash) return purgeText(row.modifiedAt, Date.now());
  return row.subtitle === "" ? typeNames[row.type].one : row.subtitle;
};

const Content = ({ row, isTrash }: { readonly row: EntryRow; readonly isTrash: boolean }): ReactElement => (
  <>
    <span className={classes["icon"]} title={typeNames[row.type].one}>
      <TypeIcon type={row.type} />
    </span>
    <span className={classes["text"]}>
      <Text component="span" size="sm" fw={550} truncate display="block" dir="auto">
        {row.title.slice(0, 300)}
      </Text>
      <Text component="span" size="xs" c="dimmed" truncate display="block">
        {secondLine(row, isTrash)}
      </Text>
    </span>
    <Marks row={row} />
  </>
);

const Line = (props: EntryLineProps): ReactElement => (
  <div
    id={`entry-${props.index}`}
    role="option"
    aria-selected={props.isChosen}
    aria-posinset={props.index + 1}
    aria-setsize={props.total}
    aria-label={props.row === null ? "Loading" : undefined}
    className={classes["line"]}
    data-chosen={props.isChosen || undefined}
    style={{ transform: `translateY(${props.top}px)`, height: props.height }}
    onClick={props.onChoose}
  >
    {props.row === null ? (
      <span className={classes["placeholder"]} />
    ) : (
      <Content row={props.row} isTrash={props.isTrash} />
    )}
  </div>
);

/** The row, drawn again only when something of it changed. */
export const EntryLine = memo(
  Line,
  (before, now) =>
    before.row === now.row &&
    before.index === now.index &&
    before.total === now.total &&
    before.top === now.top &&
    before.isChosen === now.isChosen &&
    before.isTrash === now.isTrash,
);
