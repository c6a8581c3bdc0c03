/** The question before the log is emptied. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useText } from "#renderer/language/use-text.ts";

/** The dialog. `count`: lines that would go. */
export const ClearDialog = (props: {
  readonly count: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  const clear = useCall("activity.clear");
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t("Clear the activity log?")}
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      <Stack>
        <Text>
          {t("{{count, number}} lines will be gone for good. The new log begins by saying so.", {
            count: props.count,
          })}
        </Text>
        <Text size="sm" c="dimmed">
          {t("Your entries and their copies are not touched.")}
        </Text>
        {clear.error !== null && <Problem error={clear.error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={props.onClose}>
            {t("Cancel")}
          </Button>
          <Button color="red.9" loading={clear.isBusy} onClick={() => clear.run({}, props.onClose)}>
            {t("Clear the log")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
