/**
 * The snapshots main shows: one per event name, made on demand, numbered as they are sent. Changes
 * that come close together are sent once, so that a burst does not flood the window.
 */
import type { EventName, EventPayload } from "#contract/ipc.ts";

/** Makes the content of a snapshot; `seq` is added here. */
export type SnapshotMakers = {
  readonly [E in EventName]: () => Omit<EventPayload<E>, "seq">;
};

/** Numbered snapshots and who listens to them. */
export interface Snapshots {
  current<E extends EventName>(name: E): EventPayload<E>;
  /** Says that a snapshot changed; listeners get it at the end of this turn. */
  changed(name: EventName): void;
  subscribe(listener: (name: EventName, snapshot: unknown) => void): () => void;
}

/** Connects the makers with the listeners. */
export const createSnapshots = (makers: SnapshotMakers): Snapshots => {
  const listeners = new Set<(name: EventName, snapshot: unknown) => void>();
  const pending = new Set<EventName>();
  let seq = 0;
  const make = <E extends EventName>(name: E): EventPayload<E> => {
    seq += 1;
    return { ...makers[name](), seq } as EventPayload<E>;
  };
  const flush = (): void => {
    const names = [...pending];
    pending.clear();
    for (const name of names) {
      const snapshot = make(name);
      for (const listener of listeners) listener(name, snapshot);
    }
  };
  return {
    current: make,
    changed: (name) => {
      if (pending.size === 0) queueMicrotask(flush);
      pending.add(name);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
