/** How long the service is open after a tap, and what still waits to be sent. */
import { Button, Loader, Popover, Text } from "@mantine/core";
import { CircleAlert, Nfc, Send } from "lucide-react";
import type { ReactElement } from "react";
import type { AppError } from "#contract/errors.ts";
import { tellProblem } from "#renderer/components/notices.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { useApp, useClient } from "#renderer/context.ts";
import { clockText, secondsUntil, useNow } from "#renderer/time.ts";

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

/** The line. `onTap` opens the tap for a new session. */
export const SessionLine = ({ onTap }: { readonly onTap: () => void }): ReactElement | null => {
  const { session, copies, chipSlot } = useApp();
  const client = useClient();
  const now = useNow(1000, session !== null);
  const seconds = session === null ? 0 : secondsUntil(session.expiresAt, now);
  const sync = (): void => void client.call("stores.sync", {}).then(tellProblem);
  const again = seconds > 0 ? sync : onTap;
  if (chipSlot === "lost") return <ChipAgain onTap={onTap} />;
  if (copies.isBusy) {
    return (
      <Text size="sm" c="dimmed" role="status" style={{ display: "flex", gap: 8, alignItems: "center" }}>
        <Loader size={14} aria-hidden /> Sending {copiesText(copies.waiting)}
      </Text>
    );
  }
  if (copies.error !== null)
    return <FailedCopies count={copies.failed} error={copies.error} onRetry={again} />;
  if (copies.waiting > 0) {
    return (
      <Button
        size="compact-md"
        variant="light"
        leftSection={seconds > 0 ? <Send size={16} aria-hidden /> : <Nfc size={16} aria-hidden />}
        onClick={again}
      >
        {seconds > 0 ? `Send ${copiesText(copies.waiting)}` : `Tap to send ${copiesText(copies.waiting)}`}
      </Button>
    );
  }
  return seconds > 0 ? (
    <Quiet text={`Service open for ${clockText(seconds)}`} />
  ) : (
    <Quiet text="All copies kept" />
  );
};
