/** What an import did, with the way back. */
import { Button, Group, List, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { ImportResult } from "#contract/views.ts";
import { countOf } from "#renderer/components/counts.ts";
import { UndoImport } from "./undo-import.tsx";

/** The step. */
export const ImportResultStep = (props: {
  readonly result: ImportResult;
  readonly onClose: () => void;
}): ReactElement => {
  const { added, merged, skipped } = props.result;
  return (
    <Stack gap="lg">
      <List size="md" spacing={4} role="list">
        <List.Item>{countOf(added, "entry", "entries")} added</List.Item>
        {merged > 0 && <List.Item>{countOf(merged, "entry", "entries")} merged into what was here</List.Item>}
        {skipped > 0 && (
          <List.Item>{countOf(skipped, "entry", "entries")} left out, as they were here</List.Item>
        )}
      </List>
      <Text size="sm" c="dimmed">
        If the file was in plain, delete it now.
      </Text>
      <UndoImport />
      <Group>
        <Button onClick={props.onClose}>To my vault</Button>
      </Group>
    </Stack>
  );
};
