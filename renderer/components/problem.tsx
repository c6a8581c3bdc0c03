/** An error of the catalogue as people see it: what happened, what to do, and a way on where one exists. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { Info, TriangleAlert } from "lucide-react";
import type { ReactElement } from "react";
import type { AppError } from "#contract/errors.ts";
import { describeError } from "#contract/messages.ts";
import { platform } from "#renderer/platform.ts";

/** What to draw. `onRetry` is offered only where trying again can help. */
export interface ProblemProps {
  readonly error: AppError;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
  readonly isNotice?: boolean;
}

/** The error with its next step. */
export const Problem = ({ error, onRetry, retryLabel, isNotice = false }: ProblemProps): ReactElement => {
  const { title, next } = describeError(error, platform());
  const canRetry = onRetry !== undefined && error.retry !== "never";
  return (
    <Alert
      color={isNotice ? "yellow" : "red"}
      variant="light"
      title={title}
      icon={isNotice ? <Info aria-hidden /> : <TriangleAlert aria-hidden />}
      role={isNotice ? "note" : "alert"}
      data-error-code={error.code}
    >
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {next}
      </Text>
      <Group justify="space-between" mt={canRetry ? "sm" : 4} gap="xs">
        {canRetry && (
          <Button size="xs" onClick={onRetry}>
            {retryLabel ?? "Try again"}
          </Button>
        )}
        {!isNotice && (
          <Text size="xs" c="dimmed">
            Reference {error.ref}
          </Text>
        )}
      </Group>
    </Alert>
  );
};
