/** Tells of a newer version once it is ready, over any page of the open vault, and of an installation that failed. The settings say it in place. */
import { useEffect, useRef } from "react";
import type { UpdatesView } from "#contract/views.ts";
import { useAppContext, useSnapshot, useUi } from "#renderer/context.ts";
import { whenInPlace } from "#renderer/screens/settings/update-words.ts";
import { showProblem, tellProblem } from "./notices.tsx";
import { hideUpdateReady, showUpdateReady } from "./update-notice.tsx";

const readyVersion = (view: UpdatesView | null): string | null =>
  view?.state === "ready" ? (view.release?.version ?? null) : null;

/** Listens as long as the window is there. */
export const useUpdateNotices = (): void => {
  const { client, snapshots } = useAppContext();
  const version = useSnapshot((state) => readyVersion(state.updates));
  const when = useSnapshot((state) => (state.updates === null ? null : whenInPlace(state.updates)));
  const isOpen = useSnapshot((state) => state.app?.vault === "unlocked");
  const isShownThere = useUi(({ page, section }) => page === "settings" && section === "updates");
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (version === null || isShownThere) hideUpdateReady();
    if (version === null || when === null || !isOpen || said.current === version) return;
    said.current = version;
    if (isShownThere) return;
    showUpdateReady({
      version,
      when,
      onRestart: async () => {
        const reply = await client.call("updates.install", {});
        tellProblem(reply);
        return reply.ok;
      },
    });
  }, [client, isOpen, isShownThere, version, when]);
  useEffect(
    () =>
      snapshots.store.subscribe(({ updates }, before) => {
        const error = updates?.error ?? null;
        if (before.updates?.state === "installing" && error !== null && !isShownThere) showProblem(error);
      }),
    [isShownThere, snapshots],
  );
};
