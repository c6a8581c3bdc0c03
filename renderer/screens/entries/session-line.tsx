/** How long the service is open after a tap, and what still waits to be sent. */
import { Button, Loader, Popover, Text } from "@mantine/core";
import { CircleAlert, LogIn, Nfc, Send } from "lucide-react";
import type { ReactElement } from "react";
import type { AppError } from "#contract/errors.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useApp, useClient, useStores } from "#renderer/context.ts";
import { clockText, secondsUntil, useNow } from "#renderer/time.ts";
import { storeNames } from "./entry-words.tsx";
import { useLeave } from "./use-leave.ts";
import { type WayOut, signedOut, wayOut } from "./way-out.ts";

const copiesText = (count: number): string => `${count} waiting ${count === 1 ? "copy" : "copies"}`;

const FailedCopies = (props: {
  readonly count: number;
  readonly error: AppError;
  readonly onRetry: () => void;
}): ReactElement => (
  <Popover width={360} position="bottom-end" trapFocus returnFocus shadow="md">
    <Popover.Target>
      <Button
        size="compact-md"
        variant="light"
        color="red"
        leftSection={<CircleAlert size={16} aria-hidden />}
      >
        {props.count === 0 ? "Not sent" : `${props.count} failed`}
      </Button>
    </Popover.Target>
    <Popover.Dropdown aria-label="Why copies failed">
      <Problem error={props.error} onRetry={props.onRetry} />
    </Popover.Dropdown>
  </Popover>
);

const Quiet = ({ text }: { readonly text: string }): ReactElement => (
  <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
    {text}
  </Text>
);

/** After the recovery words opened the vault on a computer that lost its half of the chip's way in. */
const ChipAgain = ({ onTap }: { readonly onTap: () => void }): ReactElement => (
  <Button size="compact-md" variant="light" leftSection={<Nfc size={16} aria-hidden />} onClick={onTap}>
    Tap to use your chip again
  </Button>
);

const words = {
  tap: { icon: Nfc, label: "Tap to send" },
  send: { icon: Send, label: "Send" },
  "sign-in": { icon: LogIn, label: "Sign in to send" },
} as const satisfies Record<WayOut, unknown>;

const Waiting = (props: {
  readonly way: WayOut;
  readonly count: number;
  readonly onGo: () => void;
}): ReactElement => {
  const { icon: Icon, label } = words[props.way];
  return (
    <Button
      size="compact-md"
      variant="light"
      leftSection={<Icon size={16} aria-hidden />}
      onClick={props.onGo}
    >
      {label} {copiesText(props.count)}
    </Button>
  );
};

/** Nothing waits: how long the service is open, or that a store has to be signed in to again. */
const Calm = (props: { readonly seconds: number; readonly onStores: () => void }): ReactElement => {
  const store = signedOut(useStores()?.stores ?? []);
  if (store !== null)
    return (
      <Button
        size="compact-md"
        variant="light"
        leftSection={<LogIn size={16} aria-hidden />}
        aria-label={`Sign in again: ${storeNames[store.store]}`}
        title={storeNames[store.store]}
        onClick={props.onStores}
      >
        Sign in again
      </Button>
    );
  return props.seconds > 0 ? (
    <Quiet text={`Service open for ${clockText(props.seconds)}`} />
  ) : (
    <Quiet text="All copies kept" />
  );
};

/** The line. `onTap` opens the tap for a new session. */
export const SessionLine = ({ onTap }: { readonly onTap: () => void }): ReactElement | null => {
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
        <Loader size={14} aria-hidden /> Sending {copiesText(copies.waiting)}
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
