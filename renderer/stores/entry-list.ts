/** The list of entries on screen: asks for windows through the client and keeps them. */
import { type StoreApi, createStore } from "zustand/vanilla";
import type { Client } from "#renderer/bridge.ts";
import { type ListQuery, isSameQuery } from "./list-query.ts";
import {
  type ListWindows,
  beginGeneration,
  markAsked,
  missingWindows,
  noWindows,
  windowSize,
  withFailure,
  withWindow,
} from "./list-windows.ts";

/** The list and what can be done with it. */
export interface EntryList {
  readonly store: StoreApi<ListWindows>;
  /** Shows what fits a query; the same one asks again, because something changed. */
  query(query: ListQuery): void;
  /** Makes sure that rows are here or on their way. */
  ensure(first: number, last: number): void;
  /** Forgets everything, on lock. */
  clear(): void;
}

/** Makes the list over a client. */
export const createEntryList = (client: Client): EntryList => {
  const store = createStore<ListWindows>(() => noWindows);
  let seen = { first: 0, last: 0 };

  const ask = async (generation: number, query: ListQuery, window: number): Promise<void> => {
    const offset = window * windowSize;
    const reply = await client.call("entries.query", { ...query, offset, limit: windowSize });
    store.setState((list) =>
      reply.ok
        ? withWindow(list, generation, window, reply.value)
        : withFailure(list, generation, window, reply.error),
    );
    if (reply.ok && store.getState().generation === generation) ensure(seen.first, seen.last);
  };

  const ensure = (first: number, last: number): void => {
    seen = { first, last };
    const list = store.getState();
    const windows = missingWindows(list, first, last);
    if (windows.length === 0 || list.generation === 0) return;
    store.setState(markAsked(list, windows), true);
    for (const window of windows) void ask(list.generation, list.query, window);
  };

  return {
    store,
    query: (query) => {
      const list = store.getState();
      if (!isSameQuery(query, list.query)) seen = { first: 0, last: 0 };
      store.setState(beginGeneration(list, query), true);
      ensure(seen.first, seen.last);
    },
    ensure,
    clear: () => {
      seen = { first: 0, last: 0 };
      store.setState({ ...noWindows, generation: store.getState().generation + 1 }, true);
    },
  };
};
