/** The question before a text is sent as it is: it names who will see it. */
import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { Eye } from "lucide-react";
import type { ReactElement } from "react";
import { shortText } from "#renderer/components/short-text.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import type { Previewed } from "./use-previews.ts";

const whatOf = (t: Translate, previews: readonly Previewed[]): string => {
  const [first] = previews;
  if (first === undefined || previews.length > 1)
    return t("{{count, number}} addresses and numbers", { count: previews.length });
  const asked = first.reply?.ok === true ? first.reply.value.normalised : first.question.text.trim();
  return t("“{{asked}}”", { asked: shortText(asked, 80) });
};

/** The dialog. */
export const PlainDialog = (props: {
  readonly isOpen: boolean;
  readonly host: string;
  readonly previews: readonly Previewed[];
  readonly onClose: () => void;
  readonly onAgree: () => void;
}): ReactElement => {
  const t = useText();
  const { isOpen, host, previews, onClose, onAgree } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={<Text fw={600}>{t("Send it as plain text?")}</Text>}
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      <Stack gap="md">
        <Alert color="yellow" variant="light" role="note" icon={<Eye aria-hidden />}>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {t("{{host}} will see {{what}} itself, not only a hash. It may be kept in records there.", {
              host,
              what: whatOf(t, previews),
            })}
          </Text>
        </Alert>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("Do not send")}
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
            {t("Send to {{host}}", { host })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
