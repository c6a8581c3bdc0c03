/** Acts once on what menu, tray, links and the quick search ask of the page, and tells main that it is done. */
import { useEffect, useRef } from "react";
import type { ShellRequest } from "#contract/views-shell.ts";
import { focusSoon } from "#renderer/commands/focus-soon.ts";
import { type AppContextValue, useAppContext, useSnapshot, useUi } from "#renderer/context.ts";
import { allEntries } from "#renderer/stores/list-query.ts";
import type { UiState } from "#renderer/stores/ui.ts";
import { showProblem } from "./notices.tsx";
import { showFileRefused, showOthersLeft } from "./opened-file-notices.tsx";
import { requestStep } from "./shell-requests.ts";

/** The search field of the entries; the screen itself is loaded later. */
const searchElementId = "entry-search";

const showEntry = async ({ client, ui }: AppContextValue, entryId: string): Promise<void> => {
  const entry = await client.call("entries.get", { entryId });
  if (!entry.ok) {
    showProblem(entry.error);
    return;
  }
  const place = entry.value.isDeleted ? ({ kind: "trash" } as const) : allEntries;
  ui.setState({ page: "entries", place, text: "", selectedId: entryId, pane: "show" });
};

/** What only lies over the page. */
const overlays = {
  tour: { isTourOpen: true },
  shortcuts: { isShortcutSheetOpen: true },
  palette: { isPaletteOpen: true },
  "check-readers": { isDiagnosticsOpen: true },
} as const satisfies Partial<Record<ShellRequest["kind"], Partial<UiState>>>;

const act = (context: AppContextValue, wish: ShellRequest): void => {
  const { ui } = context;
  switch (wish.kind) {
    case "new-entry":
      return ui.setState({ page: "entries", pane: "create" });
    case "search":
      ui.setState({ page: "entries", place: allEntries, text: wish.text, selectedId: null, pane: "show" });
      return focusSoon(searchElementId);
    case "show-entry":
      return void showEntry(context, wish.entryId);
    case "show-page":
      return ui.setState({ page: wish.page, pane: "show" });
    case "show-settings":
      return ui.setState({ page: "settings", section: wish.section, pane: "show" });
    case "import-file":
      showOthersLeft(wish.others);
      return ui.setState({ page: "import", pane: "show", openedFile: wish.token });
    case "file-refused":
      return showFileRefused(wish.reason);
    default:
      return ui.setState(overlays[wish.kind]);
  }
};

/** Listens as long as the window is there. What cannot be done now waits; main forgets it after a while. */
export const useShellRequests = (): void => {
  const context = useAppContext();
  const request = useSnapshot((state) => state.shell?.request ?? null);
  const isOpen = useSnapshot((state) => state.app?.vault === "unlocked" && state.app.vaultError === null);
  const isSettingUp = useUi((ui) => ui.isFirstRun || ui.isSettingUp);
  const draft = useUi((ui) => ui.draft);
  const asked = useRef<string | null>(null);
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (request === null || done.current === request.id) return;
    const { id, wish } = request;
    const step = requestStep(wish, { isOpen, isSettingUp, draft }, asked.current === id);
    if (step === "wait") return;
    if (step === "ask") {
      asked.current = id;
      context.ui.setState({ draft: "asking" });
      return;
    }
    done.current = id;
    if (step === "act") act(context, wish);
    void context.client.call("shell.taken", { id });
  }, [context, draft, isOpen, isSettingUp, request]);
};
