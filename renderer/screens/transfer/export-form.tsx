/** Which format, and its safeguard: a password for the encrypted one, a plain warning for the others. */
import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { type ReactElement, type SubmitEvent, useState } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import { type ExportFormat, exportFormats } from "#contract/views.ts";
import { PassphraseFields, isTypedTwice, nothingTyped } from "#renderer/components/passphrase-fields.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { TaskProgress } from "#renderer/components/work-progress.tsx";
import { useText } from "#renderer/language/use-text.ts";
import { exportFormatWords } from "./format-words.ts";
import classes from "./transfer.module.css";

const formatOf = (value: string): ExportFormat =>
  exportFormats.find((format) => format === value) ?? "tapvault";

const Formats = (props: {
  readonly value: ExportFormat;
  readonly onChange: (value: ExportFormat) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Radio.Group
      className={classes["choices"] ?? ""}
      label={t("Format")}
      value={props.value}
      onChange={(value) => props.onChange(formatOf(value))}
    >
      <Stack gap="sm" mt="sm">
        {exportFormats.map((format) => (
          <Radio
            key={format}
            value={format}
            label={t(exportFormatWords[format].name)}
            description={t(exportFormatWords[format].about)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
};

const PlainWarning = (props: {
  readonly isAgreed: boolean;
  readonly onChange: (isAgreed: boolean) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Alert
      color="red"
      variant="light"
      role="note"
      icon={<TriangleAlert aria-hidden />}
      title={t("Everybody who gets this file can read everything")}
    >
      <Stack gap="sm">
        <Text size="sm">
          {t(
            "Passwords, notes and card numbers are in it as plain text, and copies may stay in backups and on synchronised folders. Delete it as soon as the other program has it.",
          )}
        </Text>
        <Checkbox
          label={t("I know that the file is not protected")}
          checked={props.isAgreed}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  );
};

/** The form. */
export const ExportForm = (props: {
  readonly onWritten: (value: CommandOutput<"export.write">) => void;
}): ReactElement => {
  const t = useText();
  const [format, setFormat] = useState<ExportFormat>("tapvault");
  const [typed, setTyped] = useState(nothingTyped);
  const [isAgreed, setIsAgreed] = useState(false);
  const write = useCall("export.write");
  const isSealed = format === "tapvault";
  const isReady = isSealed ? isTypedTwice(typed) : isAgreed;
  const choose = (next: ExportFormat): void => {
    setFormat(next);
    setTyped(nothingTyped);
    setIsAgreed(false);
    write.clear();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    write.run(isSealed ? { format, password: typed.value } : { format }, props.onWritten);
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="lg" maw={560}>
        <Formats value={format} onChange={choose} />
        {isSealed ? (
          <PassphraseFields label={t("Password for the file")} typed={typed} onChange={setTyped} />
        ) : (
          <PlainWarning isAgreed={isAgreed} onChange={setIsAgreed} />
        )}
        {write.isBusy && <TaskProgress kind="export" label={t("Writing the file…")} />}
        {write.error !== null && <Problem error={write.error} />}
        <Group>
          <Button type="submit" loading={write.isBusy} disabled={!isReady}>
            {t("Export…")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
