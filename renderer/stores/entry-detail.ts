/** The entry in the detail pane, without hidden values. A reply for an entry no longer chosen is dropped. */
import { type StoreApi, createStore } from "zustand/vanilla";
import type { AppError } from "#contract/errors.ts";
import type { EntryDetail } from "#contract/views.ts";
import type { Client } from "#renderer/bridge.ts";

/** What is known of the chosen entry. */
export interface DetailState {
  readonly entryId: string | null;
  readonly detail: EntryDetail | null;
  readonly error: AppError | null;
}

/** The chosen entry and how to choose. */
export interface Detail {
  readonly store: StoreApi<DetailState>;
  /** Reads an entry; the one already shown is read again. Null forgets. */
  open(entryId: string | null): Promise<void>;
}

const nothing: DetailState = { entryId: null, detail: null, error: null };

/** Makes the store over a client. */
export const createDetail = (client: Client): Detail => {
  const store = createStore<DetailState>(() => nothing);
  let asked = 0;
  return {
    store,
    open: async (entryId) => {
      asked += 1;
      const mine = asked;
      if (entryId === null) {
        store.setState(nothing, true);
        return;
      }
      const isSame = store.getState().entryId === entryId;
      store.setState(isSame ? { error: null } : { entryId, detail: null, error: null });
      const reply = await client.call("entries.get", { entryId });
      if (mine !== asked) return;
      store.setState(reply.ok ? { detail: reply.value } : { detail: null, error: reply.error });
    },
  };
};
