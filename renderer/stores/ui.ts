/** What only the window knows: where the person is. Never a value of an entry. */
import { type StoreApi, createStore } from "zustand/vanilla";
import type { Place } from "./list-query.ts";
import { allEntries } from "./list-query.ts";

/** What the detail pane does. */
export type Pane = "show" | "edit" | "create";

/** The person's place in the window. */
export interface UiState {
  readonly place: Place;
  readonly text: string;
  readonly selectedId: string | null;
  readonly pane: Pane;
  readonly isShortcutSheetOpen: boolean;
  /** The first run is on screen until the person leaves its last page. */
  readonly isFirstRun: boolean;
  /** The vault was open in this window: a chip that still lies there must not open it again at once. */
  readonly wasOpen: boolean;
  readonly malformed: number;
}

/** The state at the start and after the vault was locked. */
export const restingUi = { place: allEntries, text: "", selectedId: null, pane: "show" } as const;

/** Makes the store. */
export const createUi = (): StoreApi<UiState> =>
  createStore<UiState>(() => ({
    ...restingUi,
    isShortcutSheetOpen: false,
    isFirstRun: false,
    wasOpen: false,
    malformed: 0,
  }));
