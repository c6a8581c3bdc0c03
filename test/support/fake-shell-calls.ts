/** The played calls about the window itself. */
import type { CommandInput, EventPayload, Reply } from "#contract/ipc.ts";
import type { shellCommands } from "#contract/ipc-shell.ts";
import { ok } from "#contract/result.ts";
import type { Unnumbered } from "./fake-views.ts";
import type { FakeWorld } from "./fake-world.ts";

/** Nothing is asked of the page, and the desktop offers nothing yet. */
export const calmShell: Unnumbered<EventPayload<"shell.changed">> = {
  request: null,
  quickKeys: "off",
  tray: "off",
  isQuickShown: false,
};

/** The handlers. */
export const shellHandlers = (
  world: FakeWorld,
): { readonly [C in keyof typeof shellCommands]: (input: CommandInput<C>) => Reply<C> } => ({
  "shell.taken": ({ id }) => {
    if (world.view("shell.changed").request?.id === id) world.push("shell.changed", { request: null });
    return ok({});
  },
  "quick.close": () => ok({}),
  "quick.showEntry": () => ok({}),
});
