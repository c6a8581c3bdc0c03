/** An error of the catalogue as people see it: what happened, what to do, and a way on where one exists. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { Info, TriangleAlert } from "lucide-react";
import { type ReactElement, useEffect, useRef } from "react";
import type { AppError } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import { platform } from "#renderer/platform.ts";

/** What to draw. `onRetry` is offered only where trying again can help. */
export interface ProblemProps {
  readonly error: AppError;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
  readonly isNotice?: boolean;
  /** It is read out elsewhere, politely: not an alert. */
  readonly isQuiet?: boolean;
}

const Foot = (props: {
  readonly onRetry: (() => void) | null;
  readonly label: string;
  readonly reference: string | null;
}): ReactElement => (
  <Group justify="space-between" mt={props.onRetry === null ? 4 : "sm"} gap="xs">
    {props.onRetry !== null && (
      <Button size="xs" onClick={props.onRetry}>
        {props.label}
      </Button>
    )}
    {props.reference !== null && (
      <Text size="xs" c="dimmed">
        Reference {props.reference}
      </Text>
    )}
  </Group>
);

const looks = {
  alarm: { color: "red", icon: <TriangleAlert aria-hidden /> },
  notice: { color: "yellow", icon: <Info aria-hidden /> },
} as const;

/** The error with its next step. */
export const Problem = (props: ProblemProps): ReactElement => {
  const { error, onRetry, retryLabel = "Try again", isNotice = false, isQuiet = false } = props;
  const { title, next } = describeError(error, platform());
  const retry = error.retry === "never" ? undefined : onRetry;
  const { color, icon } = looks[isNotice ? "notice" : "alarm"];
  const isLoud = !isNotice && !isQuiet;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In a long form it would come below the edge, where nobody looks.
    if (isLoud) box.current?.scrollIntoView({ block: "nearest" });
  }, [isLoud, error.ref]);
  return (
    <Alert
      ref={box}
      color={color}
      variant="light"
      title={title}
      icon={icon}
      role={isLoud ? "alert" : "note"}
      data-error-code={error.code}
    >
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {next}
      </Text>
      <Foot onRetry={retry ?? null} label={retryLabel} reference={isNotice ? null : error.ref} />
    </Alert>
  );
};
