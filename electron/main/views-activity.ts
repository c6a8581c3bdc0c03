/** Makes the snapshots about the activity log. */
import type { activityEvents } from "#contract/ipc-activity.ts";
import type { Core } from "./core.ts";
import type { SnapshotMakers } from "./snapshots.ts";

/** The makers. */
export const makeActivityViews = (_core: Core): Pick<SnapshotMakers, keyof typeof activityEvents> => ({});
