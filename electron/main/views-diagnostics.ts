/** Makes the snapshots about readers and diagnostics. */
import type { diagnosticsEvents } from "#contract/ipc-diagnostics.ts";
import type { Core } from "./core.ts";
import type { SnapshotMakers } from "./snapshots.ts";

/** The makers. */
export const makeDiagnosticsViews = (core: Core): Pick<SnapshotMakers, keyof typeof diagnosticsEvents> => ({
  "trace.changed": () => core.environment.trace.view(),
});
