/** Everything that can be done with a place besides the one thing on its button. */
import { ActionIcon, Menu } from "@mantine/core";
import {
  Activity,
  BookDown,
  EllipsisVertical,
  LogIn,
  SearchCheck,
  Send,
  Settings,
  Unplug,
} from "lucide-react";
import type { ReactElement } from "react";
import type { StoreView } from "#contract/views.ts";
import { useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import { isAccountStore } from "./store-words.ts";
import type { StoreWork } from "./use-store-work.ts";

/** The dialogs of a place. */
export type StoreDialog = "setup" | "disconnect" | null;

/** What the menu works on. */
export interface StoreMenuProps {
  readonly view: StoreView;
  readonly actions: StoreWork;
  readonly onDialog: (dialog: StoreDialog) => void;
}

const icon = { size: 16, "aria-hidden": true } as const;

const ConnectedItems = ({ view, actions }: StoreMenuProps): ReactElement => {
  const t = useText();
  return (
    <>
      <Menu.Item leftSection={<Send {...icon} />} onClick={actions.send}>
        {t("Send now")}
      </Menu.Item>
      <Menu.Item leftSection={<Activity {...icon} />} onClick={actions.test}>
        {t("Test connection")}
      </Menu.Item>
      <Menu.Item leftSection={<SearchCheck {...icon} />} onClick={() => actions.check(false)}>
        {t("Check copies")}
      </Menu.Item>
      {view.store === "digime" && (
        <Menu.Item leftSection={<BookDown {...icon} />} onClick={actions.readBack}>
          {t("Read back what was written")}
        </Menu.Item>
      )}
    </>
  );
};

const AccountItems = ({ view, actions, onDialog }: StoreMenuProps): ReactElement | null => {
  const t = useText();
  const { store, state } = view;
  if (!isAccountStore(store)) return null;
  const isLinked = state === "connected" || state === "needs-sign-in";
  return (
    <>
      {state === "connected" && (
        <Menu.Item leftSection={<LogIn {...icon} />} onClick={() => actions.connect(store)}>
          {t("Sign in again")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<Settings {...icon} />} onClick={() => onDialog("setup")}>
        {t("Settings…")}
      </Menu.Item>
      {isLinked && (
        <>
          <Menu.Divider />
          <Menu.Item leftSection={<Unplug {...icon} />} onClick={() => onDialog("disconnect")}>
            {t("Disconnect…")}
          </Menu.Item>
        </>
      )}
    </>
  );
};

/** The button and its menu; nothing where the button beside it is all there is. */
export const StoreMenu = (props: StoreMenuProps): ReactElement | null => {
  const t = useText();
  const { view } = props;
  const isEmpty = view.state === "off" || (view.store === "kvs" && view.state !== "connected");
  if (isEmpty) return null;
  return (
    <Menu position="bottom-end" shadow="md" width={250} withInitialFocusPlaceholder={false} returnFocus>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("More for {{store}}", { store: t(storeNames[view.store]) })}
          disabled={props.actions.isBusy}
        >
          <EllipsisVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {view.state === "connected" && <ConnectedItems {...props} />}
        <AccountItems {...props} />
      </Menu.Dropdown>
    </Menu>
  );
};
