/** The handlers of the calls about the window itself. */
import type { shellCommands } from "#contract/ipc-shell.ts";
import type { HandlerParts } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** The handlers. */
export const createShellHandlers = (_parts: HandlerParts): Pick<Handlers, keyof typeof shellCommands> => ({});
