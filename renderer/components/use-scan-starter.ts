/** Starts scans and remembers why a start itself failed. The course of a scan comes with its snapshots. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { ScanView } from "#contract/views.ts";
import { useClient, useReaders, useScan } from "#renderer/context.ts";
import { goesOn } from "./tap-restart.ts";

/** How to start, and what was wrong with the last start. */
export interface ScanStarter {
  readonly start: () => void;
  readonly startError: AppError | null;
}

/** A starter for one purpose. A scan already under way is not an error: it is the one on screen. */
export const useScanStarter = (purpose: ScanView["purpose"]): ScanStarter => {
  const client = useClient();
  const [startError, setStartError] = useState<AppError | null>(null);
  const start = useCallback(() => {
    void client.call("scan.start", { purpose }).then((reply) => {
      setStartError(reply.ok || reply.error.code === "scan.busy" ? null : reply.error);
    });
  }, [client, purpose]);
  return { start, startError };
};

/**
 * A starter that starts by itself when it appears, and again when a reader comes after the wait for one
 * was over. Not for the lock screen, where main does that.
 */
export const useSelfStarter = (purpose: ScanView["purpose"]): ScanStarter => {
  const { start, startError } = useScanStarter(purpose);
  const hasStarted = useRef(false);
  useEffect(() => {
    if (hasStarted.current) return;
    hasStarted.current = true;
    start();
  }, [start]);
  const scan = useScan();
  const readers = useReaders();
  const before = useRef(readers);
  useEffect(() => {
    const isWanted = readers !== null && scan?.purpose === purpose && goesOn(scan, before.current, readers);
    before.current = readers;
    if (isWanted) start();
  }, [readers, scan, purpose, start]);
  return { start, startError };
};

/** A self-starter for a dialog: leaving it ends the scan that it began. */
export const useDialogScan = (
  purpose: ScanView["purpose"],
): ScanStarter & { readonly scan: ScanView | null } => {
  const client = useClient();
  const latest = useScan();
  const scan = latest?.purpose === purpose ? latest : null;
  const starter = useSelfStarter(purpose);
  const running = useRef<string | null>(null);
  useEffect(() => {
    const isRunning = scan !== null && !["idle", "failed", "cancelled", "authenticated"].includes(scan.state);
    running.current = isRunning ? scan.scanId : null;
  }, [scan]);
  useEffect(
    () => () => {
      if (running.current !== null) void client.call("scan.cancel", { scanId: running.current });
    },
    [client],
  );
  return { ...starter, scan };
};
