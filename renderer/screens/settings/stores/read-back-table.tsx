/** What was read back from digi.me: each file with how it stands, in words and with a picture. */
import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { CircleCheck, CircleHelp, FileWarning } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { ReadBack } from "#contract/views.ts";
import { countOf } from "#renderer/components/counts.ts";
import { sizeText } from "#renderer/components/sizes.ts";
import { dateText } from "#renderer/time.ts";
import classes from "./stores.module.css";

const stateWords = {
  opens: { label: "Opens", counted: "open", icon: CircleCheck },
  foreign: { label: "Not of this vault", counted: "not of this vault", icon: CircleHelp },
  damaged: { label: "Cannot be read", counted: "cannot be read", icon: FileWarning },
} as const satisfies Record<ReadBack["state"], unknown>;

/** Rows that come with one press; thousands at once would make the page slow. */
const pageSize = 100;

const summary = (files: readonly ReadBack[]): string => {
  const count = (state: ReadBack["state"]): number => files.filter((file) => file.state === state).length;
  const parts = (["opens", "foreign", "damaged"] as const)
    .map((state) => ({ state, found: count(state) }))
    .filter(({ found }) => found > 0)
    .map(({ state, found }) => `${found.toLocaleString("en")} ${stateWords[state].counted}`);
  return `${countOf(files.length, "file", "files")} read back: ${parts.join(", ")}.`;
};

const Row = ({ file }: { readonly file: ReadBack }): ReactElement => {
  const { label, icon: Icon } = stateWords[file.state];
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" dir="auto" lineClamp={2} title={file.reference} style={{ overflowWrap: "anywhere" }}>
          {file.name}
        </Text>
        <Text size="xs" c="dimmed">
          {file.at === null ? "" : `${dateText(file.at)} · `}
          {sizeText(file.sizeBytes)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Icon size={16} aria-hidden style={{ flex: "none" }} />
          <span>{label}</span>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
};

/** The table. */
export const ReadBackTable = ({ files }: { readonly files: readonly ReadBack[] }): ReactElement => {
  const [shown, setShown] = useState(pageSize);
  if (files.length === 0)
    return (
      <Text size="sm" role="status">
        Nothing came back. What was written may take some minutes until it can be read.
      </Text>
    );
  return (
    <Stack gap={6}>
      <Text size="sm" role="status">
        {summary(files)}
      </Text>
      <div className={classes["scroll"]} tabIndex={0} role="region" aria-label="Files read back">
        <Table verticalSpacing={6} layout="fixed" fz="sm" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th w={170}>State</Table.Th>
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
            Show more
          </Button>
          <Text size="xs" c="dimmed">
            {shown.toLocaleString("en")} of {files.length.toLocaleString("en")} shown
          </Text>
        </Group>
      )}
    </Stack>
  );
};
