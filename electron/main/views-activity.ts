/** Makes the snapshots about the activity log. */
import type { activityEvents } from "#contract/ipc-activity.ts";
import type { Core } from "./core.ts";
import type { SnapshotMakers } from "./snapshots.ts";

/** The makers. */
export const makeActivityViews = (core: Core): Pick<SnapshotMakers, keyof typeof activityEvents> => ({
  "activity.changed": () => core.activity.view(),
});
