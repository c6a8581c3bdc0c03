/**
 * Long work with progress: one row each in the window, cancellable, forgotten on lock. It knows
 * nothing of what the work is.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { appError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err } from "#contract/result.ts";
import type { TaskView } from "#contract/views.ts";

/** What a piece of work is called in the window. */
export type TaskName = Pick<TaskView, "kind" | "label">;

/** What the work gets: when to stop, and where to tell how far it is. */
export interface TaskControl {
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

/** Work that was begun. */
export interface BegunTask<T> {
  readonly taskId: string;
  readonly done: Promise<Result<T, AppError>>;
}

/** How long an ended one can still be looked at. */
const keptMs = 60_000;
/** The window hears of progress so often at most. */
const everyMs = 100;
const maxTasks = 50;
const maxLabel = 300;

/** Runs work and shows it. */
export class TaskDesk {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #tasks = new Map<string, TaskView>();
  readonly #stops = new Map<string, AbortController>();
  #nextId = 1;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** What the window shows, oldest first. */
  get views(): readonly TaskView[] {
    return [...this.#tasks.values()].slice(-maxTasks);
  }

  /** Starts the work. A throw in it is a bug and ends it as `internal`. */
  begin<T>(name: TaskName, work: (control: TaskControl) => Promise<Result<T, AppError>>): BegunTask<T> {
    const taskId = String(this.#nextId++);
    const stop = new AbortController();
    const label = name.label.slice(0, maxLabel);
    this.#stops.set(taskId, stop);
    this.#put({ taskId, kind: name.kind, label, state: "running", done: 0, total: 0, error: null });
    const progress = (done: number, total: number): void => this.#progress(taskId, done, total);
    const done = work({ signal: stop.signal, progress }).catch((): Result<T, AppError> =>
      err(appError("internal")),
    );
    return { taskId, done: done.then((result) => this.#end(taskId, result)) };
  }

  /** Asks the work to stop; harmless when it is over. */
  cancel(taskId: string): void {
    this.#stops.get(taskId)?.abort();
  }

  /** Stops everything and forgets all rows, whose labels may be names of files. */
  forgetAll(): void {
    for (const stop of this.#stops.values()) stop.abort();
    this.#stops.clear();
    this.#tasks.clear();
    this.#changed();
  }

  #put(task: TaskView): void {
    this.#tasks.set(task.taskId, task);
    this.#changed();
  }

  #progress(taskId: string, done: number, total: number): void {
    const task = this.#tasks.get(taskId);
    if (task === undefined) return;
    this.#tasks.set(taskId, { ...task, done, total });
    const now = this.#clock.monotonicMs();
    if (now - this.#toldAt < everyMs) return;
    this.#toldAt = now;
    this.#changed();
  }

  #end<T>(taskId: string, result: Result<T, AppError>): Result<T, AppError> {
    this.#stops.delete(taskId);
    const task = this.#tasks.get(taskId);
    if (task === undefined) return result;
    const isCancelled = !result.ok && result.error.code === "task.cancelled";
    const state = result.ok ? "done" : isCancelled ? "cancelled" : "failed";
    const done = result.ok ? Math.max(task.done, task.total) : task.done;
    this.#put({ ...task, state, done, error: result.ok || isCancelled ? null : result.error });
    this.#clock.after(keptMs, () => {
      if (this.#tasks.delete(taskId)) this.#changed();
    });
    return result;
  }
}
