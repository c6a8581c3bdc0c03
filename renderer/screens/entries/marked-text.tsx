/** A text with the parts marked that a search found. */
import { Fragment, type ReactElement } from "react";
import type { TextRanges } from "#contract/views.ts";
import classes from "./entry-line.module.css";

/** The text. Its ranges are sorted and do not overlap. */
export const MarkedText = ({
  text,
  ranges,
}: {
  readonly text: string;
  readonly ranges: TextRanges;
}): ReactElement => {
  const starts = ranges.map(([, end]) => end);
  return (
    <>
      {ranges.map(([start, end], at) => (
        <Fragment key={start}>
          {text.slice(starts[at - 1] ?? 0, start)}
          <mark className={classes["mark"]}>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(starts.at(-1) ?? 0)}
    </>
  );
};
