/** The readers in one line, always visible where a tap is asked for: names, what is simulated, what is wrong. */
import { Badge, Group, Text } from "@mantine/core";
import { CircleAlert, CircleDashed, Nfc } from "lucide-react";
import type { ReactElement } from "react";
import { describeError } from "#contract/messages.ts";
import type { ReadersView } from "#contract/views.ts";
import { platform } from "#renderer/platform.ts";

type ReaderView = ReadersView["readers"][number];

const OneReader = ({ reader }: { readonly reader: ReaderView }): ReactElement => (
  <Group gap={6} miw={0}>
    {reader.error === null ? <Nfc size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
    <Text size="sm" truncate maw={320} title={reader.name}>
      {reader.name}
    </Text>
    {reader.isSimulated && (
      <Badge size="sm" variant="light" color="orange" tt="none" fw={600}>
        simulated
      </Badge>
    )}
    {reader.error !== null && (
      <Text size="sm" c="dimmed" truncate>
        {describeError(reader.error, platform()).title}
      </Text>
    )}
    {reader.error === null && (
      <Text size="sm" c="dimmed">
        {reader.hasChip ? "chip on it" : "ready"}
      </Text>
    )}
  </Group>
);

const lineText = (readers: ReadersView | null): string => {
  if (readers === null || readers.service === "starting") return "Looking for readers…";
  if (readers.error !== null) return describeError(readers.error, platform()).title;
  return readers.service === "down" ? "The reader service is not running" : "No reader connected";
};

/** The line. */
export const ReaderLine = ({ readers }: { readonly readers: ReadersView | null }): ReactElement =>
  readers !== null && readers.readers.length > 0 ? (
    <Group gap="md" role="group" aria-label="Readers">
      {readers.readers.map((reader) => (
        <OneReader key={reader.id} reader={reader} />
      ))}
    </Group>
  ) : (
    <Group gap={6} wrap="nowrap" role="group" aria-label="Readers">
      <CircleDashed size={16} aria-hidden />
      <Text size="sm" c="dimmed">
        {lineText(readers)}
      </Text>
    </Group>
  );
