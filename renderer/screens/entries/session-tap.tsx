/** A tap in between: opens the service again, so that what waits can be sent. */
import { Modal } from "@mantine/core";
import { type ReactElement, useEffect, useRef } from "react";
import { ReaderLine } from "#renderer/components/reader-line.tsx";
import { TapPanel } from "#renderer/components/tap-panel.tsx";
import { useDialogScan } from "#renderer/components/use-scan-starter.ts";
import { useReaders } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";

const closeDelayMs = 900;

/** Calls `onEnd` a moment after the tap was done; one that was done before does not count. */
const useEnd = (isDone: boolean, onEnd: () => void): void => {
  const wasDone = useRef(isDone);
  useEffect(() => {
    if (!isDone || wasDone.current) {
      wasDone.current = isDone;
      return undefined;
    }
    const timer = setTimeout(onEnd, closeDelayMs);
    return () => clearTimeout(timer);
  }, [isDone, onEnd]);
};

const Tap = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const readers = useReaders();
  const { scan, start, startError } = useDialogScan("session");
  useEnd(scan?.after === "done", onClose);
  return (
    <TapPanel scan={scan} startError={startError} onStart={start} startLabel="Tap again">
      <ReaderLine readers={readers} />
    </TapPanel>
  );
};

/** The dialog. */
export const SessionTap = (props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t("Open the service")}
      size={860}
      centered
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      <Tap onClose={props.onClose} />
    </Modal>
  );
};
