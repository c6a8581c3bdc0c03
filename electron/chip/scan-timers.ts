/** The two alarms of a scan: the deadline of the state it is in, and the age of the challenge it holds. */
import type { Clock } from "#contract/clock.port.ts";
import type { ScanEvent, ScanState } from "./scan-state.ts";
import { deadlineMs } from "./scan-state.ts";

/** Sets and cancels alarms as the state changes. */
export interface ScanTimers {
  /** To be called with every new state. A deadline starts when a state is entered and ends with it. */
  watch(state: ScanState): void;
}

interface Alarm {
  readonly key: string;
  readonly cancel: () => void;
}

/** Alarms that call `ring` with DEADLINE or REFRESH. */
export const createScanTimers = (clock: Clock, ring: (event: ScanEvent) => void): ScanTimers => {
  let deadline: Alarm | null = null;
  let refresh: Alarm | null = null;
  const watchDeadline = ({ name, attempt }: ScanState): void => {
    const key = `${attempt}:${name}`;
    if (deadline?.key === key) return;
    deadline?.cancel();
    const limitMs = deadlineMs(name);
    const cancel = limitMs === null ? null : clock.after(limitMs, () => ring({ type: "DEADLINE" }));
    deadline = cancel === null ? null : { key, cancel };
  };
  const watchChallenge = ({ name, challenge }: ScanState): void => {
    const waiting = name.startsWith("waitingFor") ? challenge : null;
    const key = String(waiting?.id);
    if (refresh?.key === key) return;
    refresh?.cancel();
    refresh = null;
    if (waiting === null) return;
    const delayMs = Math.max(0, waiting.refreshAt - clock.monotonicMs());
    refresh = { key, cancel: clock.after(delayMs, () => ring({ type: "REFRESH" })) };
  };
  return {
    watch: (state) => {
      watchDeadline(state);
      watchChallenge(state);
    },
  };
};
