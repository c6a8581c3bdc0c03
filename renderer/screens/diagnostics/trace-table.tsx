/** The lines of a trace, the newest in view as long as the person does not scroll back. */
import { Table, Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { diagnosticsWords } from "#contract/diagnostics-words.ts";
import type { TraceLine } from "#contract/views.ts";
import type { Translate } from "#renderer/language/texts.ts";
import type { Formats } from "#renderer/language/formats.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./diagnostics.module.css";

const { commands, events, meanings } = diagnosticsWords;

const whatText = (t: Translate, line: TraceLine): string => {
  if (line.kind === "event") return line.event === null ? "" : t(events[line.event]);
  const name = line.command === null ? "" : t(commands[line.command]);
  return line.kind === "command" ? t("To the chip: {{name}}", { name }) : t("Back: {{name}}", { name });
};

const answerText = (t: Translate, formats: Formats, line: TraceLine): string => {
  if (line.kind !== "answer") return "";
  const took = line.tookMs === null ? [] : [t("{{number}} ms", { number: formats.number(line.tookMs) })];
  const word = line.sw === null ? [] : [line.sw];
  const meaning = line.meaning === null ? [] : [t(meanings[line.meaning])];
  const none = line.error === null ? [] : [t("none ({{code}})", { code: line.error })];
  return [...none, ...word, ...meaning, ...took].join(" · ");
};

const Line = ({ line }: { readonly line: TraceLine }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  return (
    <Table.Tr data-line={line.n}>
      <Table.Td className={classes["whole"] ?? ""}>{formats.time(line.at)}</Table.Td>
      <Table.Td>
        {whatText(t, line)}
        {line.bytes !== null && (
          <Text component="div" className={classes["bytes"] ?? ""} dir="ltr">
            {line.bytes}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end">
        {line.kind === "event" || line.error !== null ? "" : formats.number(line.length)}
      </Table.Td>
      <Table.Td>{answerText(t, formats, line)}</Table.Td>
    </Table.Tr>
  );
};

const nearEnd = 40;

/** The table. */
export const TraceTable = ({ lines }: { readonly lines: readonly TraceLine[] }): ReactElement => {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const last = lines.at(-1)?.n;
  useEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [last]);
  return (
    <div
      ref={box}
      className={classes["trace"]}
      role="region"
      aria-label={t("Lines of the trace")}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        isAtEnd.current = scrollTop + clientHeight > scrollHeight - nearEnd;
      }}
    >
      <Table stickyHeader verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("Time")}</Table.Th>
            <Table.Th>{t("What")}</Table.Th>
            <Table.Th ta="end">{t("Bytes")}</Table.Th>
            <Table.Th>{t("Answer")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Line key={line.n} line={line} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};
