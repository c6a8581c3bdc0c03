/** Whether the service keeps a tap waiting for so long that a person begins to wonder. */
import { useEffect, useState } from "react";
import type { ScanView } from "#contract/views.ts";
import { waitsForService } from "./tap-picture.ts";

/** Longer than any answer should take, shorter than patience. */
const usualMs = 2500;

/** True once one wait for the service has lasted longer than usual. */
export const useSlowService = (scan: ScanView | null): boolean => {
  const waitingFor = scan !== null && waitsForService(scan) ? `${scan.attempt} ${scan.state}` : null;
  const [slowWait, setSlowWait] = useState<string | null>(null);
  useEffect(() => {
    if (waitingFor === null) return undefined;
    const timer = setTimeout(() => setSlowWait(waitingFor), usualMs);
    return () => {
      clearTimeout(timer);
      setSlowWait(null);
    };
  }, [waitingFor]);
  return waitingFor !== null && slowWait === waitingFor;
};
