/** Adds a chip to the open vault with a tap, in the same live steps as elsewhere. */
import { Button, Group, Modal, Text } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { isScanning } from "#renderer/components/tap-progress.ts";
import { useScanStarter } from "#renderer/components/use-scan-starter.ts";
import { useClient, useReaders, useScan } from "#renderer/context.ts";

const Tap = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const client = useClient();
  const readers = useReaders();
  const latest = useScan();
  const scan = latest?.purpose === "enrol" ? latest : null;
  const { start, startError } = useScanStarter("enrol");
  const hasStarted = useRef(false);
  const running = useRef<string | null>(null);
  useEffect(() => {
    running.current = isScanning(scan) ? (scan?.scanId ?? null) : null;
  }, [scan]);
  useEffect(() => {
    if (!hasStarted.current) start();
    hasStarted.current = true;
    return () => {
      if (running.current !== null) void client.call("scan.cancel", { scanId: running.current });
    };
  }, [client, start]);
  return (
    <TapPanel scan={scan} startError={startError} onStart={start} startLabel="Tap again">
      <Text size="sm" c="dimmed">
        The chip that you tap now will open this vault on this computer, beside the ways you have.
      </Text>
      <ReaderLine readers={readers} />
      {scan?.after === "done" && (
        <Group>
          <Button onClick={onClose} autoFocus>
            Done
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
}): ReactElement => (
  <Modal
    opened={props.isOpen}
    onClose={props.onClose}
    title="Add a chip"
    size={860}
    centered
    closeButtonProps={{ "aria-label": "Close" }}
  >
    <Tap onClose={props.onClose} />
  </Modal>
);
