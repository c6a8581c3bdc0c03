/** What was written, and what the format had no place for. */
import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { FileWarning } from "lucide-react";
import type { ReactElement } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import classes from "./transfer.module.css";

/** An export that has a file. */
export type Written = Omit<CommandOutput<"export.write">, "fileName"> & { readonly fileName: string };

/** The step. */
export const ExportResult = (props: {
  readonly written: Written;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const { fileName, entries, attachments, leftOut } = props.written;
  return (
    <Stack gap="lg">
      <Text style={{ overflowWrap: "anywhere" }}>
        {t("{{entries}} and {{files}} were written to “{{fileName}}”.", {
          entries: t("{{count, number}} entries", { count: entries }),
          files: t("{{count, number}} files", { count: attachments }),
          fileName,
        })}
      </Text>
      {leftOut.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          role="note"
          icon={<FileWarning aria-hidden />}
          title={t("This format has no place for some things")}
        >
          <Text size="sm">{t("They are in your vault as before, but not in the file:")}</Text>
          <List size="sm" mt={4} className={classes["long"] ?? ""}>
            {leftOut.map(({ what, count }) => (
              <List.Item key={what}>
                {what} ({formats.number(count)})
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group>
        <Button onClick={props.onClose}>{t("Done")}</Button>
      </Group>
    </Stack>
  );
};
