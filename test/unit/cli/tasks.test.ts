import { describe, expect, it } from "vitest";
import type { Bridge } from "#contract/ipc.ts";
import { appError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import { followTask, watchTasks } from "#cli/tasks.ts";
import type { VerbBench } from "./verb-bench.ts";
import { createVerbBench } from "./verb-bench.ts";

const begin = async (bench: VerbBench): Promise<Bridge> => {
  const bridge = await bench.context.openBridge();
  if (!bridge.ok) throw new Error("no bridge");
  bench.pushTasks([{ state: "running" }]);
  return bridge.value;
};

describe("following a task", () => {
  it("tells of each quarter once and ends with it", async () => {
    const bench = createVerbBench();
    const ended = followTask(bench.context, await begin(bench), { taskId: "1" });
    for (const done of [0, 10, 26, 30, 80, 100]) bench.pushTasks([{ done, total: 100 }]);
    bench.pushTasks([{ taskId: "2", state: "failed" }, { state: "done" }]);
    expect(await ended).toEqual({ ok: true, value: undefined });
    expect(bench.progress).toEqual(["work: 25 %", "work: 75 %", "work: 100 %"]);
  });

  it("hands on why it failed", async () => {
    const bench = createVerbBench();
    const ended = followTask(bench.context, await begin(bench), { taskId: "1" });
    bench.pushTasks([{ state: "failed", error: appError("attachment.too-large") }]);
    expect(await ended).toMatchObject({ error: { code: "attachment.too-large" } });
  });

  it("cancels on Ctrl-C and waits for the end", async () => {
    const bench = createVerbBench({ replies: { "tasks.cancel": () => ok({}) } });
    const ended = followTask(bench.context, await begin(bench), { taskId: "1" });
    bench.interrupt();
    expect(bench.called("tasks.cancel")).toEqual([{ taskId: "1" }]);
    bench.pushTasks([{ state: "cancelled" }]);
    expect(await ended).toMatchObject({ error: { code: "task.cancelled" } });
    bench.interrupt();
    expect(bench.called("tasks.cancel")).toHaveLength(1);
  });

  it("ends when the vault was locked, which forgets the task", async () => {
    const bench = createVerbBench();
    const ended = followTask(bench.context, await begin(bench), { taskId: "1" });
    bench.pushTasks([]);
    expect(await ended).toMatchObject({ error: { code: "task.cancelled" } });
  });

  it("has nothing to follow when nothing was begun", async () => {
    const bench = createVerbBench();
    const ended = followTask(bench.context, await begin(bench), { taskId: null });
    expect(await ended).toMatchObject({ error: { code: "task.cancelled" } });
  });
});

it("watches work of one kind and cancels that", async () => {
  const bench = createVerbBench({ replies: { "tasks.cancel": () => ok({}) } });
  const stop = watchTasks(bench.context, await begin(bench), "verify", "verified");
  bench.interrupt();
  expect(bench.called("tasks.cancel")).toEqual([]);
  bench.pushTasks([{}, { taskId: "7", kind: "verify", done: 1, total: 2 }]);
  bench.interrupt();
  expect(bench.called("tasks.cancel")).toEqual([{ taskId: "7" }]);
  expect(bench.progress).toEqual(["verified: 50 %"]);
  stop();
});
