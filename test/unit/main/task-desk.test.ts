import { describe, expect, test } from "vitest";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import { TaskDesk } from "#main/task-desk.ts";
import { createManualClock } from "#test/support/manual-clock.ts";

const bench = (): { desk: TaskDesk; clock: ReturnType<typeof createManualClock>; told: () => number } => {
  const clock = createManualClock();
  let count = 0;
  return { desk: new TaskDesk(clock, () => count++), clock, told: () => count };
};

describe("long work", () => {
  test("shows its progress, then that it is done, and goes after a minute", async () => {
    const { desk, clock } = bench();
    const { taskId, done } = desk.begin({ kind: "export", label: "all" }, ({ progress }) => {
      progress(3, 7);
      return Promise.resolve(ok("written"));
    });
    expect(desk.views).toMatchObject([{ taskId, state: "running", done: 3, total: 7 }]);
    expect(await done).toEqual(ok("written"));
    expect(desk.views).toMatchObject([{ state: "done", done: 7, total: 7, error: null }]);
    await clock.advance(59_000);
    expect(desk.views).toHaveLength(1);
    await clock.advance(2_000);
    expect(desk.views).toHaveLength(0);
  });

  test("keeps the error of what failed, and none of what was cancelled", async () => {
    const { desk } = bench();
    await desk.begin({ kind: "attach", label: "a" }, () => Promise.resolve(fail("attachment.too-large")))
      .done;
    const second = desk.begin(
      { kind: "attach", label: "b" },
      ({ signal }) =>
        new Promise((resolve) => signal.addEventListener("abort", () => resolve(fail("task.cancelled")))),
    );
    desk.cancel(second.taskId);
    await second.done;
    expect(desk.views.map(({ state, error }) => [state, error?.code])).toEqual([
      ["failed", "attachment.too-large"],
      ["cancelled", undefined],
    ]);
  });

  test("a throw ends it as internal", async () => {
    const { desk } = bench();
    const { done } = desk.begin({ kind: "verify", label: "" }, () => Promise.reject(new Error("bug")));
    expect(await done).toMatchObject({ ok: false, error: { code: "internal" } });
  });

  test("progress in quick succession is told once in a while", () => {
    const { desk, told } = bench();
    void desk.begin({ kind: "attach", label: "" }, ({ progress }) => {
      for (let at = 0; at < 1_000; at++) progress(at, 1_000);
      return new Promise(() => undefined);
    });
    expect(told()).toBe(2);
  });

  test("a lock stops everything and forgets the names", () => {
    const { desk } = bench();
    let wasStopped = false;
    void desk.begin({ kind: "attach", label: "secret.pdf" }, ({ signal }) => {
      signal.addEventListener("abort", () => (wasStopped = true));
      return new Promise(() => undefined);
    });
    desk.forgetAll();
    expect(wasStopped).toBe(true);
    expect(desk.views).toEqual([]);
  });

  test("very long names are cut", () => {
    const { desk } = bench();
    void desk.begin({ kind: "attach", label: "x".repeat(5_000) }, () => new Promise(() => undefined));
    expect(desk.views[0]?.label).toHaveLength(300);
  });
});
