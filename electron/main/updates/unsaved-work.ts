/** What a restart would break off as far as main knows: running work, what is being sent, a tap. The page says itself what it holds. */
import type { ScanView } from "#contract/views.ts";
import type { UpdateWait } from "#contract/views-updates.ts";
import type { Core } from "#main/core.ts";

/** A chip is being read. */
const tapping: readonly ScanView["state"][] = ["identifying", "fetchingChallenge", "answering", "verifying"];

const hasTasks = (core: Core): boolean =>
  core.tasks.views.some(({ state }) => state === "running") ||
  (core.environment.vault?.rotation() ?? null) !== null;

const isTapping = (core: Core): boolean => {
  const { state, after } = core.scans.view();
  return tapping.includes(state) || after === "working";
};

/** All that runs now. A file dialog of the system counts as work. */
export const runningWork = (core: Core, hasDialog: boolean): readonly UpdateWait[] => [
  ...(hasTasks(core) || hasDialog ? (["tasks"] as const) : []),
  ...(core.sync.isBusy ? (["sending"] as const) : []),
  ...(isTapping(core) ? (["tap"] as const) : []),
];
