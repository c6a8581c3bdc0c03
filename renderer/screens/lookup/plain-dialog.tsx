/** The question before a text is sent as it is: it names who will see it. */
import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { Eye } from "lucide-react";
import type { ReactElement } from "react";
import { countOf } from "#renderer/components/counts.ts";
import { shortText } from "#renderer/components/short-text.ts";
import type { Previewed } from "./use-previews.ts";

const whatOf = (previews: readonly Previewed[]): string => {
  const [first] = previews;
  if (first === undefined || previews.length > 1)
    return countOf(previews.length, "address or number", "addresses and numbers");
  return `“${shortText(first.reply?.ok === true ? first.reply.value.normalised : first.question.text.trim(), 80)}”`;
};

/** The dialog. */
export const PlainDialog = (props: {
  readonly isOpen: boolean;
  readonly host: string;
  readonly previews: readonly Previewed[];
  readonly onClose: () => void;
  readonly onAgree: () => void;
}): ReactElement => {
  const { isOpen, host, previews, onClose, onAgree } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={<Text fw={600}>Send it as plain text?</Text>}
      closeButtonProps={{ "aria-label": "Close" }}
      centered
    >
      <Stack gap="md">
        <Alert color="yellow" variant="light" role="note" icon={<Eye aria-hidden />}>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {host} will see {whatOf(previews)} itself, not only a hash. It may be kept in records there.
          </Text>
        </Alert>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Do not send
          </Button>
          <Button
            color="red.8"
            mih={36}
            h="auto"
            py={6}
            styles={{ label: { whiteSpace: "normal" } }}
            onClick={() => {
              onClose();
              onAgree();
            }}
          >
            Send to {host}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
