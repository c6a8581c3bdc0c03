/** What was read back from digi.me: each file with how it stands, in words and with a picture. */
import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { CircleCheck, CircleHelp, FileWarning, type LucideIcon } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { ReadBack } from "#contract/views.ts";
import type { Text as TextName, Translate } from "#renderer/language/texts.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./stores.module.css";

const stateWords = {
  opens: { label: "Opens", counted: "{{n, number}} open", icon: CircleCheck },
  foreign: { label: "Not of this vault", counted: "{{n, number}} not of this vault", icon: CircleHelp },
  damaged: { label: "Cannot be read", counted: "{{n, number}} cannot be read", icon: FileWarning },
} as const satisfies Record<
  ReadBack["state"],
  { readonly label: TextName; readonly counted: TextName; readonly icon: LucideIcon }
>;

/** Rows that come with one press; thousands at once would make the page slow. */
const pageSize = 100;

const summary = (files: readonly ReadBack[], t: Translate): string => {
  const count = (state: ReadBack["state"]): number => files.filter((file) => file.state === state).length;
  const parts = (["opens", "foreign", "damaged"] as const)
    .map((state) => ({ state, n: count(state) }))
    .filter(({ n }) => n > 0)
    .map(({ state, n }) => t(stateWords[state].counted, { n }));
  return t("{{count, number}} files read back: {{parts}}.", { count: files.length, parts: parts.join(", ") });
};

const Row = ({ file }: { readonly file: ReadBack }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { label, icon: Icon } = stateWords[file.state];
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" dir="auto" lineClamp={2} title={file.reference} style={{ overflowWrap: "anywhere" }}>
          {file.name}
        </Text>
        <Text size="xs" c="dimmed">
          {file.at === null ? "" : `${formats.dateTime(file.at)} · `}
          {formats.size(file.sizeBytes)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Icon size={16} aria-hidden style={{ flex: "none" }} />
          <span>{t(label)}</span>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
};

/** The table. */
export const ReadBackTable = ({ files }: { readonly files: readonly ReadBack[] }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const [shown, setShown] = useState(pageSize);
  if (files.length === 0)
    return (
      <Text size="sm" role="status">
        {t("Nothing came back. What was written may take some minutes until it can be read.")}
      </Text>
    );
  return (
    <Stack gap={6}>
      <Text size="sm" role="status">
        {summary(files, t)}
      </Text>
      <div className={classes["scroll"]} tabIndex={0} role="region" aria-label={t("Files read back")}>
        <Table verticalSpacing={6} layout="fixed" fz="sm" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("File")}</Table.Th>
              <Table.Th w={170}>{t("State")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.slice(0, shown).map((file, index) => (
              <Row key={`${index}-${file.reference}`} file={file} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {shown < files.length && (
        <Group>
          <Button size="compact-sm" variant="default" onClick={() => setShown(shown + pageSize)}>
            {t("Show more")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("{{shown}} of {{total}} shown", {
              shown: formats.number(shown),
              total: formats.number(files.length),
            })}
          </Text>
        </Group>
      )}
    </Stack>
  );
};
