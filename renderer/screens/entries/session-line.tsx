/** How long the service is open after a tap, and what still waits to be sent. */
import { Button, Loader, Popover, Text } from "@mantine/core";
import { CircleAlert, LogIn, Nfc, Send } from "lucide-react";
import type { ReactElement } from "react";
import type { AppError } from "#contract/errors.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useApp, useClient, useStores } from "#renderer/context.ts";
import type { Text as TextKey } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { clockText, secondsUntil, useNow } from "#renderer/time.ts";
import { storeNames } from "./entry-words.tsx";
import { useLeave } from "./use-leave.ts";
import { type WayOut, signedOut, wayOut } from "./way-out.ts";

const FailedCopies = (props: {
  readonly count: number;
  readonly error: AppError;
  readonly onRetry: () => void;
}): ReactElement => {
  const t = useText();
  return (
    <Popover width={360} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          size="compact-md"
          variant="light"
          color="red"
          leftSection={<CircleAlert size={16} aria-hidden />}
        >
          {props.count === 0 ? t("Not sent") : t("{{count, number}} failed", { count: props.count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Why copies failed")}>
        <Problem error={props.error} onRetry={props.onRetry} />
      </Popover.Dropdown>
    </Popover>
  );
};

const Quiet = ({ text }: { readonly text: string }): ReactElement => (
  <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
    {text}
  </Text>
);

/** After the recovery words opened the vault on a computer that lost its half of the chip's way in. */
const ChipAgain = ({ onTap }: { readonly onTap: () => void }): ReactElement => {
  const t = useText();
  return (
    <Button size="compact-md" variant="light" leftSection={<Nfc size={16} aria-hidden />} onClick={onTap}>
      {t("Tap to use your chip again")}
    </Button>
  );
};

const words = {
  tap: { icon: Nfc, label: "Tap to send {{count, number}} waiting copies" },
  send: { icon: Send, label: "Send {{count, number}} waiting copies" },
  "sign-in": { icon: LogIn, label: "Sign in to send {{count, number}} waiting copies" },
} as const satisfies Record<WayOut, { readonly icon: typeof Nfc; readonly label: TextKey }>;

const Waiting = (props: {
  readonly way: WayOut;
  readonly count: number;
  readonly onGo: () => void;
}): ReactElement => {
  const t = useText();
  const { icon: Icon, label } = words[props.way];
  return (
    <Button
      size="compact-md"
      variant="light"
      leftSection={<Icon size={16} aria-hidden />}
      onClick={props.onGo}
    >
      {t(label, { count: props.count })}
    </Button>
  );
};

/** Nothing waits: how long the service is open, or that a store has to be signed in to again. */
const Calm = (props: { readonly seconds: number; readonly onStores: () => void }): ReactElement => {
  const t = useText();
  const store = signedOut(useStores()?.stores ?? []);
  if (store !== null)
    return (
      <Button
        size="compact-md"
        variant="light"
        leftSection={<LogIn size={16} aria-hidden />}
        aria-label={t("Sign in again: {{store}}", { store: t(storeNames[store.store]) })}
        title={t(storeNames[store.store])}
        onClick={props.onStores}
      >
        {t("Sign in again")}
      </Button>
    );
  return props.seconds > 0 ? (
    <Quiet text={t("Service open for {{time}}", { time: clockText(props.seconds) })} />
  ) : (
    <Quiet text={t("All copies kept")} />
  );
};

/** The line. `onTap` opens the tap for a new session. */
export const SessionLine = ({ onTap }: { readonly onTap: () => void }): ReactElement | null => {
  const t = useText();
  const { session, copies, chipSlot } = useApp();
  const client = useClient();
  const leave = useLeave();
  const stores = useStores();
  const now = useNow(1000, session !== null);
  const seconds = session === null ? 0 : secondsUntil(session.expiresAt, now);
  const way = wayOut(stores?.stores ?? [], seconds > 0);
  const onStores = (): void => leave({ page: "settings", section: "stores", pane: "show" });
  const ways: Readonly<Record<WayOut, () => void>> = {
    tap: onTap,
    send: () => void client.call("stores.sync", {}).then(tellProblem),
    "sign-in": onStores,
  };
  if (chipSlot === "lost") return <ChipAgain onTap={onTap} />;
  if (copies.isBusy) {
    return (
      <Text size="sm" c="dimmed" role="status" style={{ display: "flex", gap: 8, alignItems: "center" }}>
        <Loader size={14} aria-hidden />{" "}
        {t("Sending {{count, number}} waiting copies", { count: copies.waiting })}
      </Text>
    );
  }
  if (copies.error !== null)
    return <FailedCopies count={copies.failed} error={copies.error} onRetry={ways[way]} />;
  return copies.waiting > 0 ? (
    <Waiting way={way} count={copies.waiting} onGo={ways[way]} />
  ) : (
    <Calm seconds={seconds} onStores={onStores} />
  );
};
