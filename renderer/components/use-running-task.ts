/** The long work of one kind that is under way, for a progress bar where it was begun. */
import type { TaskView } from "#contract/views.ts";
import { useTasks } from "#renderer/context.ts";

/** The running task, or null. */
export const useRunningTask = (kind: TaskView["kind"]): TaskView | null =>
  useTasks().findLast((task) => task.kind === kind && task.state === "running") ?? null;
