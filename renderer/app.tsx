/** Which screen is shown follows from main's snapshot alone, so a reload or a restart lands in the same place. */
import { Center, Loader } from "@mantine/core";
import { type ReactElement, useCallback, useEffect } from "react";
import { fail } from "#contract/errors.ts";
import type { AppView } from "#contract/views.ts";
import classes from "./app.module.css";
import { clearNotices, showProblem } from "./components/notices.tsx";
import { SimulationBar } from "./components/simulation-bar.tsx";
import { useTapFeedback } from "./components/use-tap-feedback.ts";
import { useLate } from "./components/use-late.ts";
import { useLinkNotices } from "./components/use-link-notices.ts";
import { useUnsavedWork } from "./components/use-unsaved-work.ts";
import { useUpdateNotices } from "./components/use-update-notices.ts";
import { useShellRequests } from "./components/use-shell-requests.ts";
import { useSetUi, useSnapshot, useUi } from "./context.ts";
import { useText } from "./language/use-text.ts";
import { later } from "./later.tsx";
import { LockedScreen } from "./screens/locked/locked-screen.tsx";
import { VaultErrorScreen } from "./screens/vault-error-screen.tsx";
import { isSandboxAbsent } from "./stores/sandbox-absent.ts";
import type { Page } from "./stores/ui.ts";

/** Its sign is drawn only when the wait is longer than a moment. */
const Waiting = (): ReactElement => {
  const isLate = useLate(true);
  return (
    <Center h="100%" role="status" aria-label={useText()("Loading")} data-loading>
      {isLate && <Loader />}
    </Center>
  );
};

const Nothing = (): null => null;

const EntriesScreen = later(
  () => import("./screens/entries/entries-screen.tsx").then((module) => module.EntriesScreen),
  Waiting,
);
const SettingsScreen = later(
  () => import("./screens/settings/settings-screen.tsx").then((module) => module.SettingsScreen),
  Waiting,
);
const ImportScreen = later(
  () => import("./screens/transfer/import-screen.tsx").then((module) => module.ImportScreen),
  Waiting,
);
const ExportScreen = later(
  () => import("./screens/transfer/export-screen.tsx").then((module) => module.ExportScreen),
  Waiting,
);
const LookupScreen = later(
  () => import("./screens/lookup/lookup-screen.tsx").then((module) => module.LookupScreen),
  Waiting,
);
const ActivityScreen = later(
  () => import("./screens/activity/activity-screen.tsx").then((module) => module.ActivityScreen),
  Waiting,
);
const StorageScreen = later(
  () => import("./screens/storage/storage-screen.tsx").then((module) => module.StorageScreen),
  Waiting,
);
const FirstRunScreen = later(
  () => import("./screens/first-run/first-run-screen.tsx").then((module) => module.FirstRunScreen),
  Waiting,
);
const DiagnosticsDialog = later(
  () => import("./screens/diagnostics/diagnostics-dialog.tsx").then((module) => module.DiagnosticsDialog),
  Nothing,
);
const CommandHost = later(
  () => import("./commands/command-host.tsx").then((module) => module.CommandHost),
  Nothing,
);
const TourDialog = later(
  () => import("./screens/tour/tour-dialog.tsx").then((module) => module.TourDialog),
  Nothing,
);
const SessionTap = later(
  () => import("./screens/entries/session-tap.tsx").then((module) => module.SessionTap),
  Nothing,
);

const needsFirstRun = (app: AppView): boolean =>
  app.profile.kind === "unset" ||
  isSandboxAbsent(app) ||
  app.vault === "none" ||
  app.vault === "unfinished" ||
  (app.isUnfinished && app.vault === "locked");

const pages = {
  entries: EntriesScreen,
  settings: SettingsScreen,
  import: ImportScreen,
  export: ExportScreen,
  lookup: LookupScreen,
  activity: ActivityScreen,
  storage: StorageScreen,
} as const satisfies Record<Page, unknown>;

/** A tap that opens the service, over any page; it stays drawn when it closes, to give the focus back. */
const Tapping = (): ReactElement => {
  const isOpen = useUi((ui) => ui.isTapOpen);
  const setUi = useSetUi();
  const close = useCallback(() => setUi({ isTapOpen: false }), [setUi]);
  return <SessionTap isOpen={isOpen} onClose={close} />;
};

/** The open vault: the list, or one of the pages around it. */
const OpenVault = (): ReactElement => {
  const page = useUi((ui) => ui.page);
  const setUi = useSetUi();
  useEffect(() => setUi({ keptAs: null }), [setUi]);
  useLinkNotices();
  const Shown = pages[page];
  return (
    <>
      <CommandHost />
      <Shown />
      <Tapping />
    </>
  );
};

const Screen = ({ app }: { readonly app: AppView }): ReactElement => {
  const isFirstRun = useUi((ui) => ui.isFirstRun);
  const isSettingUp = useUi((ui) => ui.isSettingUp);
  const setUi = useSetUi();
  const isNeeded = needsFirstRun(app);
  useEffect(() => {
    if (isNeeded) setUi({ isFirstRun: true });
    else if (app.vault === "locked") setUi({ isFirstRun: false });
  }, [isNeeded, app.vault, setUi]);
  if (app.vaultError !== null && !isSandboxAbsent(app)) return <VaultErrorScreen error={app.vaultError} />;
  if (isNeeded || isSettingUp) return <FirstRunScreen />;
  if (app.vault === "locked") return <LockedScreen />;
  return isFirstRun ? <FirstRunScreen /> : <OpenVault />;
};

const useHousekeeping = (vault: AppView["vault"] | undefined): void => {
  const malformed = useUi((ui) => ui.malformed);
  const setUi = useSetUi();
  useEffect(() => setUi({ isMainWindow: true }), [setUi]);
  useEffect(() => {
    if (vault !== "unlocked") clearNotices();
  }, [vault]);
  useEffect(() => {
    if (malformed > 0) showProblem(fail("internal").error);
  }, [malformed]);
};

/** Loaded when it is first asked for, over whatever is shown. */
const Diagnostics = (): ReactElement | null => {
  const isOpen = useUi((ui) => ui.isDiagnosticsOpen);
  return isOpen ? <DiagnosticsDialog /> : null;
};

/** The tour, loaded when it is first asked for. It goes when the vault is locked. */
const Tour = ({ vault }: Pick<AppView, "vault">): ReactElement | null => {
  const isOpen = useUi((ui) => ui.isTourOpen) && vault === "unlocked";
  return isOpen ? <TourDialog /> : null;
};

/** The whole window. */
export const App = (): ReactElement => {
  const app = useSnapshot((state) => state.app);
  useHousekeeping(app?.vault);
  useShellRequests();
  useUpdateNotices();
  useUnsavedWork();
  useTapFeedback();
  if (app === null) return <Waiting />;
  return (
    <div className={classes["window"]}>
      <main className={classes["screen"]}>
        <Screen app={app} />
      </main>
      <SimulationBar />
      <Diagnostics />
      <Tour vault={app.vault} />
    </div>
  );
};
