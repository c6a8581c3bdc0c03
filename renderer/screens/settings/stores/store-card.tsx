/** One service that keeps copies: what is true of it, the sign-in under way, what its last action came to. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { CalendarClock } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { ErrorCode } from "#contract/errors.ts";
import type { AccountStore, StoreView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useStores } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { useNow } from "#renderer/time.ts";
import { DisconnectDialog } from "./disconnect-dialog.tsx";
import { LinkOutcome, useLinkOutcome } from "./link-outcome.tsx";
import { LinkPanel } from "./link-panel.tsx";
import { MainAction } from "./main-action.tsx";
import { SetupDialog } from "./setup-dialog.tsx";
import { endingSoon, endingText } from "./sign-in-times.ts";
import { StoreFacts } from "./store-facts.tsx";
import { StoreHead } from "./store-head.tsx";
import { type StoreDialog, StoreMenu } from "./store-menu.tsx";
import { isAccountStore, storeStateWords } from "./store-words.ts";
import classes from "./stores.module.css";
import { type StoreWork, useStoreWork } from "./use-store-work.ts";
import { WorkOutcome } from "./work-outcome.tsx";

interface CardProps {
  readonly view: StoreView;
  /** Opens the tap that lets VivoKey's service in. */
  readonly onTap: () => void;
}

interface PartProps {
  readonly view: StoreView;
  readonly actions: StoreWork;
}

type AccountView = StoreView & { readonly store: AccountStore };

const accountViewOf = (view: StoreView): AccountView | null =>
  isAccountStore(view.store) ? { ...view, store: view.store } : null;

const endedCodes: readonly ErrorCode[] = ["store.consent-ended", "store.not-connected"];

/** That the sign-in ends soon, with what helps against it. */
const Ending = ({ view, actions }: PartProps): ReactElement | null => {
  const t = useText();
  const formats = useFormats();
  const now = useNow(30_000);
  const kind = view.state === "connected" ? endingSoon(view, now) : null;
  if (kind === null || !isAccountStore(view.store)) return null;
  const { store } = view;
  return (
    <Alert color="yellow" variant="light" role="note" icon={<CalendarClock aria-hidden />}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 240px">
          {endingText(view, kind, { t, formats, now })}
        </Text>
        <Button
          size="xs"
          variant="default"
          onClick={kind === "consent" ? () => actions.connect(store) : actions.test}
        >
          {kind === "consent" ? t("Sign in again") : t("Use it now")}
        </Button>
      </Group>
    </Alert>
  );
};

/** Why the last use failed. That the sign-in ended needs no alarm: the button beside it says what to do. */
const LastProblem = ({ view, actions }: PartProps): ReactElement | null => {
  const t = useText();
  if (view.error === null || view.isBusy || view.state === "off") return null;
  if (view.state === "needs-sign-in" && endedCodes.includes(view.error.code))
    return (
      <Alert color="yellow" variant="light" role="note" icon={<CalendarClock aria-hidden />}>
        <Text size="sm" data-error-code={view.error.code}>
          {t(
            "The sign-in has ended. Connect it again; what waits is safe on this computer and is sent then.",
          )}
        </Text>
      </Alert>
    );
  const retry = view.state === "connected" && actions.error === null ? actions.send : undefined;
  return <Problem error={view.error} isQuiet onRetry={retry} retryLabel={t("Send again")} />;
};

/** The sign-in of a store: under way, ended, or nothing. */
const SignIn = ({ view, actions }: PartProps & { readonly view: AccountView }): ReactElement | null => {
  const link = useStores()?.link ?? null;
  const outcome = useLinkOutcome(view.store);
  if (link?.store === view.store) return <LinkPanel key={link.linkId} link={link} />;
  if (outcome === null) return null;
  return (
    <LinkOutcome
      key={outcome.linkId}
      view={view}
      outcome={outcome}
      onConnect={() => actions.connect(view.store)}
    />
  );
};

const Dialogs = (props: {
  readonly view: AccountView;
  readonly actions: StoreWork;
  readonly dialog: StoreDialog;
  readonly onClose: () => void;
}): ReactElement => {
  const { view, actions, dialog, onClose } = props;
  return (
    <>
      <SetupDialog
        view={dialog === "setup" ? view : null}
        onClose={onClose}
        onConnect={() => actions.connect(view.store)}
      />
      <DisconnectDialog view={dialog === "disconnect" ? view : null} onClose={onClose} />
    </>
  );
};

/** The card. */
export const StoreCard = ({ view, onTap }: CardProps): ReactElement => {
  const actions = useStoreWork(view.store);
  const [dialog, setDialog] = useState<StoreDialog>(null);
  const isLinking = useStores()?.link?.store === view.store;
  const account = accountViewOf(view);
  const part = { view, actions };
  return (
    <li className={classes["place"]} data-store={view.store}>
      <StoreHead
        store={view.store}
        state={storeStateWords[view.state]}
        isSimulated={view.isSimulated}
        isDeveloperAccess={view.isDeveloperAccess}
        actions={
          <>
            <MainAction {...part} isLinking={isLinking} onTap={onTap} onSetup={() => setDialog("setup")} />
            <StoreMenu {...part} onDialog={setDialog} />
          </>
        }
      >
        <StoreFacts view={view} />
      </StoreHead>
      <Ending {...part} />
      {account !== null && <SignIn {...part} view={account} />}
      <LastProblem {...part} />
      <WorkOutcome {...part} />
      {account !== null && (
        <Dialogs {...part} view={account} dialog={dialog} onClose={() => setDialog(null)} />
      )}
    </li>
  );
};
