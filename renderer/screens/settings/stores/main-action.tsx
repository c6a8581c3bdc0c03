/** The one thing to do next with a place: set it up, connect it, tap, send what waits, or check. */
import { Button } from "@mantine/core";
import { LogIn, Nfc, SearchCheck, Send, Settings2 } from "lucide-react";
import type { ReactElement } from "react";
import type { StoreView } from "#contract/views.ts";
import type { Text } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { storeNames } from "#renderer/screens/entries/entry-words.tsx";
import { isAccountStore } from "./store-words.ts";
import type { StoreWork } from "./use-store-work.ts";

/** What the button works on. `onTap` opens the tap; `onSetup` the settings of the place. */
export interface MainActionProps {
  readonly view: StoreView;
  readonly actions: StoreWork;
  readonly isLinking: boolean;
  readonly onTap: () => void;
  readonly onSetup: () => void;
}

interface Next {
  readonly label: Text;
  readonly icon: typeof Send;
  readonly isMain: boolean;
  readonly act: () => void;
}

const connecting = ({ view, actions }: MainActionProps, label: Text): Next => ({
  label,
  icon: LogIn,
  isMain: true,
  act: () => isAccountStore(view.store) && actions.connect(view.store),
});

const whileConnected = ({ view, actions }: MainActionProps): Next =>
  view.copies.waiting + view.copies.failed > 0
    ? { label: "Send now", icon: Send, isMain: true, act: actions.send }
    : { label: "Check copies", icon: SearchCheck, isMain: false, act: () => actions.check(false) };

const nextOf = (props: MainActionProps): Next | null => {
  const { view, onTap, onSetup } = props;
  switch (view.state) {
    case "off":
      if (!isAccountStore(view.store)) return null;
      // A stand-in is set up by itself.
      return view.isSimulated
        ? connecting(props, "Connect")
        : { label: "Set up", icon: Settings2, isMain: true, act: onSetup };
    case "ready":
      return connecting(props, "Connect");
    case "needs-sign-in":
      return connecting(props, "Reconnect");
    case "needs-tap":
      return { label: "Tap to open", icon: Nfc, isMain: true, act: onTap };
    case "connected":
      return whileConnected(props);
  }
};

/** The button; nothing while the browser has the person. */
export const MainAction = (props: MainActionProps): ReactElement | null => {
  const t = useText();
  const next = nextOf(props);
  if (next === null || props.isLinking) return null;
  const Icon = next.icon;
  return (
    <Button
      variant={next.isMain ? "light" : "default"}
      leftSection={<Icon size={16} aria-hidden />}
      aria-label={`${t(next.label)}: ${t(storeNames[props.view.store])}`}
      loading={props.actions.isBusy || props.view.isBusy}
      onClick={next.act}
    >
      {t(next.label)}
    </Button>
  );
};
