/** One row of the list: kind, title, subtitle with what the search found in them, and a badge only where a copy needs attention. */
import { Badge, Text } from "@mantine/core";
import { GitMerge, SquareCheckBig, Square, Star } from "lucide-react";
import { type DragEvent, type MouseEvent, type ReactElement, memo } from "react";
import type { EntryRow, RowMatch } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";
import { useNow } from "#renderer/time.ts";
import classes from "./entry-line.module.css";
import { TypeIcon, copyWords, typeNames } from "./entry-words.tsx";
import { MarkedText } from "./marked-text.tsx";
import { purgeWords } from "./purge-words.ts";

/** What a row is asked to do. */
export interface LineActions {
  readonly onChoose: (event: MouseEvent) => void;
  readonly onToggle: () => void;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** What a row needs. `row` is null while its window is on its way. */
export interface EntryLineProps extends LineActions {
  readonly row: EntryRow | null;
  readonly match: RowMatch | null;
  readonly index: number;
  readonly total: number;
  readonly top: number;
  readonly height: number;
  /** The keyboard stands here, and the detail pane shows it. */
  readonly isChosen: boolean;
  /** Null while no row is marked: then the icon says the kind, else whether this one is. */
  readonly isPicked: boolean | null;
  /** In the trash the second line says how long the entry has left. */
  readonly isTrash: boolean;
}

const noRanges: RowMatch["title"] = [];
/** No row shows more of a text than this. */
const shownChars = 300;

const FoundTag = ({ tag }: { readonly tag: NonNullable<RowMatch["tag"]> }): ReactElement => (
  <Badge size="sm" variant="default" tt="none" fw={500} maw={110}>
    <bdi>
      <MarkedText text={tag.text} ranges={tag.ranges} />
    </bdi>
  </Badge>
);

const Marks = ({ row, match }: { readonly row: EntryRow; readonly match: RowMatch | null }): ReactElement => {
  const t = useText();
  const state = row.isDamaged ? "damaged" : row.copies;
  return (
    <span className={classes["marks"]}>
      {match !== null && match.tag !== null && <FoundTag tag={match.tag} />}
      {row.hasConflict && (
        <GitMerge size={14} className={classes["conflict"]} role="img" aria-label={t("Two versions")} />
      )}
      {row.isFavourite && (
        <Star size={14} className={classes["star"]} role="img" aria-label={t("Favourite")} />
      )}
      {state !== "kept" && (
        <Badge size="sm" variant="light" color={copyWords[state].color} tt="none">
          {t(copyWords[state].label)}
        </Badge>
      )}
    </span>
  );
};

/** Days, so that an hour's renewal is enough. */
const PurgeWords = ({ deletedAt }: { readonly deletedAt: number }): string =>
  purgeWords(useText(), deletedAt, useNow(3_600_000));

const SecondLine = (props: {
  readonly row: EntryRow;
  readonly match: RowMatch | null;
  readonly isTrash: boolean;
}): ReactElement => {
  const t = useText();
  const { row, match } = props;
  if (props.isTrash) return <PurgeWords deletedAt={row.modifiedAt} />;
  if (row.subtitle === "") return <>{t(typeNames[row.type].one)}</>;
  return <MarkedText text={row.subtitle.slice(0, shownChars)} ranges={match?.subtitle ?? noRanges} />;
};

const Lead = ({
  row,
  isPicked,
  onToggle,
}: Pick<EntryLineProps, "isPicked" | "onToggle"> & { readonly row: EntryRow }): ReactElement => {
  const t = useText();
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation();
    onToggle();
  };
  // The keyboard marks with the space bar; for the mouse the icon is the box to tick.
  return (
    <span className={classes["icon"]} title={t(typeNames[row.type].one)} onClick={onClick}>
      <span className={classes["kind"]}>
        <TypeIcon type={row.type} />
      </span>
      <span className={classes["box"]}>
        {isPicked === true ? <SquareCheckBig size={18} aria-hidden /> : <Square size={18} aria-hidden />}
      </span>
    </span>
  );
};

const Content = (props: EntryLineProps & { readonly row: EntryRow }): ReactElement => {
  const { row, match } = props;
  return (
    <>
      <Lead row={row} isPicked={props.isPicked} onToggle={props.onToggle} />
      <span className={classes["text"]}>
        <Text component="span" size="sm" fw={550} truncate display="block" dir="auto">
          <MarkedText text={row.title.slice(0, shownChars)} ranges={match?.title ?? noRanges} />
        </Text>
        <Text component="span" size="xs" c="dimmed" truncate display="block">
          <SecondLine row={row} match={match} isTrash={props.isTrash} />
        </Text>
      </span>
      <Marks row={row} match={match} />
    </>
  );
};

const Line = (props: EntryLineProps): ReactElement => {
  const t = useText();
  const { row, index } = props;
  return (
    <div
      id={`entry-${index}`}
      role="option"
      aria-selected={props.isPicked ?? props.isChosen}
      aria-posinset={index + 1}
      aria-setsize={props.total}
      aria-label={row === null ? t("Loading") : undefined}
      className={classes["line"]}
      data-chosen={props.isChosen || undefined}
      data-picked={props.isPicked ?? undefined}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      draggable={row !== null}
      onClick={props.onChoose}
      onDragStart={props.onDragStart}
      onDragEnd={props.onDragEnd}
    >
      {row === null ? <span className={classes["placeholder"]} /> : <Content {...props} row={row} />}
    </div>
  );
};

const drawn = ["row", "match", "index", "total", "top", "height", "isChosen", "isPicked", "isTrash"] as const;

/** The row, drawn again only when something of it changed. */
export const EntryLine = memo(Line, (before, now) => drawn.every((key) => before[key] === now[key]));
