/** Makes the snapshot of newer versions. */
import type { updateEvents } from "#contract/ipc-updates.ts";
import type { SnapshotMakers } from "./snapshots.ts";
import type { UpdatesDesk } from "./updates/updates-desk.ts";

/** A copy that no installer put here, and the command line. */
const notSelfUpdating: ReturnType<UpdatesDesk["view"]> = {
  isSelfUpdating: false,
  state: "resting",
  lastLookedAt: null,
  release: null,
  progress: 0,
  waitsFor: [],
  needsPassword: false,
  installsOnQuit: false,
  error: null,
};

/** The makers. */
export const makeUpdateViews = (
  desk: UpdatesDesk | null,
): Pick<SnapshotMakers, keyof typeof updateEvents> => ({
  "updates.changed": () => desk?.view() ?? notSelfUpdating,
});
