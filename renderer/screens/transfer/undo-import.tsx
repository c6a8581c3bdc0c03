/** Takes the last import back as a whole, as long as main still can. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { Undo2 } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useApp } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";

const Undone = ({ undone, kept }: CommandOutput<"import.undo">): ReactElement => {
  const t = useText();
  return (
    <Text size="sm" role="status">
      {t("{{count, number}} entries were taken back.", { count: undone })}
      {kept > 0 && ` ${t("{{count, number}} entries were changed since and stay.", { count: kept })}`}
    </Text>
  );
};

/** The last import with its undo; what an undo did; or nothing. */
export const UndoImport = (): ReactElement | null => {
  const t = useText();
  const formats = useFormats();
  const { lastImport } = useApp();
  const undo = useCall("import.undo");
  const [undone, setUndone] = useState<CommandOutput<"import.undo"> | null>(null);
  if (lastImport === null) return undone === null ? null : <Undone {...undone} />;
  return (
    <Alert color="petrol" variant="light" role="note" title={t("The last import can be taken back")}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 240px" style={{ overflowWrap: "anywhere" }}>
          {t("{{entries}} from {{source}}, {{date}}. Entries that you changed since stay.", {
            entries: t("{{count, number}} entries", { count: lastImport.count }),
            source: lastImport.source,
            date: formats.dateTime(lastImport.at),
          })}
        </Text>
        <Button
          variant="default"
          leftSection={<Undo2 size={16} aria-hidden />}
          loading={undo.isBusy}
          onClick={() => undo.run({}, setUndone)}
        >
          {t("Undo import")}
        </Button>
      </Group>
      {undo.error !== null && <Problem error={undo.error} />}
    </Alert>
  );
};
