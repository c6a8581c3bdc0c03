/** The long work of one kind that is under way, for a progress bar where it was begun. */
import { useEffect, useState } from "react";
import type { TaskView } from "#contract/views.ts";
import { useClient } from "#renderer/context.ts";

/** The running task, or null. */
export const useRunningTask = (kind: TaskView["kind"]): TaskView | null => {
  const client = useClient();
  const [tasks, setTasks] = useState<readonly TaskView[]>([]);
  useEffect(() => client.subscribe("tasks.changed", (view) => setTasks(view.tasks)), [client]);
  return tasks.findLast((task) => task.kind === kind && task.state === "running") ?? null;
};
