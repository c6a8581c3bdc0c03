/** The open vault: places, list and entry side by side, or one after the other where there is little room. */
import { VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useCallback,
  useEffect,
  useState,
} from "react";
import { KeychainNotice } from "#renderer/components/keychain-notice.tsx";
import { tellProblem } from "#renderer/components/notices.tsx";
import { useApp, useAppContext, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { DetailPane, detailElementId } from "./detail-pane.tsx";
import { EntriesHeader } from "./entries-header.tsx";
import classes from "./entries-screen.module.css";
import { HistoryDrawer } from "./history-drawer.tsx";
import { listElementId } from "./list-element.ts";
import { ListPane } from "./list-pane.tsx";
import { PurgeDialogs } from "./purge-dialogs.tsx";
import { SessionTap } from "./session-tap.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { Sidebar } from "./sidebar.tsx";
import { useLeave } from "./use-leave.ts";
import { useWorkNotices } from "./use-work-notices.ts";

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

/** From the list into the entry, once it is drawn. */
const useEnterDetail = (): (() => void) => {
  const { ui } = useAppContext();
  return useCallback(() => {
    ui.setState({ peekedId: null });
    requestAnimationFrame(() => {
      document.getElementById(detailElementId)?.querySelector<HTMLElement>("button, [href], input")?.focus();
    });
  }, [ui]);
};

const Panes = ({
  isNarrow,
  hasSidebar,
}: {
  readonly isNarrow: boolean;
  readonly hasSidebar: boolean;
}): ReactElement => {
  const leave = useLeave();
  const { ui } = useAppContext();
  // Where only one fits, the keyboard walks the list without opening what it stands on.
  const isBeside = useUi(
    ({ selectedId, peekedId, pane }) => pane !== "show" || (selectedId !== null && selectedId !== peekedId),
  );
  const back = (): void => leave({ peekedId: ui.getState().selectedId, pane: "show" });
  const enterDetail = useEnterDetail();
  const onDoubleClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('[role="option"]') !== null) enterDetail();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isList = event.target instanceof Element && event.target.id === listElementId;
    if (!isList || event.key !== "Enter") return;
    event.preventDefault();
    enterDetail();
  };
  return (
    <div
      className={classes["panes"]}
      data-sidebar={hasSidebar || undefined}
      data-narrow={isNarrow || undefined}
      onKeyDown={onKeyDown}
      onDoubleClick={onDoubleClick}
    >
      {hasSidebar && <Sidebar />}
      {(!isNarrow || !isBeside) && <ListPane hasSidebar={hasSidebar} />}
      {(!isNarrow || isBeside) && <DetailPane onBack={isNarrow ? back : null} />}
    </div>
  );
};

/** The screen. */
export const EntriesScreen = (): ReactElement => {
  const t = useText();
  const { keychain } = useApp();
  const commands = useCommands();
  const [isTapping, setIsTapping] = useState(false);
  const closeTap = useCallback(() => setIsTapping(false), []);
  const isNarrow = useMediaQuery("(max-width: 719px)", false, { getInitialValueInEffect: false });
  const hasSidebar = useMediaQuery("(min-width: 960px)", true, { getInitialValueInEffect: false });
  useFocusList();
  useWorkNotices();
  return (
    <div className={classes["screen"]}>
      <VisuallyHidden component="h1">{t("Your vault")}</VisuallyHidden>
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
    </div>
  );
};
