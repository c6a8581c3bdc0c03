/**
 * Short notices in the corner: what failed, what was copied, what can be undone. They are shown from
 * anywhere; what they say is drawn inside the window, so that it is in the person's language.
 */
import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type ReactElement, type ReactNode, useEffect } from "react";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { Text as KnownText, TextValues } from "#renderer/language/texts.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useText } from "#renderer/language/use-text.ts";
import { secondsUntil, useNow } from "#renderer/time.ts";
import { shortText } from "./short-text.ts";
import { useErrorAction } from "./use-error-action.ts";

const ProblemTitle = ({ error }: { readonly error: AppError }): ReactElement => (
  <>{useErrorText(error).title}</>
);

/** What to do, with a button for it where one exists; the button takes the notice away. */
const ProblemNext = ({ error }: { readonly error: AppError }): ReactElement => {
  const { next } = useErrorText(error);
  const action = useErrorAction(error);
  return (
    <Stack gap="xs" align="flex-start" data-notice-code={error.code}>
      <Text size="sm" c="dimmed">
        {next}
      </Text>
      {action !== null && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(error.code);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
    </Stack>
  );
};

/** Shows an error of the catalogue as a notice. */
export const showProblem = (error: AppError): void => {
  notifications.show({
    id: error.code,
    color: "red",
    title: <ProblemTitle error={error} />,
    message: <ProblemNext error={error} />,
    autoClose: 10_000,
  });
};

/** Shows the error of a failed reply; says nothing of a good one. */
export const tellProblem = (reply: Result<unknown, AppError>): void => {
  if (!reply.ok) showProblem(reply.error);
};

const Said = (props: { readonly text: KnownText; readonly values?: TextValues }): ReactElement => (
  <>{useText()(props.text, props.values)}</>
);

/** A notice whose text counts down to a moment, then goes away. */
const Countdown = (props: {
  readonly id: string;
  readonly until: number;
  readonly text: (seconds: number) => ReactNode;
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
    title: <Said text="{{label}} copied" values={{ label }} />,
    message: (
      <Countdown
        id="copied"
        until={clearsAt}
        text={(seconds) => <Said text="Cleared from the clipboard in {{seconds}} s" values={{ seconds }} />}
      />
    ),
    autoClose: false,
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
          <Said text="Undo" />
        </Button>
      </Countdown>
    ),
    autoClose: false,
  });
};

/** Takes all notices away, on lock: their texts may name an entry. */
export const clearNotices = (): void => {
  notifications.clean();
};
