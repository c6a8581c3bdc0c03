/** One piece of long work: what it is, how far it is, a way to stop it, and why it failed. */
import { CloseButton, Group, Progress, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { TaskView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { tellProblem } from "./notices.tsx";
import { Problem } from "./problem.tsx";

/** The work and what it is called. `onDismiss` takes a failed one off the screen. */
export interface TaskLineProps {
  readonly task: TaskView;
  /** Says what is being done to what, for example "Adding photo.jpg". */
  readonly label: string;
  readonly onDismiss?: (() => void) | undefined;
}

const useBytesText = ({ done, total }: TaskView): string => {
  const t = useText();
  const formats = useFormats();
  return total === 0
    ? ""
    : t("{{done}} of {{total}}", { done: formats.size(done), total: formats.size(total) });
};

const Running = ({ task, label }: TaskLineProps): ReactElement => {
  const t = useText();
  const client = useClient();
  const bytes = useBytesText(task);
  const stop = (): void => void client.call("tasks.cancel", { taskId: task.taskId }).then(tellProblem);
  const percent = task.total === 0 ? 100 : Math.min(100, (task.done / task.total) * 100);
  return (
    <Stack gap={6} role="group" aria-label={label}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" role="status" truncate miw={0} dir="auto" title={label}>
          {label}
        </Text>
        <Group gap={4} wrap="nowrap" flex="none">
          <Text size="xs" c="dimmed" aria-live="off">
            {bytes}
          </Text>
          <CloseButton size="sm" aria-label={t("Stop: {{task}}", { task: label })} onClick={stop} />
        </Group>
      </Group>
      <Progress.Root size="sm">
        <Progress.Section
          value={percent}
          aria-label={label}
          striped={task.total === 0}
          animated={task.total === 0}
        />
      </Progress.Root>
    </Stack>
  );
};

/** The line; nothing once the work is done or was stopped. */
export const TaskLine = ({ task, label, onDismiss }: TaskLineProps): ReactElement | null => {
  const t = useText();
  if (task.state === "running") return <Running task={task} label={label} />;
  if (task.state !== "failed" || task.error === null) return null;
  return (
    <Group wrap="nowrap" align="flex-start" gap="xs">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Problem error={task.error} />
      </div>
      {onDismiss !== undefined && <CloseButton aria-label={t("Dismiss")} onClick={onDismiss} />}
    </Group>
  );
};
