/** The lines by day, latest first, with a mark where they begin to be in doubt. */
import { Button, Stack, Text, Title } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { Fragment, type ReactElement } from "react";
import type { ActivityChain, ActivityRow } from "#contract/views.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./activity.module.css";
import { EventLine } from "./event-line.tsx";
import type { FoundLines } from "./use-activity.ts";

interface Day {
  readonly label: string;
  readonly rows: readonly ActivityRow[];
}

const daysOf = (rows: readonly ActivityRow[], label: (at: number) => string): readonly Day[] => {
  const days: { label: string; rows: ActivityRow[] }[] = [];
  for (const row of rows) {
    const name = label(row.at);
    const last = days.at(-1);
    if (last?.label === name) last.rows.push(row);
    else days.push({ label: name, rows: [row] });
  }
  return days;
};

const Doubt = ({ isCut }: { readonly isCut: boolean }): ReactElement => {
  const t = useText();
  return (
    <li className={classes["doubt"]}>
      <TriangleAlert size={18} aria-hidden />
      <Text size="sm">
        {isCut
          ? t("Lines that were written after this one are missing")
          : t("Changed from outside, from this line on: it and those above it are in doubt")}
      </Text>
    </li>
  );
};

/** Below the first line in doubt, since later lines stand above it; above the last one when later ones are missing. */
const markAt = (rows: readonly ActivityRow[], { brokenFrom }: ActivityChain): number | null => {
  if (brokenFrom === null) return null;
  return rows.findLast(({ position }) => position >= brokenFrom)?.position ?? null;
};

const Line = (props: {
  readonly row: ActivityRow;
  readonly mark: number | null;
  readonly isCut: boolean;
}): ReactElement => (
  <Fragment>
    {props.isCut && <Doubt isCut />}
    <EventLine row={props.row} />
    {props.mark === props.row.position && <Doubt isCut={false} />}
  </Fragment>
);

/** The list. */
export const Timeline = (props: {
  readonly found: FoundLines;
  readonly onMore: () => void;
}): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { rows, total, chain } = props.found;
  const mark = markAt(rows, chain);
  const isCut = chain.brokenFrom !== null && mark === null;
  return (
    <Stack gap="md">
      {daysOf(rows, (at) => formats.date(at)).map(({ label, rows: ofDay }) => (
        <section key={`${label} ${String(ofDay[0]?.position)}`} aria-label={label}>
          <Title order={3} size="h5" className={classes["day"] ?? ""}>
            {label}
          </Title>
          <ul className={classes["lines"]}>
            {ofDay.map((row) => (
              <Line key={row.position} row={row} mark={mark} isCut={isCut && row === rows[0]} />
            ))}
          </ul>
        </section>
      ))}
      <Text size="sm" c="dimmed" role="status">
        {t("{{shown}} of {{count, number}} lines", { shown: formats.number(rows.length), count: total })}
      </Text>
      {rows.length < total && (
        <Button variant="default" onClick={props.onMore}>
          {t("Show more")}
        </Button>
      )}
    </Stack>
  );
};
