/** How the last sign-in ended, said in place until the person has seen it, and read out politely. */
import { Alert, Text, VisuallyHidden } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { type ReactElement, useEffect, useRef } from "react";
import type { AppError } from "#contract/errors.ts";
import type { AccountStore, LinkView, StoresView, StoreView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useFocusIfLost } from "#renderer/components/use-focus-if-lost.ts";
import { useAppContext, useSetUi, useStores, useUi } from "#renderer/context.ts";
import type { Translate } from "#renderer/language/texts.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import classes from "./stores.module.css";

type LastLink = NonNullable<StoresView["lastLink"]>;

/** The outcome that is still to be shown for a store, or null. */
export const useLinkOutcome = (store: AccountStore): LastLink | null => {
  const stores = useStores();
  const seen = useUi((ui) => ui.linkSeen);
  const last = stores?.lastLink ?? null;
  if (last === null || last.store !== store || last.linkId === seen || stores?.link?.store === store)
    return null;
  return last;
};

/** Notes that the outcome on screen was seen, when the screen is left. */
export const useLinkSeen = (): void => {
  const { snapshots, ui } = useAppContext();
  useEffect(
    () => () => {
      const last = snapshots.store.getState().stores?.lastLink;
      if (last !== null && last !== undefined) ui.setState({ linkSeen: last.linkId });
    },
    [snapshots, ui],
  );
};

/** What a sign-in under way says. */
const underWay = ({ state, isBrowserOpen }: LinkView, t: Translate): string => {
  if (state === "checking") return t("Checking the answer of the browser.");
  return isBrowserOpen ? t("Go on in your browser.") : t("No browser could be opened.");
};

const ErrorWords = ({ link }: { readonly link: LastLink & { readonly error: AppError } }): string => {
  const t = useText();
  const { title, next } = useErrorText(link.error);
  return `${t(storeNames[link.store])}: ${title}. ${next}`;
};

const Spoken = ({ stores, seen }: { readonly stores: StoresView | null; readonly seen: string | null }) => {
  const t = useText();
  if (stores === null) return "";
  const { link, lastLink } = stores;
  if (link !== null) return underWay(link, t);
  if (lastLink === null || lastLink.linkId === seen) return "";
  if (lastLink.error !== null) return <ErrorWords link={{ ...lastLink, error: lastLink.error }} />;
  return t("{{store}} is connected.", { store: t(storeNames[lastLink.store]) });
};

/** Reads out how a sign-in goes and ends. Always there, so that a change of it is heard. */
export const LinkAnnouncer = (): ReactElement => {
  const seen = useUi((ui) => ui.linkSeen);
  return (
    <VisuallyHidden role="status">
      <Spoken stores={useStores()} seen={seen} />
    </VisuallyHidden>
  );
};

/** The outcome in its place. */
export const LinkOutcome = (props: {
  readonly view: StoreView;
  readonly outcome: LastLink;
  readonly onConnect: () => void;
}): ReactElement => {
  const t = useText();
  const { view, outcome, onConnect } = props;
  const setUi = useSetUi();
  const box = useRef<HTMLDivElement>(null);
  useFocusIfLost(box);
  const isCancelled = outcome.error?.code === "connect.cancelled";
  return (
    <div ref={box} tabIndex={-1} className={classes["outcome"]}>
      {outcome.error === null ? (
        <Alert
          color="teal"
          variant="light"
          role="note"
          icon={<CircleCheck aria-hidden />}
          title={t("Connected")}
          withCloseButton
          closeButtonLabel={t("Dismiss")}
          onClose={() => setUi({ linkSeen: outcome.linkId })}
        >
          <Text size="sm">
            {view.account === null
              ? t("The account is in use now.")
              : t("Signed in as {{account}}.", { account: view.account })}{" "}
            {t("Copies of your entries are sent there from now on.")}
          </Text>
        </Alert>
      ) : (
        <Problem
          error={outcome.error}
          isQuiet
          isNotice={isCancelled}
          onRetry={isCancelled ? undefined : onConnect}
          retryLabel={t("Connect again")}
        />
      )}
    </div>
  );
};
