/**
 * The lock screen starts one scan by itself when it appears. With a chip that still lies on a reader
 * since the vault was locked it waits until the chip is lifted. After a scan has failed main decides
 * whether a chip laid on a reader may start the next one.
 */
import { useEffect, useRef } from "react";
import { useReaders, useScan, useUi } from "#renderer/context.ts";

const useHasChip = (): boolean =>
  useReaders()?.readers.some((reader) => reader.hasChip && reader.error === null) ?? false;

/** Starts the scan. Answers whether a chip must be lifted first. */
export const useAutoStart = (start: () => void): boolean => {
  const wasOpen = useUi((ui) => ui.wasOpen);
  const hasChip = useHasChip();
  const isKnown = useScan() !== null;
  const hasStarted = useRef(false);
  const mustLift = wasOpen && hasChip;

  useEffect(() => {
    if (hasStarted.current || mustLift || !isKnown) return;
    hasStarted.current = true;
    start();
  }, [isKnown, mustLift, start]);

  return mustLift;
};
