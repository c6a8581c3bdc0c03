/** Takes the last import back as a whole, as long as main still can. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { Undo2 } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import { countOf } from "#renderer/components/counts.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp } from "#renderer/context.ts";
import { dateText } from "#renderer/time.ts";

const Undone = ({ undone, kept }: CommandOutput<"import.undo">): ReactElement => (
  <Text size="sm" role="status">
    {countOf(undone, "entry was", "entries were")} taken back.
    {kept > 0 &&
      ` ${countOf(kept, "entry was", "entries were")} changed since and ${kept === 1 ? "stays" : "stay"}.`}
  </Text>
);

/** The last import with its undo; what an undo did; or nothing. */
export const UndoImport = (): ReactElement | null => {
  const { lastImport } = useApp();
  const undo = useCall("import.undo");
  const [undone, setUndone] = useState<CommandOutput<"import.undo"> | null>(null);
  if (lastImport === null) return undone === null ? null : <Undone {...undone} />;
  return (
    <Alert color="petrol" variant="light" role="note" title="The last import can be taken back">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 240px" style={{ overflowWrap: "anywhere" }}>
          {countOf(lastImport.count, "entry", "entries")} from {lastImport.source}, {dateText(lastImport.at)}.
          Entries that you changed since stay.
        </Text>
        <Button
          variant="default"
          leftSection={<Undo2 size={16} aria-hidden />}
          loading={undo.isBusy}
          onClick={() => undo.run({}, setUndone)}
        >
          Undo import
        </Button>
      </Group>
      {undo.error !== null && <Problem error={undo.error} />}
    </Alert>
  );
};
