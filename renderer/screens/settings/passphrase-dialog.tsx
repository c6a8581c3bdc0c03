/** Sets or replaces the passphrase. What was typed is forgotten when the dialog goes, which it does as soon as it is set. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactElement, type SubmitEvent, useState } from "react";
import { PassphraseFields, isTypedTwice, nothingTyped } from "#renderer/components/passphrase-fields.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useLate } from "#renderer/components/use-late.ts";
import { useText } from "#renderer/language/use-text.ts";

const Form = (props: { readonly isReplacing: boolean; readonly onClose: () => void }): ReactElement => {
  const t = useText();
  const [typed, setTyped] = useState(nothingTyped);
  const set = useCall("slots.setPassphrase");
  const isLate = useLate(set.isBusy);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isTypedTwice(typed)) return;
    set.run({ passphrase: typed.value }, props.onClose);
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("It opens the vault without chip and internet, for whoever has the vault’s file.")}{" "}
          {props.isReplacing && t("The former passphrase stops working.")}
        </Text>
        <PassphraseFields label={t("Passphrase")} typed={typed} onChange={setTyped} />
        {set.error !== null && <Problem error={set.error} />}
        <Group justify="flex-end" gap="sm">
          {isLate && (
            <Text size="sm" c="dimmed" role="status">
              {t("Making it slow to guess…")}
            </Text>
          )}
          <Button variant="default" onClick={props.onClose}>
            {t("Cancel")}
          </Button>
          <Button type="submit" loading={set.isBusy} disabled={!isTypedTwice(typed)}>
            {props.isReplacing ? t("Replace") : t("Set passphrase")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** The dialog. */
export const PassphraseDialog = (props: {
  readonly isOpen: boolean;
  readonly isReplacing: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.isReplacing ? t("Replace the passphrase") : t("Set a passphrase")}
      closeButtonProps={{ "aria-label": t("Close") }}
      closeOnClickOutside={false}
      centered
    >
      <Form isReplacing={props.isReplacing} onClose={props.onClose} />
    </Modal>
  );
};
