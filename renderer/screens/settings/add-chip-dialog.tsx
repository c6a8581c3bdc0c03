/** Adds a chip to the open vault with a tap, in the same live steps as elsewhere. */
import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { useDialogScan } from "#renderer/components/use-scan-starter.ts";
import { useReaders } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

const Tap = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const t = useText();
  const readers = useReaders();
  const { scan, start, startError } = useDialogScan("enrol");
  return (
    <TapPanel scan={scan} startError={startError} onStart={start} startLabel="Tap again">
      <Text size="sm" c="dimmed">
        {t("The chip that you tap now will open this vault on this computer, beside the ways you have.")}
      </Text>
      <ReaderLine readers={readers} />
      {scan?.after === "done" && (
        <Group>
          <Button onClick={onClose} autoFocus>
            {t("Done")}
          </Button>
        </Group>
      )}
    </TapPanel>
  );
};

/** The dialog. */
export const AddChipDialog = (props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t("Add a chip")}
      size={860}
      centered
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      <Tap onClose={props.onClose} />
    </Modal>
  );
};
