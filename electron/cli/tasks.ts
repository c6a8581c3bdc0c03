/** Follows long work to its end: tells how far it is, and stops it on Ctrl-C. */
import type { AppError } from "#contract/errors.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { TaskView } from "#contract/views.ts";
import type { VerbContext } from "./context.ts";
import { oneLine } from "./output.ts";
import { until } from "./until.ts";

/** Every so many percent there is a line. */
const stepPercent = 25;

/** Tells of each further quarter of some work once. */
export const createMeter = (
  context: VerbContext,
  label: string,
): ((progress: { readonly done: number; readonly total: number }) => void) => {
  let told = 0;
  return ({ done, total }) => {
    if (total === 0) return;
    const step = Math.floor((done / total) * (100 / stepPercent)) * stepPercent;
    if (step <= told) return;
    told = step;
    context.output.progress(`${oneLine(label)}: ${step} %`);
  };
};

const outcomeOf = (task: TaskView | undefined): Result<void, AppError> | null => {
  // Tasks are forgotten when the vault is locked, which stops them too.
  if (task === undefined || task.state === "cancelled") return fail("task.cancelled");
  if (task.state === "failed") return err(task.error ?? appError("internal"));
  return task.state === "done" ? ok(undefined) : null;
};

/** Waits until a task that was begun has ended. task.cancelled after Ctrl-C. */
export const followTask = async (
  context: VerbContext,
  bridge: Bridge,
  begun: { readonly taskId: string | null },
): Promise<Result<void, AppError>> => {
  const { taskId } = begun;
  if (taskId === null) return fail("task.cancelled");
  const stopCatching = context.onInterrupt(() => void bridge.call("tasks.cancel", { taskId }));
  let meter: ReturnType<typeof createMeter> | null = null;
  const ended = await until(bridge, "tasks.changed", ({ tasks }) => {
    const task = tasks.find((one) => one.taskId === taskId);
    if (task !== undefined) {
      meter ??= createMeter(context, task.label);
      meter(task);
    }
    return outcomeOf(task);
  });
  stopCatching();
  return ended;
};

/** Watches work of a kind whose own call answers when it ends; the returned function ends the watch. */
export const watchTasks = (
  context: VerbContext,
  bridge: Bridge,
  kind: TaskView["kind"],
  label: string,
): (() => void) => {
  const meter = createMeter(context, label);
  let running: TaskView | undefined;
  const stopWatching = bridge.subscribe("tasks.changed", ({ tasks }) => {
    running = tasks.findLast((task) => task.kind === kind && task.state === "running");
    if (running !== undefined) meter(running);
  });
  const stopCatching = context.onInterrupt(() => {
    if (running !== undefined) void bridge.call("tasks.cancel", { taskId: running.taskId });
  });
  return () => {
    stopCatching();
    stopWatching();
  };
};
