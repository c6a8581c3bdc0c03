/** Answers about the log: which lines, and sums over time. Pure. */
import type { CommandInput } from "#contract/ipc.ts";
import type { ActivityBar, ActivityEvent, ActivityRow } from "#contract/views.ts";
import type { HashedLine } from "./chain.ts";

/** What a person gave up is no failure. */
const givenUp: readonly string[] = ["scan.cancelled", "task.cancelled", "connect.cancelled"];

/** The error of an event, as far as it has one that says that something failed. */
export const hasFailed = (event: ActivityEvent): boolean =>
  "error" in event && event.error !== null && !givenUp.includes(event.error);

type Query = CommandInput<"activity.query">;

const isWanted = ({ at, event }: HashedLine, { kinds, outcome, from, to }: Query): boolean =>
  (from === null || at >= from) &&
  (to === null || at < to) &&
  (kinds.length === 0 || kinds.includes(event.kind)) &&
  (outcome === "all" || hasFailed(event) === (outcome === "failed"));

/** A window of the lines that were asked for, latest first. */
export const queryLines = (
  lines: readonly HashedLine[],
  query: Query,
): { readonly total: number; readonly rows: ActivityRow[] } => {
  const found: number[] = [];
  for (let position = lines.length - 1; position >= 0; position--) {
    const line = lines[position];
    if (line !== undefined && isWanted(line, query)) found.push(position);
  }
  const rows = found.slice(query.offset, query.offset + query.limit).flatMap((position): ActivityRow[] => {
    const line = lines[position];
    if (line === undefined) return [];
    const { seq, at, by, event } = line;
    return [{ seq, at, by, event, position }];
  });
  return { total: found.length, rows };
};

type Bucket = CommandInput<"activity.chart">["bucket"];

const maxBars = 400;

/** Where the bar of a moment begins, by this computer's calendar; weeks begin on Monday. */
const beginningOf = (at: number, bucket: Bucket): number => {
  const date = new Date(at);
  date.setMinutes(0, 0, 0);
  if (bucket !== "hour") date.setHours(0);
  if (bucket === "week") date.setDate(date.getDate() - ((date.getDay() + 6) % 7));
  if (bucket === "month") date.setDate(1);
  return date.getTime();
};

const next = (at: number, bucket: Bucket): number => {
  const date = new Date(at);
  if (bucket === "hour") return at + 3_600_000;
  if (bucket === "month") date.setMonth(date.getMonth() + 1);
  else date.setDate(date.getDate() + (bucket === "week" ? 7 : 1));
  return date.getTime();
};

const emptyBar = (at: number): ActivityBar => ({
  at,
  tapsOk: 0,
  tapsFailed: 0,
  unlocks: 0,
  synced: { kvs: 0, hyperid: 0, dataswyft: 0, digime: 0 },
});

/** At least as long as the shortest bar of its kind. */
const barMs = { hour: 3_600_000, day: 82_800_000, week: 601_200_000, month: 2_415_600_000 } as const;

const emptyBars = (from: number, to: number, bucket: Bucket): Map<number, ActivityBar> => {
  const starts: number[] = [];
  if (from >= to) return new Map();
  // What is longer ago than so many of the longest bars cannot be among the latest.
  const since = Math.max(from, to - 2 * maxBars * barMs[bucket]);
  for (let at = beginningOf(since, bucket); at < to; at = next(at, bucket)) starts.push(at);
  return new Map(starts.slice(-maxBars).map((at) => [at, emptyBar(at)]));
};

const add = (bar: ActivityBar, event: ActivityEvent): ActivityBar => {
  if (event.kind === "scan") {
    if (event.error === "scan.cancelled") return bar;
    return event.error === null
      ? { ...bar, tapsOk: bar.tapsOk + 1 }
      : { ...bar, tapsFailed: bar.tapsFailed + 1 };
  }
  if (event.kind === "unlock" && event.error === null) return { ...bar, unlocks: bar.unlocks + 1 };
  if (event.kind !== "sync") return bar;
  const sent = bar.synced[event.store] + event.sent + event.removed;
  return { ...bar, synced: { ...bar.synced, [event.store]: sent } };
};

/** Sums by bar, oldest first; bars with nothing in them too. */
export const chartOf = (
  lines: readonly HashedLine[],
  { from, to, bucket }: CommandInput<"activity.chart">,
): ActivityBar[] => {
  const bars = emptyBars(from, to, bucket);
  for (const { at, event } of lines) {
    if (at < from || at >= to) continue;
    const start = beginningOf(at, bucket);
    const bar = bars.get(start);
    if (bar !== undefined) bars.set(start, add(bar, event));
  }
  return [...bars.values()];
};
