/** Puts a backup in the vault's place: what that means, asked once more. The vault is locked by it. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { BackupView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { WorkProgress } from "#renderer/components/work-progress.tsx";
import { useSetUi } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";

const Body = (props: { readonly backup: BackupView; readonly onClose: () => void }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const setUi = useSetUi();
  const restore = useCall("backup.restore");
  const isLate = useLate(restore.isBusy);
  const send = (): void => restore.run({ name: props.backup.name }, ({ keptAs }) => setUi({ keptAs }));
  return (
    <Stack gap="md">
      <Text size="sm">
        {t("The vault goes back to how it was on {{date}}. What was changed since is not in it.", {
          date: formats.dateTime(props.backup.at),
        })}
      </Text>
      <Text size="sm">
        {t(
          "Your present vault is not lost: its file is kept aside, and you are told its name. Then the vault is locked, and you open it again.",
        )}
      </Text>
      {isLate && (
        <WorkProgress label={t("Checking the backup and putting it in place…")} done={0} total={0} />
      )}
      {restore.error !== null && <Problem error={restore.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {t("Cancel")}
        </Button>
        <Button color="red.8" loading={restore.isBusy} onClick={send}>
          {t("Restore this backup")}
        </Button>
      </Group>
    </Stack>
  );
};

/** The dialog; closed while `backup` is null. */
export const RestoreDialog = (props: {
  readonly backup: BackupView | null;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Modal
      opened={props.backup !== null}
      onClose={props.onClose}
      title={t("Restore a backup?")}
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      {props.backup !== null && <Body backup={props.backup} onClose={props.onClose} />}
    </Modal>
  );
};
