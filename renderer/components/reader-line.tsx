/** The readers in one line, always visible where a tap is asked for: names, what is simulated, what is wrong. */
import { Badge, Group, Text } from "@mantine/core";
import { CircleAlert, CircleDashed, Nfc } from "lucide-react";
import type { ReactElement } from "react";
import type { AppError } from "#contract/errors.ts";
import type { ReadersView } from "#contract/views.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useText } from "#renderer/language/use-text.ts";
import { readersProblem, readersState, stateWords } from "./reader-words.ts";

type ReaderView = ReadersView["readers"][number];

const Trouble = ({ error }: { readonly error: AppError }): ReactElement => (
  <Text size="sm" c="dimmed" truncate>
    {useErrorText(error).title}
  </Text>
);

const OneReader = ({ reader }: { readonly reader: ReaderView }): ReactElement => {
  const t = useText();
  return (
    <Group gap={6} miw={0}>
      {reader.error === null ? <Nfc size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
      <Text size="sm" truncate maw={320} title={reader.name}>
        {reader.name}
      </Text>
      {reader.isSimulated && (
        <Badge size="sm" variant="light" color="orange" tt="none" fw={600}>
          {t("simulated")}
        </Badge>
      )}
      {reader.error !== null && <Trouble error={reader.error} />}
      {reader.error === null && (
        <Text size="sm" c="dimmed">
          {reader.hasChip ? t("chip on it") : t("ready")}
        </Text>
      )}
    </Group>
  );
};

const NoReader = ({ readers }: { readonly readers: ReadersView | null }): ReactElement => {
  const t = useText();
  const problem = readersProblem(readers);
  return (
    <Group gap={6} wrap="nowrap" role="group" aria-label={t("Readers")}>
      <CircleDashed size={16} aria-hidden />
      {problem === null ? (
        <Text size="sm" c="dimmed">
          {t(stateWords[readersState(readers)])}
        </Text>
      ) : (
        <Trouble error={problem} />
      )}
    </Group>
  );
};

/** The line. */
export const ReaderLine = ({ readers }: { readonly readers: ReadersView | null }): ReactElement => {
  const t = useText();
  if (readers === null || readers.readers.length === 0) return <NoReader readers={readers} />;
  return (
    <Group gap="md" role="group" aria-label={t("Readers")}>
      {readers.readers.map((reader) => (
        <OneReader key={reader.id} reader={reader} />
      ))}
    </Group>
  );
};
