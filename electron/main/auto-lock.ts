/** Locks when the person is away: idle for too long, computer asleep, screen locked, session switched. What Electron does not tell on Linux comes from session-watch.ts. */
import type { PowerMonitor } from "electron";
import type { Clock } from "#contract/clock.port.ts";

const checkEveryMs = 5_000;

/** Watches until the returned function is called. `idleLimitMs` is asked each time, since it is a setting. */
export const watchForAbsence = (
  monitor: PowerMonitor,
  clock: Clock,
  idleLimitMs: () => number,
  lock: () => void,
): (() => void) => {
  let cancel = (): void => undefined;
  const check = (): void => {
    const isIdle = monitor.getSystemIdleTime() * 1_000 >= idleLimitMs();
    if (isIdle || monitor.getSystemIdleState(Math.ceil(idleLimitMs() / 1_000)) === "locked") lock();
    cancel = clock.after(checkEveryMs, check);
  };
  check();
  monitor.on("suspend", lock);
  monitor.on("lock-screen", lock);
  monitor.on("user-did-resign-active", lock);
  return () => {
    cancel();
    monitor.off("suspend", lock);
    monitor.off("lock-screen", lock);
    monitor.off("user-did-resign-active", lock);
  };
};
