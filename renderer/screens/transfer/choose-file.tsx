/** The first step of an import: which file, and of which kind when that cannot be told. */
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { FileInput } from "lucide-react";
import { type ReactElement, useState } from "react";
import { type ImportFormat, type ImportPreview, importFormats } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { TaskProgress } from "#renderer/components/work-progress.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { importFormatNames } from "./format-words.ts";
import type { OpenedFile } from "./use-opened-file.ts";

const auto = "auto";

const formatOf = (value: string | null): ImportFormat | null =>
  importFormats.find((format) => format === value) ?? null;

/** The step. */
export const ChooseFile = ({
  opened,
  onRead,
}: {
  readonly opened: OpenedFile;
  readonly onRead: (preview: ImportPreview) => void;
}): ReactElement => {
  const t = useText();
  const [format, setFormat] = useState<ImportFormat | null>(null);
  const read = useCall("import.read");
  const isBusy = read.isBusy || opened.isReading;
  const isLate = useLate(isBusy);
  const error = isBusy ? null : (read.error ?? opened.error);
  const choose = (): void => read.run({ format }, ({ preview }) => preview !== null && onRead(preview));
  return (
    <Stack gap="lg" maw={520}>
      <Text c="dimmed">
        {t(
          "Export a file in the program you come from, then choose it here. You see what would come before anything is changed, and one press takes it all back.",
        )}
      </Text>
      <Select
        label={t("Kind of file")}
        allowDeselect={false}
        data={[
          { value: auto, label: t("Found out from the file") },
          ...importFormats.map((known) => ({ value: known, label: t(importFormatNames[known]) })),
        ]}
        value={format ?? auto}
        onChange={(value) => setFormat(formatOf(value))}
      />
      {isLate && <TaskProgress kind="import" label={t("Reading the file…")} />}
      {error !== null && <Problem error={error} />}
      <Group>
        <Button leftSection={<FileInput size={16} aria-hidden />} loading={isBusy} onClick={choose}>
          {t("Choose a file…")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t("Exports of other programs are mostly in plain: delete the file once you have what you need.")}
      </Text>
    </Stack>
  );
};
