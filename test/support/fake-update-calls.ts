/** The played calls about newer versions: looking finds that this is the newest. */
import type { CommandInput, EventPayload, Reply } from "#contract/ipc.ts";
import type { updateCommands } from "#contract/ipc-updates.ts";
import { ok } from "#contract/result.ts";
import type { Unnumbered } from "./fake-views.ts";
import type { FakeWorld } from "./fake-world.ts";

/** An installed copy that looked a while ago and found nothing newer. */
export const calmUpdates: Unnumbered<EventPayload<"updates.changed">> = {
  isSelfUpdating: true,
  state: "current",
  lastLookedAt: Date.now() - 1_500_000,
  release: null,
  progress: 0,
  waitsFor: [],
  needsPassword: false,
  installsOnQuit: true,
  error: null,
};

/** A newer version to be shown. */
export const newerRelease = {
  version: "0.2.0",
  notes:
    "Tapping is quicker with readers by ACS.\nThe list can be sorted by when an entry was last used.\nJapanese texts were gone over.",
  bytes: 98_400_000,
};

/** The handlers. */
export const updateHandlers = (
  world: FakeWorld,
): { readonly [C in keyof typeof updateCommands]: (input: CommandInput<C>) => Reply<C> } => ({
  "updates.look": () => {
    world.push("updates.changed", { state: "looking", error: null });
    setTimeout(
      () => world.push("updates.changed", { state: "current", lastLookedAt: Date.now() }),
      world.stepMs,
    );
    return ok({});
  },
  "updates.install": () => {
    world.push("updates.changed", { state: "installing", error: null });
    return ok({});
  },
  "updates.unsaved": () => ok({}),
});
