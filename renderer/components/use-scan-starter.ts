/** Starts scans and remembers why a start itself failed. The course of a scan comes with its snapshots. */
import { useCallback, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { ScanView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";

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
