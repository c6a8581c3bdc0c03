/** What an import did, with the way back. */
import { Button, Group, List, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { ImportResult } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";
import { UndoImport } from "./undo-import.tsx";

/** The step. */
export const ImportResultStep = (props: {
  readonly result: ImportResult;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  const { added, merged, skipped } = props.result;
  return (
    <Stack gap="lg">
      <List size="md" spacing={4} role="list">
        <List.Item>{t("{{count, number}} entries added", { count: added })}</List.Item>
        {merged > 0 && (
          <List.Item>{t("{{count, number}} entries merged into what was here", { count: merged })}</List.Item>
        )}
        {skipped > 0 && (
          <List.Item>
            {t("{{count, number}} entries left out, as they were here", { count: skipped })}
          </List.Item>
        )}
      </List>
      <Text size="sm" c="dimmed">
        {t("If the file was in plain, delete it now.")}
      </Text>
      <UndoImport />
      <Group>
        <Button onClick={props.onClose}>{t("To my vault")}</Button>
      </Group>
    </Stack>
  );
};
