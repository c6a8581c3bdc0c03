/** Makes the snapshots about the window itself. */
import type { shellEvents } from "#contract/ipc-shell.ts";
import type { Core } from "./core.ts";
import type { SnapshotMakers } from "./snapshots.ts";

/** The makers. */
export const makeShellViews = (_core: Core): Pick<SnapshotMakers, keyof typeof shellEvents> => ({});
