/** The long work of one kind that is under way, for a progress bar where it was begun. */
import type { TaskView } from "#contract/views.ts";
import { useTasks } from "#renderer/context.ts";

/** The running task, or null. `name` tells several of a kind apart where main gives them names. */
export const useRunningTask = (kind: TaskView["kind"], name?: string): TaskView | null =>
  useTasks().findLast(
    (task) => task.kind === kind && task.state === "running" && (name === undefined || task.label === name),
  ) ?? null;
