/** A tap in between: opens the service again, so that what waits can be sent. */
import { Modal, Stack } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { isScanning } from "#renderer/components/tap-progress.ts";
import { useScanStarter } from "#renderer/components/use-scan-starter.ts";
import { useClient, useReaders, useScan } from "#renderer/context.ts";

const closeDelayMs = 900;

const Tap = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const client = useClient();
  const readers = useReaders();
  const latest = useScan();
  const scan = latest?.purpose === "session" ? latest : null;
  const { start, startError } = useScanStarter("session");
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
  const isDone = scan?.after === "done";
  const wasDone = useRef(isDone);
  useEffect(() => {
    if (!isDone || wasDone.current) {
      wasDone.current = isDone;
      return undefined;
    }
    const timer = setTimeout(onClose, closeDelayMs);
    return () => clearTimeout(timer);
  }, [isDone, onClose]);
  return (
    <Stack>
      <TapPanel scan={scan} startError={startError} onStart={start} startLabel="Tap again">
        <ReaderLine readers={readers} />
      </TapPanel>
    </Stack>
  );
};

/** The dialog. */
export const SessionTap = (props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement => (
  <Modal
    opened={props.isOpen}
    onClose={props.onClose}
    title="Open the service"
    size={860}
    centered
    closeButtonProps={{ "aria-label": "Close" }}
  >
    <Tap onClose={props.onClose} />
  </Modal>
);
