/**
 * Brings the window to the front when a chip is laid on a reader while the vault is locked. It never
 * does so for a chip that already lay there, nor while the vault is open: then the person works elsewhere.
 */
import { presentTargets } from "#chip/hub-events.ts";
import type { Core } from "#main/core.ts";
import type { Snapshots } from "#main/snapshots.ts";

const keysOf = (core: Core): ReadonlySet<string> =>
  new Set(
    presentTargets(core.environment.hub.state()).map(({ readerId, presence }) => `${readerId} ${presence}`),
  );

/** Watches the readers until the returned function is called. */
export const watchForComingForward = (
  core: Core,
  snapshots: Pick<Snapshots, "subscribe">,
  comeForward: () => void,
): (() => void) => {
  let known = keysOf(core);
  return snapshots.subscribe((name) => {
    if (name !== "readers.changed") return;
    const before = known;
    known = keysOf(core);
    const hasArrived = [...known].some((key) => !before.has(key));
    // A tap from before may have opened the vault by now; the answer to that is the open vault, seen too.
    if (hasArrived && core.status() === "locked" && core.profile.settings.comesForward) comeForward();
  });
};
