/**
 * Several hubs as one: their readers in one list, each scan sent to the hub that owns the reader.
 * The service counts as running as soon as one of them runs.
 */
import type { ReaderHub, ReadersState } from "#chip/reader.port.ts";
import { fail } from "#contract/errors.ts";

const unite = (states: readonly ReadersState[]): ReadersState => {
  const isRunning = states.some((state) => state.service === "running");
  const isStarting = states.some((state) => state.service === "starting");
  return {
    service: isRunning ? "running" : isStarting ? "starting" : "down",
    error: isRunning ? null : (states.find((state) => state.error !== null)?.error ?? null),
    readers: states.flatMap((state) => state.readers),
    samSlots: states.flatMap((state) => state.samSlots ?? []),
  };
};

/** Makes one hub of several. Disposing it disposes them all. */
export const combineReaderHubs = (hubs: readonly ReaderHub[]): ReaderHub => {
  const state = (): ReadersState => unite(hubs.map((hub) => hub.state()));
  const owner = (readerId: string): ReaderHub | undefined =>
    hubs.find((hub) => hub.state().readers.some((reader) => reader.id === readerId));
  return {
    state,
    subscribe: (listener) => {
      // Each hub tells its state once at once; the listener shall hear that only once.
      let isReady = false;
      const unsubscribe = hubs.map((hub) =>
        hub.subscribe(() => {
          if (isReady) listener(state());
        }),
      );
      isReady = true;
      listener(state());
      return () => unsubscribe.forEach((stop) => stop());
    },
    withCard: async (readerId, presence, signal, work) => {
      const hub = owner(readerId);
      return hub === undefined ? fail("reader.lost") : hub.withCard(readerId, presence, signal, work);
    },
    facts: (readerId) => owner(readerId)?.facts?.(readerId) ?? Promise.resolve(null),
    dispose: async () => {
      await Promise.all(hubs.map((hub) => hub.dispose()));
    },
  };
};
