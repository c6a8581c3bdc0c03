/** The long work that main reports, looked up by what the window knows of it. Pure; the snapshot is in snapshots.ts. */
import type { TaskView, TasksView } from "#contract/views.ts";

const none: readonly TaskView[] = [];

/** All of them, oldest first. */
export const tasksOf = (view: TasksView | null): readonly TaskView[] => view?.tasks ?? none;

/** Those that were begun here, by their ids, in that order; main may have forgotten some. */
export const tasksByIds = (tasks: readonly TaskView[], taskIds: readonly string[]): readonly TaskView[] =>
  taskIds.flatMap((taskId) => tasks.find((task) => task.taskId === taskId) ?? []);
