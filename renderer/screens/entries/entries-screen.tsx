/** The open vault: places, list and entry side by side, or one after the other where there is little room. */
import { VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useMemo, useState } from "react";
import { KeychainNotice } from "#renderer/components/keychain-notice.tsx";
import { tellProblem } from "#renderer/components/notices.tsx";
import { useApp, useAppContext, useUi } from "#renderer/context.ts";
import { DetailPane, detailElementId } from "./detail-pane.tsx";
import { EntriesHeader, searchElementId } from "./entries-header.tsx";
import classes from "./entries-screen.module.css";
import { HistoryDrawer } from "./history-drawer.tsx";
import { ListPane, listElementId } from "./list-pane.tsx";
import { PurgeDialogs } from "./purge-dialogs.tsx";
import { SessionTap } from "./session-tap.tsx";
import type { ShortcutId } from "./shortcuts.ts";
import { ShareDialog } from "./share-dialog.tsx";
import { ShortcutsSheet } from "./shortcuts-sheet.tsx";
import { Sidebar } from "./sidebar.tsx";
import { useAttachments } from "./use-attachments.ts";
import { useEntryActions } from "./use-entry-actions.ts";
import { useLeave } from "./use-leave.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useWorkNotices } from "./use-work-notices.ts";

const focusSearch = (): void => {
  const search = document.getElementById(searchElementId);
  search?.focus();
  if (search instanceof HTMLInputElement) search.select();
};

interface Commands {
  readonly startNew: () => void;
  readonly lock: () => void;
}

const useCommands = (): Commands => {
  const { client } = useAppContext();
  const leave = useLeave();
  const startNew = useCallback(() => leave({ pane: "create" }), [leave]);
  const lock = useCallback(() => void client.call("vault.lock", {}).then(tellProblem), [client]);
  return { startNew, lock };
};

/** What the keys do to the entry that is shown; nothing while one is edited. */
const useEntryKeys = (): Pick<
  Readonly<Record<ShortcutId, () => void>>,
  | "edit"
  | "delete"
  | "restore"
  | "favourite"
  | "history"
  | "addFile"
  | "share"
  | "goAll"
  | "goFavourites"
  | "goTrash"
  | "goLookup"
> => {
  const { ui, detail } = useAppContext();
  const actions = useEntryActions();
  const { add } = useAttachments();
  return useMemo(() => {
    const whileShown = (act: () => void) => (): void => {
      if (ui.getState().pane === "show") act();
    };
    const withEntry = (act: (entryId: string) => void): (() => void) =>
      whileShown(() => {
        const shown = detail.store.getState().detail;
        if (shown !== null && !shown.isDeleted) act(shown.entryId);
      });
    const go = (kind: "all" | "favourites" | "trash"): (() => void) =>
      whileShown(() => ui.setState({ place: { kind }, selectedId: null }));
    return {
      edit: withEntry(() => ui.setState({ pane: "edit" })),
      delete: whileShown(actions.remove),
      restore: whileShown(actions.restore),
      favourite: whileShown(actions.toggleFavourite),
      history: whileShown(() => ui.getState().selectedId !== null && ui.setState({ entryDialog: "history" })),
      addFile: withEntry(add),
      share: withEntry(() => ui.setState({ entryDialog: "share" })),
      goAll: go("all"),
      goFavourites: go("favourites"),
      goTrash: go("trash"),
      goLookup: whileShown(() => ui.setState({ page: "lookup" })),
    };
  }, [actions, add, detail, ui]);
};

const useKeys = ({ startNew, lock }: Commands): void => {
  const { ui } = useAppContext();
  const { copyPassword, copyUser, copyFirstCode } = useEntryActions();
  const entryKeys = useEntryKeys();
  const handlers = useMemo<Readonly<Record<ShortcutId, () => void>>>(
    () => ({
      ...entryKeys,
      search: focusSearch,
      new: startNew,
      lock,
      copyPassword,
      copyUser,
      copyCode: copyFirstCode,
      help: () => ui.setState({ isShortcutSheetOpen: true }),
    }),
    [copyFirstCode, copyPassword, copyUser, entryKeys, lock, startNew, ui],
  );
  useShortcuts(handlers);
};

const useFocusList = (): void => {
  const total = useAppContext().list.store;
  useEffect(() => {
    const focus = (): boolean => {
      const list = document.getElementById(listElementId);
      if (list !== null && document.activeElement === document.body) list.focus();
      return list !== null;
    };
    if (focus()) return undefined;
    const stop = total.subscribe(() => requestAnimationFrame(() => focus() && stop()));
    return stop;
  }, [total]);
};

const Panes = ({
  isNarrow,
  hasSidebar,
}: {
  readonly isNarrow: boolean;
  readonly hasSidebar: boolean;
}): ReactElement => {
  const leave = useLeave();
  const isBeside = useUi((state) => state.selectedId !== null || state.pane !== "show");
  const back = (): void => leave({ selectedId: null, pane: "show" });
  const onKeyDown = (event: KeyboardEvent): void => {
    const isList = event.target instanceof Element && event.target.id === listElementId;
    if (!isList || event.key !== "Enter") return;
    event.preventDefault();
    document.getElementById(detailElementId)?.querySelector<HTMLElement>("button, [href], input")?.focus();
  };
  return (
    <div
      className={classes["panes"]}
      data-sidebar={hasSidebar || undefined}
      data-narrow={isNarrow || undefined}
      onKeyDown={onKeyDown}
    >
      {hasSidebar && <Sidebar />}
      {(!isNarrow || !isBeside) && <ListPane hasSidebar={hasSidebar} />}
      {(!isNarrow || isBeside) && <DetailPane onBack={isNarrow ? back : null} />}
    </div>
  );
};

/** The screen. */
export const EntriesScreen = (): ReactElement => {
  const { keychain } = useApp();
  const commands = useCommands();
  const [isTapping, setIsTapping] = useState(false);
  const closeTap = useCallback(() => setIsTapping(false), []);
  const isNarrow = useMediaQuery("(max-width: 719px)", false, { getInitialValueInEffect: false });
  const hasSidebar = useMediaQuery("(min-width: 960px)", true, { getInitialValueInEffect: false });
  useKeys(commands);
  useFocusList();
  useWorkNotices();
  return (
    <div className={classes["screen"]}>
      <VisuallyHidden component="h1">Your vault</VisuallyHidden>
      <EntriesHeader
        isNarrow={isNarrow}
        onNew={commands.startNew}
        onLock={commands.lock}
        onTap={() => setIsTapping(true)}
      />
      {keychain.error !== null && (
        <div className={classes["notice"]}>
          <KeychainNotice keychain={keychain} />
        </div>
      )}
      <Panes isNarrow={isNarrow} hasSidebar={hasSidebar} />
      <SessionTap isOpen={isTapping} onClose={closeTap} />
      <HistoryDrawer />
      <PurgeDialogs />
      <ShareDialog />
      <ShortcutsSheet />
    </div>
  );
};
