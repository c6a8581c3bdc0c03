/** Which screen is shown follows from main's snapshot alone, so a reload or a restart lands in the same place. */
import { Center, Loader } from "@mantine/core";
import { type ReactElement, Suspense, lazy, useEffect } from "react";
import { fail } from "#contract/errors.ts";
import type { AppView } from "#contract/views.ts";
import classes from "./app.module.css";
import { clearNotices, showProblem } from "./components/notices.tsx";
import { SimulationBar } from "./components/simulation-bar.tsx";
import { useSetUi, useSnapshot, useUi } from "./context.ts";
import { LockedScreen } from "./screens/locked/locked-screen.tsx";
import { VaultErrorScreen } from "./screens/vault-error-screen.tsx";

const EntriesScreen = lazy(() =>
  import("./screens/entries/entries-screen.tsx").then((module) => ({ default: module.EntriesScreen })),
);
const FirstRunScreen = lazy(() =>
  import("./screens/first-run/first-run-screen.tsx").then((module) => ({ default: module.FirstRunScreen })),
);

const Waiting = (): ReactElement => (
  <Center h="100%" role="status" aria-label="Loading">
    <Loader />
  </Center>
);

const needsFirstRun = (app: AppView): boolean =>
  app.profile.kind === "unset" || app.vault === "none" || app.vault === "unfinished";

const Screen = ({ app }: { readonly app: AppView }): ReactElement => {
  const isFirstRun = useUi((ui) => ui.isFirstRun);
  const setUi = useSetUi();
  const isNeeded = needsFirstRun(app);
  useEffect(() => {
    if (isNeeded) setUi({ isFirstRun: true });
    else if (app.vault === "locked") setUi({ isFirstRun: false });
  }, [isNeeded, app.vault, setUi]);
  if (app.vaultError !== null) return <VaultErrorScreen error={app.vaultError} />;
  if (isNeeded) return <FirstRunScreen />;
  if (app.vault === "locked") return <LockedScreen />;
  return isFirstRun ? <FirstRunScreen /> : <EntriesScreen />;
};

const useHousekeeping = (vault: AppView["vault"] | undefined): void => {
  const malformed = useUi((ui) => ui.malformed);
  useEffect(() => {
    if (vault !== "unlocked") clearNotices();
  }, [vault]);
  useEffect(() => {
    if (malformed > 0) showProblem(fail("internal").error);
  }, [malformed]);
};

/** The whole window. */
export const App = (): ReactElement => {
  const app = useSnapshot((state) => state.app);
  useHousekeeping(app?.vault);
  if (app === null) return <Waiting />;
  return (
    <div className={classes["window"]}>
      <main className={classes["screen"]}>
        <Suspense fallback={<Waiting />}>
          <Screen app={app} />
        </Suspense>
      </main>
      <SimulationBar />
    </div>
  );
};
