/** Changing the vault key: asked for once more, then shown as it goes on in the background. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import type { SlotView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { WorkProgress } from "#renderer/components/work-progress.tsx";
import { useApp } from "#renderer/context.ts";
import { RotationLosses } from "./rotation-losses.tsx";
import { SectionPart } from "./section-part.tsx";
import { useText } from "#renderer/language/use-text.ts";

const Ask = (props: { readonly slots: readonly SlotView[]; readonly onClose: () => void }): ReactElement => {
  const t = useText();
  const rotate = useCall("vault.rotate");
  return (
    <Stack gap="md">
      <Text size="sm">
        {t(
          "Everything is encrypted anew with a new key. You can go on working meanwhile; should the computer be switched off, it goes on where it was.",
        )}
      </Text>
      <RotationLosses slots={props.slots} />
      {rotate.error !== null && <Problem error={rotate.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {t("Cancel")}
        </Button>
        <Button loading={rotate.isBusy} onClick={() => rotate.run({}, props.onClose)}>
          {t("Change the key")}
        </Button>
      </Group>
    </Stack>
  );
};

/** The part. */
export const RotatePart = ({ slots }: { readonly slots: readonly SlotView[] }): ReactElement => {
  const t = useText();
  const { rotation } = useApp();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <SectionPart
      title={t("Vault key")}
      about={t("Change it when somebody may have copied the vault’s file along with a way in.")}
      action={
        rotation === null && (
          <Button variant="default" onClick={() => setIsAsking(true)}>
            {t("Change the vault key")}
          </Button>
        )
      }
    >
      {rotation !== null && (
        <WorkProgress
          label={t("The vault key is being changed. You can go on working.")}
          done={rotation.done}
          total={rotation.total}
        />
      )}
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("Change the vault key?")}
        closeButtonProps={{ "aria-label": t("Close") }}
        centered
      >
        <Ask slots={slots} onClose={() => setIsAsking(false)} />
      </Modal>
    </SectionPart>
  );
};
