/** Tells of a newer version once it is ready, over any page of the open vault, and of an installation that failed. The settings say it in place. */
import { useEffect, useRef } from "react";
import type { UpdatesView } from "#contract/views.ts";
import { useAppContext, useSnapshot } from "#renderer/context.ts";
import { whenInPlace } from "#renderer/screens/settings/update-words.ts";
import { showProblem, tellProblem } from "./notices.tsx";
import { hideUpdateReady, showUpdateReady } from "./update-notice.tsx";

const readyVersion = (view: UpdatesView | null): string | null =>
  view?.state === "ready" ? (view.release?.version ?? null) : null;

/** Listens as long as the window is there. */
export const useUpdateNotices = (): void => {
  const { client, snapshots, ui } = useAppContext();
  const version = useSnapshot((state) => readyVersion(state.updates));
  const needsPassword = useSnapshot((state) => state.updates?.needsPassword === true);
  const isOpen = useSnapshot((state) => state.app?.vault === "unlocked");
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (version === null) return hideUpdateReady();
    const { page, section } = ui.getState();
    if (!isOpen || said.current === version) return;
    said.current = version;
    if (page === "settings" && section === "updates") return;
    showUpdateReady({
      version,
      when: whenInPlace(needsPassword),
      onRestart: async () => {
        const reply = await client.call("updates.install", {});
        tellProblem(reply);
        return reply.ok;
      },
    });
  }, [client, isOpen, needsPassword, ui, version]);
  useEffect(
    () =>
      snapshots.store.subscribe(({ updates }, before) => {
        const { page, section } = ui.getState();
        const isShownThere = page === "settings" && section === "updates";
        const hasFailed = before.updates?.state === "installing" && updates?.error != null;
        if (hasFailed && !isShownThere && updates.error !== null) showProblem(updates.error);
      }),
    [snapshots, ui],
  );
};
