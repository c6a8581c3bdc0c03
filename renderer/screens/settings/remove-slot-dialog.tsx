/** Takes a way in away: what that means, and whether the vault key changes with it. There is no way back. */
import { Button, Group, Modal, Stack, Switch, Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { fail } from "#contract/errors.ts";
import type { SlotView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { RotationLosses } from "./rotation-losses.tsx";
import { isChipSlot, slotKindWords, slotName } from "./slot-words.ts";
import { useText } from "#renderer/language/use-text.ts";

const last = fail("slot.last").error;

interface BodyProps {
  readonly slot: SlotView;
  readonly slots: readonly SlotView[];
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

const Choice = ({ slot, slots, onClose, onRemoved }: BodyProps): ReactElement => {
  const t = useText();
  const [rotate, setRotate] = useState(isChipSlot(slot));
  const remove = useCall("slots.remove");
  const send = (): void => remove.run({ slotId: slot.slotId, rotate }, onRemoved);
  return (
    <Stack gap="md">
      <Text size="sm">
        {t(slotKindWords[slot.kind].afterRemoval)} {t("This cannot be undone.")}
      </Text>
      <Switch
        label={t("Also change the vault key")}
        description={t(
          "For a lost or stolen chip, computer or paper: an old copy of the vault’s file then opens nothing that is saved from now on.",
        )}
        checked={rotate}
        onChange={(event) => setRotate(event.currentTarget.checked)}
      />
      {rotate && <RotationLosses slots={slots.filter((each) => each.slotId !== slot.slotId)} />}
      {remove.error !== null && <Problem error={remove.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("Keep it")}
        </Button>
        <Button color="red.8" loading={remove.isBusy} onClick={send}>
          {t("Remove")}
        </Button>
      </Group>
    </Stack>
  );
};

const Body = (props: BodyProps): ReactElement => {
  const t = useText();
  return props.slots.length > 1 ? (
    <Choice {...props} />
  ) : (
    <Stack gap="md">
      <Problem error={last} isNotice />
      <Group justify="flex-end">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {t("Close")}
        </Button>
      </Group>
    </Stack>
  );
};

/** The dialog; closed while `slot` is null. */
export const RemoveSlotDialog = (
  props: Omit<BodyProps, "slot"> & { readonly slot: SlotView | null },
): ReactElement => {
  const t = useText();
  return (
    <Modal
      opened={props.slot !== null}
      onClose={props.onClose}
      title={
        <Text fw={600} lineClamp={2}>
          {t("Remove “{{name}}”?", { name: props.slot === null ? "" : slotName(props.slot, t) })}
        </Text>
      }
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      {props.slot !== null && <Body {...props} slot={props.slot} />}
    </Modal>
  );
};
