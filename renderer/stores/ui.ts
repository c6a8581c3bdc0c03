/** What only the window knows: where the person is. Never a value of an entry. */
import { type StoreApi, createStore } from "zustand/vanilla";
import type { pages, settingsSections } from "#contract/views-shell.ts";
import type { ListPlace } from "./list-query.ts";
import { allEntries, noNarrowing } from "./list-query.ts";
import { type Picks, noPicks } from "./picks.ts";

/** What the detail pane does. */
export type Pane = "show" | "edit" | "create";

/** What lies over an entry or the trash. */
export type EntryDialog = "none" | "history" | "purge" | "purge-picks" | "empty-trash" | "share" | "conflict";

/** The pages of the open vault. */
export type Page = (typeof pages)[number];
export type SettingsSection = (typeof settingsSections)[number];

/** The person's place in the window. */
export interface UiState extends ListPlace {
  readonly page: Page;
  readonly section: SettingsSection;
  readonly selectedId: string | null;
  /** The row that the keyboard stands on without having opened it, where list and entry are not side by side. */
  readonly peekedId: string | null;
  readonly picks: Picks;
  /** Rows on their way into the sidebar. */
  readonly dragged: readonly string[];
  readonly pane: Pane;
  readonly entryDialog: EntryDialog;
  /** Whether the form holds something typed, and whether it asks what to do with it. Never the text itself. */
  readonly draft: "none" | "changed" | "asking";
  /** Whether this is the window with all the pages, so that a button can lead to them. */
  readonly isMainWindow: boolean;
  /** How the locked vault is to be opened. */
  readonly wayIn: "tap" | "words" | "passphrase";
  /** Whether a tap that opens the service lies over the page. */
  readonly isTapOpen: boolean;
  readonly isShortcutSheetOpen: boolean;
  /** Whether readers and diagnostics lie over the screen; reachable while locked too. */
  readonly isDiagnosticsOpen: boolean;
  readonly isPaletteOpen: boolean;
  /** The commands used last, latest first, by name. */
  readonly recentCommands: readonly string[];
  /** The five cards that show the app around. */
  readonly isTourOpen: boolean;
  /** The first choice is on screen again: another chip, or the way out of the sandbox. */
  readonly isSettingUp: boolean;
  /** The first run is on screen until the person leaves its last page. */
  readonly isFirstRun: boolean;
  /** The vault was open in this window: a chip that still lies there must not open it again at once. */
  readonly wasOpen: boolean;
  /** The file name that the former vault was kept under after a backup took its place; until the vault is open. */
  readonly keptAs: string | null;
  /** The sign-in whose outcome the person has seen; its outcome is not shown again. */
  readonly linkSeen: string | null;
  readonly malformed: number;
  /** What main handed over to be looked at by the import, and was not read yet; never where it is. */
  readonly openedFile: string | null;
}

/** The state at the start and after the vault was locked. */
export const restingUi = {
  page: "entries",
  section: "ways-in",
  place: allEntries,
  narrowing: noNarrowing,
  text: "",
  selectedId: null,
  peekedId: null,
  picks: noPicks,
  dragged: [],
  pane: "show",
  entryDialog: "none",
  draft: "none",
  wayIn: "tap",
  isTapOpen: false,
  isPaletteOpen: false,
  openedFile: null,
} as const;

/** Makes the store. */
export const createUi = (): StoreApi<UiState> =>
  createStore<UiState>(() => ({
    ...restingUi,
    sort: "best",
    isMainWindow: false,
    isShortcutSheetOpen: false,
    isDiagnosticsOpen: false,
    recentCommands: [],
    isTourOpen: false,
    isSettingUp: false,
    isFirstRun: false,
    wasOpen: false,
    keptAs: null,
    linkSeen: null,
    malformed: 0,
  }));
