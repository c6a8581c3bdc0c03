/** The button of an error, where the person is now: its words and what it does. */
import type { AppError } from "#contract/errors.ts";
import type { AppView } from "#contract/views.ts";
import { useSetUi, useSnapshot, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { useLeave } from "#renderer/screens/entries/use-leave.ts";
import type { UiState } from "#renderer/stores/ui.ts";
import { type ErrorAction, type Whereabouts, errorAction } from "./error-actions.ts";

/** A button. */
export interface WayOn {
  readonly label: string;
  readonly run: () => void;
  /** It does what trying again would need first: one button is enough. */
  readonly replacesRetry: boolean;
}

const whereabouts = (app: AppView | null, isSettingUp: boolean): Whereabouts => {
  if (app === null || app.vaultError !== null || isSettingUp) return "outside";
  if (app.vault === "unlocked") return "open";
  return app.vault === "locked" ? "locked" : "outside";
};

const isHere = {
  diagnostics: (ui) => ui.isDiagnosticsOpen || (ui.page === "settings" && ui.section === "readers"),
  words: (ui) => ui.wayIn === "words",
  "set-up": (ui) => ui.isSettingUp,
  tap: (ui) => ui.isTapOpen,
  trash: (ui) => ui.page === "entries" && ui.place.kind === "trash",
} as const satisfies Record<Exclude<ErrorAction["kind"], "page" | "section">, (ui: UiState) => boolean>;

/** Whether the button would lead to where the person is already. */
const isThere = (action: ErrorAction, ui: UiState): boolean => {
  if (action.kind === "page") return ui.page === action.page;
  if (action.kind === "section") return ui.page === "settings" && ui.section === action.section;
  return isHere[action.kind](ui);
};

/** Where the button leads. */
const changeOf = (action: ErrorAction): Partial<UiState> => {
  switch (action.kind) {
    case "diagnostics":
      return { isDiagnosticsOpen: true };
    case "words":
      return { wayIn: "words" };
    case "set-up":
      return { isSettingUp: true };
    case "tap":
      return { isTapOpen: true };
    case "trash":
      return { page: "entries", place: { kind: "trash" }, text: "", selectedId: null, pane: "show" };
    case "page":
      return { page: action.page, pane: "show", entryDialog: "none" };
    case "section":
      return { page: "settings", section: action.section, pane: "show", entryDialog: "none" };
  }
};

/** What lies over the page leaves a form as it is; everything else must ask first. */
const staysHere = (action: ErrorAction): boolean => ["diagnostics", "tap", "words"].includes(action.kind);

/** The button, or null. */
export const useErrorAction = (error: AppError): WayOn | null => {
  const t = useText();
  const app = useSnapshot((state) => state.app);
  const where = useUi((ui) => (ui.isMainWindow ? whereabouts(app, ui.isFirstRun || ui.isSettingUp) : null));
  const action = where === null ? null : errorAction(error.code, where);
  const isShownHere = useUi((ui) => action !== null && isThere(action, ui));
  const setUi = useSetUi();
  const leave = useLeave();
  if (action === null || isShownHere) return null;
  return {
    label: t(action.label),
    run: () => (staysHere(action) ? setUi : leave)(changeOf(action)),
    replacesRetry: action.kind === "tap",
  };
};
