/** Locks when the person is away: idle for too long, computer asleep, screen locked, session switched. What Electron does not tell on Linux comes from session-watch.ts. */
import type { PowerMonitor } from "electron";
import type { Clock } from "#contract/clock.port.ts";
import type { LockReason } from "#contract/views.ts";

const checkEveryMs = 5_000;

/** Watches until the returned function is called. `idleLimitMs` is asked each time, since it is a setting. */
export const watchForAbsence = (
  monitor: PowerMonitor,
  clock: Clock,
  idleLimitMs: () => number,
  lock: (why: LockReason) => void,
): (() => void) => {
  let cancel = (): void => undefined;
  const check = (): void => {
    const isIdle = monitor.getSystemIdleTime() * 1_000 >= idleLimitMs();
    if (isIdle) lock("idle");
    else if (monitor.getSystemIdleState(Math.ceil(idleLimitMs() / 1_000)) === "locked") lock("screen-lock");
    cancel = clock.after(checkEveryMs, check);
  };
  check();
  const onSleep = (): void => lock("sleep");
  const onScreenLock = (): void => lock("screen-lock");
  monitor.on("suspend", onSleep);
  monitor.on("lock-screen", onScreenLock);
  monitor.on("user-did-resign-active", onScreenLock);
  return () => {
    cancel();
    monitor.off("suspend", onSleep);
    monitor.off("lock-screen", onScreenLock);
    monitor.off("user-did-resign-active", onScreenLock);
  };
};
