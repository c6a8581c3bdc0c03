/** The handlers of the calls about several entries at once, conflicts and strength. */
import type { entryWorkCommands } from "#contract/ipc-entry-work.ts";
import { createBulkHandlers } from "./handlers-bulk.ts";
import { createEntryVersionHandlers } from "./handlers-entry-versions.ts";
import type { HandlerParts } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** The handlers. */
export const createEntryWorkHandlers = (
  parts: HandlerParts,
): Pick<Handlers, keyof typeof entryWorkCommands> => ({
  ...createBulkHandlers(parts),
  ...createEntryVersionHandlers(parts.core),
});
