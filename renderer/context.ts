/**
 * What the components share: the client and the stores, made once per page and handed down, and the
 * rule that nothing of an open vault outlives its lock.
 */
import { createContext, use } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { AppView, EntriesView, ReadersView, ScanView, StoresView, TaskView } from "#contract/views.ts";
import type { Client } from "./bridge.ts";
import { type Detail, createDetail } from "./stores/entry-detail.ts";
import { type GeneratorState, createGenerator, usualRecipes } from "./stores/entry-generator.ts";
import { type EntryEdits, createEntryEdits } from "./stores/entry-edits.ts";
import { type EntryList, createEntryList } from "./stores/entry-list.ts";
import { type BegunWorkState, createBegunWork } from "./stores/entry-work.ts";
import { isNarrowed, isSameList, listQuery, noNarrowing } from "./stores/list-query.ts";
import { noPicks } from "./stores/picks.ts";
import { type Snapshots, type SnapshotState, createSnapshots } from "./stores/snapshots.ts";
import { tasksOf } from "./stores/tasks.ts";
import { type UiState, createUi, restingUi } from "./stores/ui.ts";

/** Everything a component may use. */
export interface AppContextValue {
  readonly client: Client;
  readonly snapshots: Snapshots;
  readonly ui: StoreApi<UiState>;
  readonly list: EntryList;
  readonly detail: Detail;
  readonly edits: EntryEdits;
  readonly work: StoreApi<BegunWorkState>;
  readonly generator: StoreApi<GeneratorState>;
  connect(): () => void;
}

/** The React context; absent outside `mount`. */
export const AppContext = createContext<AppContextValue | null>(null);

type Parts = Omit<AppContextValue, "connect">;

const forgetVault = ({ snapshots, ui, list, detail, edits, work, generator }: Parts): void => {
  list.clear();
  void detail.open(null);
  edits.clear();
  snapshots.forget();
  work.setState({ begun: [] });
  generator.setState(usualRecipes, true);
  ui.setState({ ...restingUi, wasOpen: true });
};

const readEntries = ({ ui, list, detail }: Parts): void => {
  const { selectedId } = ui.getState();
  list.query(listQuery(ui.getState()));
  if (selectedId !== null) void detail.open(selectedId);
};

const isOpen = ({ app }: SnapshotState): boolean => app?.vault === "unlocked";

const followSnapshots = (parts: Parts): (() => void) =>
  parts.snapshots.store.subscribe((now, before) => {
    if (!isOpen(now)) {
      if (isOpen(before)) forgetVault(parts);
      return;
    }
    if (!isOpen(before) && before.app !== null) parts.snapshots.renew();
    if (!isOpen(before) || now.entries !== before.entries) readEntries(parts);
  });

/** What is typed and not saved yet is saved before this window locks the vault, from wherever it does. */
const savingBeforeLock = (client: Client, edits: EntryEdits): Client => ({
  ...client,
  call: async (name, input) => {
    if (name === "vault.lock") await edits.flush();
    return client.call(name, input);
  },
});

/** Makes the stores and connects them. */
export const createAppContext = (makeClient: (onMalformed: () => void) => Client): AppContextValue => {
  const ui = createUi();
  const edits = createEntryEdits();
  const client = savingBeforeLock(
    makeClient(() => ui.setState((state) => ({ malformed: state.malformed + 1 }))),
    edits,
  );
  const parts = {
    client,
    ui,
    snapshots: createSnapshots(client),
    list: createEntryList(client),
    detail: createDetail(client),
    edits,
    work: createBegunWork(),
    generator: createGenerator(),
  };
  return {
    ...parts,
    connect: () => {
      const stops = [
        followSnapshots(parts),
        ui.subscribe((now, before) => {
          if (now.selectedId !== before.selectedId) void parts.detail.open(now.selectedId);
          if (isSameList(now, before)) return;
          // Filters were chosen for the place one was in; elsewhere they would hide things for no reason one sees.
          if (now.place !== before.place && now.narrowing === before.narrowing && isNarrowed(now.narrowing))
            return ui.setState({ narrowing: noNarrowing });
          // Marked rows may not be in the other list: nothing may be changed that one does not see.
          if (now.picks.ids.size > 0) ui.setState({ picks: noPicks });
          parts.list.query(listQuery(now));
        }),
        parts.snapshots.connect(),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
};

/** The shared parts. */
export const useAppContext = (): AppContextValue => {
  const context = use(AppContext);
  if (context === null) throw new Error("used outside mount()");
  return context;
};

/** The client alone. */
export const useClient = (): Client => useAppContext().client;

/** Something of the snapshots. */
export const useSnapshot = <T>(select: (state: SnapshotState) => T): T =>
  useStore(useAppContext().snapshots.store, select);

/** The app's snapshot; only below the router, which waits for it. */
export const useApp = (): AppView => {
  const app = useSnapshot((state) => state.app);
  if (app === null) throw new Error("no app snapshot yet");
  return app;
};

/** The readers' snapshot, or null at the very start. */
export const useReaders = (): ReadersView | null => useSnapshot((state) => state.readers);

/** The scan's snapshot, or null at the very start. */
export const useScan = (): ScanView | null => useSnapshot((state) => state.scan);

/** The entries' snapshot, or null at the very start. */
export const useEntries = (): EntriesView | null => useSnapshot((state) => state.entries);

/** The long work that main reports, oldest first. */
export const useTasks = (): readonly TaskView[] => useSnapshot((state) => tasksOf(state.tasks));

/** The services that keep copies, or null until they are known. */
export const useStores = (): StoresView | null => useSnapshot((state) => state.stores);

/** Something of the person's place in the window. */
export const useUi = <T>(select: (state: UiState) => T): T => useStore(useAppContext().ui, select);

/** Changes the person's place in the window. */
export const useSetUi = (): ((change: Partial<UiState>) => void) => useAppContext().ui.setState;
