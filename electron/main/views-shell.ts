/** Makes the snapshots about the window itself. */
import type { shellEvents } from "#contract/ipc-shell.ts";
import type { ShellDesk } from "./shell/shell-desk.ts";
import type { SnapshotMakers } from "./snapshots.ts";

/** The makers. */
export const makeShellViews = (shell: ShellDesk): Pick<SnapshotMakers, keyof typeof shellEvents> => ({
  "shell.changed": () => shell.view(),
});
