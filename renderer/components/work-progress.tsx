/** How far long work is: a bar, a word on it, and a way to stop it where there is one. */
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { TaskView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { tellProblem } from "./notices.tsx";
import { useRunningTask } from "./use-running-task.ts";

/** What is done of what. `total` 0: not known yet. */
export interface WorkProgressProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly onCancel?: (() => void) | undefined;
}

/** The bar. */
export const WorkProgress = ({ label, done, total, onCancel }: WorkProgressProps): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const percent = total === 0 ? 100 : Math.min(100, (done / total) * 100);
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          {label}
        </Text>
        <Text size="sm" c="dimmed" aria-live="off">
          {total > 0 &&
            t("{{done}} of {{total}}", { done: formats.number(done), total: formats.number(total) })}
        </Text>
      </Group>
      <Progress.Root size="md">
        <Progress.Section value={percent} aria-label={label} striped={total === 0} animated={total === 0} />
      </Progress.Root>
      {onCancel !== undefined && (
        <Group justify="flex-end">
          <Button size="compact-sm" variant="subtle" onClick={onCancel}>
            {t("Stop")}
          </Button>
        </Group>
      )}
    </Stack>
  );
};

/** The bar of a kind of work that main reports; shown as soon as the work was begun. */
export const TaskProgress = (props: {
  readonly kind: TaskView["kind"];
  readonly label: string;
  /** What main calls it, where several of a kind may run. */
  readonly name?: string;
}): ReactElement => {
  const client = useClient();
  const task = useRunningTask(props.kind, props.name);
  const cancel = (): void => {
    if (task !== null) void client.call("tasks.cancel", { taskId: task.taskId }).then(tellProblem);
  };
  return (
    <WorkProgress
      label={props.label}
      done={task?.done ?? 0}
      total={task?.total ?? 0}
      onCancel={task === null ? undefined : cancel}
    />
  );
};
