/** The step before anything is changed: what would come, what to do with doubles, and the one button. */
import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import {
  type DuplicateChoice,
  type ImportPreview,
  type ImportResult,
  duplicateChoices,
} from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { TaskProgress } from "#renderer/components/work-progress.tsx";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { importFormatNames } from "./format-words.ts";
import { Counts, Problems, Sample, Unmapped } from "./preview-parts.tsx";
import classes from "./transfer.module.css";

const choiceWords = {
  skip: { label: "Leave them out", about: "What is here stays as it is." },
  merge: {
    label: "Merge them",
    about: "Empty fields are filled; a value that differs comes as a field beside yours.",
  },
  add: { label: "Add them all", about: "You will have them twice." },
} as const satisfies Record<DuplicateChoice, { readonly label: KnownText; readonly about: KnownText }>;

const choiceOf = (value: string): DuplicateChoice =>
  duplicateChoices.find((choice) => choice === value) ?? "merge";

const Duplicates = (props: {
  readonly count: number;
  readonly value: DuplicateChoice;
  readonly onChange: (value: DuplicateChoice) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Radio.Group
      className={classes["choices"] ?? ""}
      label={t("{{count, number}} entries are here already", { count: props.count })}
      description={t("As far as kind, title, user name and address tell.")}
      value={props.value}
      onChange={(value) => props.onChange(choiceOf(value))}
    >
      <Stack gap="xs" mt="sm">
        {duplicateChoices.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={t(choiceWords[choice].label)}
            description={t(choiceWords[choice].about)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
};

/** The step. */
export const ImportPreviewStep = (props: {
  readonly preview: ImportPreview;
  readonly onDone: (result: ImportResult) => void;
  readonly onOther: () => void;
}): ReactElement => {
  const t = useText();
  const { preview, onDone, onOther } = props;
  const [duplicates, setDuplicates] = useState<DuplicateChoice>("merge");
  const apply = useCall("import.apply");
  const isEmpty = preview.total === 0;
  return (
    <Stack gap="lg">
      <Text style={{ overflowWrap: "anywhere" }}>
        {t("“{{fileName}}” ({{format}}) has {{entries}}.", {
          fileName: preview.fileName,
          format: t(importFormatNames[preview.format]),
          entries: t("{{count, number}} entries", { count: preview.total }),
        })}
        {isEmpty ? "" : ` ${t("Nothing was changed yet.")}`}
      </Text>
      {preview.error !== null && <Problem error={preview.error} />}
      <Counts preview={preview} />
      {preview.duplicates > 0 && (
        <Duplicates count={preview.duplicates} value={duplicates} onChange={setDuplicates} />
      )}
      <Problems preview={preview} />
      <Unmapped preview={preview} />
      {apply.isBusy && <TaskProgress kind="import" label={t("Importing…")} />}
      {apply.error !== null && <Problem error={apply.error} />}
      <Group gap="sm">
        <Button
          disabled={isEmpty}
          loading={apply.isBusy}
          onClick={() => apply.run({ importId: preview.importId, duplicates }, onDone)}
        >
          {t("Import {{count, number}} entries", { count: preview.total })}
        </Button>
        <Button variant="default" disabled={apply.isBusy} onClick={onOther}>
          {t("Choose another file")}
        </Button>
      </Group>
      <Sample preview={preview} />
    </Stack>
  );
};
