/** The played calls about the activity log and the view of what is stored where. */
import type { activityCommands } from "#contract/ipc-activity.ts";
import type { CommandInput, Reply } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import type { ActivityBar, ActivityEvent, ActivityRow } from "#contract/views.ts";
import { calmStorage, fakeLog } from "./fake-activity.ts";
import type { FakeWorld } from "./fake-world.ts";

export { calmActivity } from "./fake-activity.ts";

const hasFailed = (event: ActivityEvent): boolean => "error" in event && event.error !== null;

/** As main answers, over given rows, oldest first. */
export const queryRows = (
  rows: readonly ActivityRow[],
  query: CommandInput<"activity.query">,
): { total: number; rows: ActivityRow[] } => {
  const { kinds, outcome, from, to, offset, limit } = query;
  const found = rows
    .filter(
      ({ at, event }) =>
        (kinds.length === 0 || kinds.includes(event.kind)) &&
        (outcome === "all" || hasFailed(event) === (outcome === "failed")) &&
        (from === null || at >= from) &&
        (to === null || at < to),
    )
    .reverse();
  return { total: found.length, rows: found.slice(offset, offset + limit) };
};

const stepMs = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 };

/** Bars that go up and down. */
const playBars = ({ from, to, bucket }: CommandInput<"activity.chart">): ActivityBar[] => {
  const count = Math.min(400, Math.ceil((to - from) / stepMs[bucket]));
  return Array.from({ length: count }, (_, n) => ({
    at: from + n * stepMs[bucket],
    tapsOk: (n * 5) % 7,
    tapsFailed: n % 3 === 0 ? 1 : 0,
    unlocks: (n * 5) % 7,
    synced: { kvs: (n * 11) % 23, hyperid: (n * 7) % 13, dataswyft: n === 4 ? 78 : 0, digime: 0 },
  }));
};

/** The handlers. */
export const activityHandlers = (
  world: FakeWorld,
): { readonly [C in keyof typeof activityCommands]: (input: CommandInput<C>) => Reply<C> } => ({
  "activity.query": (query) => {
    const { chain, count } = world.view("activity.changed");
    const rows = count === 0 ? [] : fakeLog(Math.ceil(count / 22), Date.now());
    return ok({ ...queryRows(rows, query), chain });
  },
  "activity.chart": (input) =>
    ok({ bars: world.view("activity.changed").count === 0 ? [] : playBars(input) }),
  "activity.export": () =>
    ok({ fileName: "Tapvault activity.json", lines: world.view("activity.changed").count }),
  "activity.clear": () => {
    const { count } = world.view("activity.changed");
    world.push("activity.changed", { count: 0, chain: { state: "ok", brokenFrom: null } });
    return ok({ count });
  },
  "storage.view": () => ok(calmStorage),
});
