import { describe, expect, it } from "vitest";
import type { ActivityEvent } from "#contract/views.ts";
import type { HashedLine } from "#main/activity/chain.ts";
import { chartOf, queryLines } from "#main/activity/questions.ts";

const line = (seq: number, at: number, event: ActivityEvent): HashedLine => ({
  v: 1,
  seq,
  at,
  by: "window",
  event,
  prev: "0".repeat(64),
  hash: "1".repeat(64),
});

const noon = new Date(2026, 4, 6, 12).getTime();
const hour = 3_600_000;

const tap = (error: "chip.removed" | "scan.cancelled" | null): ActivityEvent => ({
  kind: "scan",
  purpose: "unlock",
  error,
  chip: "spark2",
  reader: null,
  tookMs: 1,
  attempts: 1,
});

const lines: readonly HashedLine[] = [
  line(1, noon - 30 * hour, tap(null)),
  line(2, noon - 2 * hour, tap("chip.removed")),
  line(3, noon - hour, tap("scan.cancelled")),
  line(4, noon, tap(null)),
  line(5, noon, { kind: "unlock", way: "chip", error: null }),
  line(6, noon + 1, { kind: "sync", store: "hyperid", sent: 4, removed: 1, failed: 2, error: "store.busy" }),
];

const all = { kinds: [], outcome: "all", from: null, to: null, offset: 0, limit: 200 } as const;
const seqs = (query: Partial<Parameters<typeof queryLines>[1]>): readonly number[] =>
  queryLines(lines, { ...all, kinds: [], ...query }).rows.map(({ seq }) => seq);

describe("lines", () => {
  it("come latest first, by kind, outcome and time", () => {
    expect(seqs({})).toEqual([6, 5, 4, 3, 2, 1]);
    expect(seqs({ kinds: ["unlock", "sync"] })).toEqual([6, 5]);
    expect(seqs({ outcome: "failed" })).toEqual([6, 2]);
    // What a person gave up did not fail.
    expect(seqs({ outcome: "ok" })).toEqual([5, 4, 3, 1]);
    expect(seqs({ from: noon - hour, to: noon + 1 })).toEqual([5, 4, 3]);
  });

  it("come in windows that know the whole number", () => {
    const window = queryLines(lines, { ...all, kinds: [], offset: 2, limit: 2 });
    expect(window.total).toBe(6);
    expect(window.rows.map(({ position }) => position)).toEqual([3, 2]);
  });

  it("ten thousand are quick to ask", () => {
    const many = Array.from({ length: 10_000 }, (_, n) => line(n + 1, noon + n, tap(null)));
    expect(queryLines(many, { ...all, kinds: [], offset: 9_900, limit: 200 }).rows).toHaveLength(100);
  });
});

describe("the chart", () => {
  it("adds up by day of this computer, days without anything too", () => {
    const bars = chartOf(lines, { from: noon - 48 * hour, to: noon + hour, bucket: "day" });
    expect(
      bars.map(({ tapsOk, tapsFailed, unlocks, synced }) => [tapsOk, tapsFailed, unlocks, synced.hyperid]),
    ).toEqual([
      [0, 0, 0, 0],
      [1, 0, 0, 0],
      [1, 1, 1, 5],
    ]);
    expect(new Date(bars[0]?.at ?? 0).getHours()).toBe(0);
  });

  it("has bars by hour, week and month, and never more than it may", () => {
    const span = { from: noon - 3 * hour, to: noon + 1 };
    expect(chartOf(lines, { ...span, bucket: "hour" })).toHaveLength(4);
    expect(new Date(chartOf(lines, { ...span, bucket: "week" })[0]?.at ?? 0).getDay()).toBe(1);
    expect(new Date(chartOf(lines, { ...span, bucket: "month" })[0]?.at ?? 0).getDate()).toBe(1);
    const most = chartOf(lines, { from: 0, to: noon + hour, bucket: "hour" });
    expect(most).toHaveLength(400);
    expect(most.at(-1)?.at).toBe(noon);
    expect(chartOf(lines, { from: noon, to: noon, bucket: "day" })).toEqual([]);
  });
});
