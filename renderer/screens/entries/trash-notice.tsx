/** Over an entry that lies in the trash: until when, and the two ways out. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { RotateCcw, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import type { EntryDetail } from "#contract/views.ts";
import { useSetUi } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { useNow } from "#renderer/time.ts";
import { purgeWords, purgedAt } from "./purge-words.ts";
import { useEntryActions } from "./use-entry-actions.ts";

/** The notice. */
export const TrashNotice = ({ detail }: { readonly detail: EntryDetail }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const setUi = useSetUi();
  const { restore } = useEntryActions();
  const now = useNow(60_000);
  return (
    <Alert color="yellow" variant="light" icon={<Trash2 aria-hidden />} title={t("In the trash")} role="note">
      <Text size="sm">
        {t("Put there {{deleted}}; {{left}}, on {{purged}}.", {
          deleted: formats.dateTime(detail.modifiedAt),
          left: purgeWords(t, detail.modifiedAt, now),
          purged: formats.dateTime(purgedAt(detail.modifiedAt)),
        })}
      </Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" leftSection={<RotateCcw size={14} aria-hidden />} onClick={restore}>
          {t("Restore")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setUi({ entryDialog: "purge" })}>
          {t("Delete for good…")}
        </Button>
      </Group>
    </Alert>
  );
};
