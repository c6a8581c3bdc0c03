/** The outcome of a sign-in for a person who is elsewhere in the window by then; the stores' own page says it in place. */
import { useEffect } from "react";
import type { StoresView } from "#contract/views.ts";
import { useAppContext } from "#renderer/context.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import { showDone } from "./done-notice.ts";
import { showProblem } from "./notices.tsx";

type Outcome = NonNullable<StoresView["lastLink"]>;

const tell = (t: Translate, { store, error }: Outcome): void => {
  if (error === null)
    showDone(
      t("{{store}} is connected", { store: storeNames[store] }),
      t("Copies of your entries are sent there from now on."),
    );
  else if (error.code !== "connect.cancelled") showProblem(error);
};

/** The outcome of a sign-in that was under way just before, or null. */
const outcomeOf = (now: StoresView | null, before: StoresView | null): Outcome | null => {
  const last = now?.lastLink ?? null;
  return last !== null && before?.link?.linkId === last.linkId ? last : null;
};

/** Listens while the vault is open. Only a sign-in that was seen under way is told. */
export const useLinkNotices = (): void => {
  const t = useText();
  const { snapshots, ui } = useAppContext();
  useEffect(
    () =>
      snapshots.store.subscribe((now, before) => {
        const outcome = outcomeOf(now.stores, before.stores);
        const { page, section } = ui.getState();
        const isShownThere = page === "settings" && section === "stores";
        if (outcome !== null && !isShownThere) tell(t, outcome);
      }),
    [snapshots, ui, t],
  );
};
