/** An error of the catalogue as people see it: what happened, what to do, and a way on where one exists. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { Info, TriangleAlert } from "lucide-react";
import { type ReactElement, useEffect, useRef } from "react";
import type { AppError } from "#contract/errors.ts";
import { useErrorText } from "#renderer/language/use-error-text.ts";
import { useText } from "#renderer/language/use-text.ts";
import { useErrorAction } from "./use-error-action.ts";

/** What to draw. `onRetry` is offered only where trying again can help. */
export interface ProblemProps {
  readonly error: AppError;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
  readonly isNotice?: boolean;
  /** It is read out elsewhere, politely: not an alert. */
  readonly isQuiet?: boolean;
}

/** Trying again first, then what else helps. */
const Buttons = ({ error, onRetry, retryLabel }: ProblemProps): ReactElement | null => {
  const t = useText();
  const action = useErrorAction(error);
  const canRetry = onRetry !== undefined && error.retry !== "never" && action?.replacesRetry !== true;
  if (!canRetry && action === null) return null;
  return (
    <Group gap="xs">
      {canRetry && (
        <Button size="xs" onClick={onRetry}>
          {retryLabel ?? t("Try again")}
        </Button>
      )}
      {action !== null && (
        <Button size="xs" variant={canRetry ? "default" : "filled"} onClick={action.run}>
          {action.label}
        </Button>
      )}
    </Group>
  );
};

const Reference = ({ error }: Pick<ProblemProps, "error">): ReactElement => {
  const t = useText();
  return (
    <Text size="xs" c="dimmed" ms="auto">
      {t("Reference {{ref}}", { ref: error.ref })}
    </Text>
  );
};

const looks = {
  alarm: { color: "red", icon: <TriangleAlert aria-hidden /> },
  notice: { color: "yellow", icon: <Info aria-hidden /> },
} as const;

/** The error with its next step. */
export const Problem = (props: ProblemProps): ReactElement => {
  const { error, isNotice = false, isQuiet = false } = props;
  const { title, next } = useErrorText(error);
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
      <Group justify="space-between" mt="xs" gap="xs">
        <Buttons {...props} />
        {!isNotice && <Reference error={error} />}
      </Group>
    </Alert>
  );
};
