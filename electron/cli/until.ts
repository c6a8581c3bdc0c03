/** Waits for a snapshot in which something is so. */
import type { Bridge, EventName, EventPayload } from "#contract/ipc.ts";

/** The first answer of `pick` that is not null, from the current snapshot on; then it listens no more. */
export const until = <E extends EventName, T>(
  bridge: Bridge,
  name: E,
  pick: (snapshot: EventPayload<E>) => T | null,
): Promise<T> =>
  new Promise((resolve) => {
    let stop = (): void => undefined;
    stop = bridge.subscribe(name, (snapshot) => {
      const picked = pick(snapshot);
      if (picked === null) return;
      // The first snapshot arrives before `subscribe` has answered.
      queueMicrotask(() => stop());
      resolve(picked);
    });
  });
