/**
 * While the vault is locked, a tap opens it without a click: when a scan ended by time or trouble
 * with the reader and a chip arrives or the reader comes back, a new scan is started. Never after a
 * chip refused: then only a person starts the next one, because the chip counts refusals for ever.
 */
import type { ReadersState } from "#chip/reader.port.ts";
import type { ErrorCode } from "#contract/errors.ts";
import { presentTargets } from "#chip/hub-events.ts";
import type { Core } from "./core.ts";
import type { Snapshots } from "./snapshots.ts";

const needsAPerson: readonly ErrorCode[] = ["chip.refused", "chip.locked", "chip.resting", "chip.delayed"];

const signature = (state: ReadersState): string =>
  [
    state.service,
    state.readers.length,
    ...presentTargets(state).map((t) => `${t.readerId} ${t.presence}`),
  ].join("|");

/** Watches the readers until the returned function is called. */
export const watchForTaps = (core: Core, snapshots: Snapshots): (() => void) => {
  let last = signature(core.environment.hub.state());
  const look = (): void => {
    const state = core.environment.hub.state();
    const now = signature(state);
    if (now === last) return;
    last = now;
    const error = core.scans.lastError;
    const isWanted = core.status() === "locked" && !core.scans.isBusy && error !== null;
    if (isWanted && !needsAPerson.includes(error.code) && state.service !== "down") core.startScan("unlock");
  };
  return snapshots.subscribe((name) => (name === "readers.changed" ? look() : undefined));
};
