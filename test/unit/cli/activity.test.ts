import { describe, expect, it } from "vitest";
import { activity } from "#cli/verbs/activity.ts";
import { momentOf } from "#cli/verbs/moments.ts";
import { commands } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import type { ActivityChain } from "#contract/views.ts";
import { fakeLog } from "#test/support/fake-activity.ts";
import { queryRows } from "#test/support/fake-activity-calls.ts";
import { createVerbBench } from "./verb-bench.ts";

const now = Date.UTC(2026, 4, 3, 12);

const benchOf = (chain: ActivityChain = { state: "ok", brokenFrom: null }) =>
  createVerbBench({
    replies: {
      "activity.query": (input) => {
        const query = commands["activity.query"].in.parse(input);
        return ok({ ...queryRows(fakeLog(20, now), query), chain });
      },
    },
  });

describe("activity", () => {
  it("shows the latest lines, in as many calls as it takes", async () => {
    const bench = benchOf();
    expect(await activity(bench.context, { limit: 300 })).toBe(0);
    const [answer] = bench.answers as [{ total: number; rows: unknown[] }];
    expect(answer.total).toBe(440);
    expect(answer.rows).toHaveLength(300);
    expect(bench.called("activity.query")).toHaveLength(2);
    expect(bench.texts[0]?.split("\n")[0]).toBe("2026-05-03 11:59:00\twindow\tlock\twhy idle");
  });

  it("asks for what was wanted only", async () => {
    const bench = benchOf();
    await activity(bench.context, { kind: ["scan", "scan"], failed: true, since: now - 1_000, limit: 5 });
    expect(bench.called("activity.query")).toEqual([
      { kinds: ["scan"], outcome: "failed", from: now - 1_000, offset: 0, limit: 5 },
    ]);
  });

  it("ends with its own exit code when the log was changed from outside", async () => {
    const bench = benchOf({ state: "broken", brokenFrom: 3 });
    expect(await activity(bench.context, { limit: 1 })).toBe(9);
    expect(bench.progress.join()).toContain("changed from outside");
  });

  it("understands spans and dates", () => {
    expect(momentOf("90m", now)).toBe(now - 5_400_000);
    expect(momentOf("7d", now)).toBe(now - 604_800_000);
    expect(momentOf("2026-05-01", now)).toBe(Date.UTC(2026, 4, 1));
    expect(momentOf("soon", now)).toBeNull();
  });
});
