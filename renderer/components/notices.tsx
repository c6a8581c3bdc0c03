/** Short notices in the corner: what failed, what was copied, what can be undone. */
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type ReactElement, type ReactNode, useEffect } from "react";
import type { AppError } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import type { Result } from "#contract/result.ts";
import { platform } from "#renderer/platform.ts";
import { secondsUntil, useNow } from "#renderer/time.ts";
import { shortText } from "./short-text.ts";

/** Shows an error of the catalogue as a notice. */
export const showProblem = (error: AppError): void => {
  const { title, next } = describeError(error, platform());
  notifications.show({
    id: error.code,
    color: "red",
    title,
    message: next,
    autoClose: 10_000,
    closeButtonProps: { "aria-label": "Dismiss" },
  });
};

/** Shows the error of a failed reply; says nothing of a good one. */
export const tellProblem = (reply: Result<unknown, AppError>): void => {
  if (!reply.ok) showProblem(reply.error);
};

/** A notice whose text counts down to a moment, then goes away. */
const Countdown = (props: {
  readonly id: string;
  readonly until: number;
  readonly text: (seconds: number) => string;
  readonly children?: ReactNode;
}): ReactElement => {
  const { id, until, text, children } = props;
  const seconds = secondsUntil(until, useNow(500));
  useEffect(() => {
    if (seconds === 0) notifications.hide(id);
  }, [id, seconds]);
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm" c="dimmed" aria-live="off">
        {text(seconds)}
      </Text>
      {children}
    </Group>
  );
};

/** Says that a value is on the clipboard, and until when. */
export const showCopied = (label: string, clearsAt: number): void => {
  notifications.hide("copied");
  notifications.show({
    id: "copied",
    title: `${label} copied`,
    message: (
      <Countdown
        id="copied"
        until={clearsAt}
        text={(seconds) => `Cleared from the clipboard in ${seconds} s`}
      />
    ),
    autoClose: false,
    closeButtonProps: { "aria-label": "Dismiss" },
  });
};

/** What was done, and how to take it back. `text` names what it was done to. */
export interface UndoNotice {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly until: number;
  readonly onUndo: () => void;
}

/** Says that something was done, with the way back until a moment. */
export const showUndo = ({ id, title, text, until, onUndo }: UndoNotice): void => {
  notifications.hide(id);
  notifications.show({
    id,
    title,
    message: (
      <Countdown id={id} until={until} text={() => shortText(text, 40)}>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          Undo
        </Button>
      </Countdown>
    ),
    autoClose: false,
    closeButtonProps: { "aria-label": "Dismiss" },
  });
};

/** Takes all notices away, on lock: their texts may name an entry. */
export const clearNotices = (): void => {
  notifications.clean();
};
