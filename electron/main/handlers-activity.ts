/** The handlers of the calls about the activity log and the view of what is stored where. */
import type { activityCommands } from "#contract/ipc-activity.ts";
import type { HandlerParts } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** The handlers. */
export const createActivityHandlers = (
  _parts: HandlerParts,
): Pick<Handlers, keyof typeof activityCommands> => ({});
